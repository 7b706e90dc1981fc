"""Comparators: what the Department for Education has published of other authorities, regions and England.

Readers turn published tables into rows of one shape; a store keeps them, edition beside edition, as a folder of CSV with
its description; `beside` refuses to set one next to a figure of ours that counts something else.
"""

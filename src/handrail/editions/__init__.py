"""Editions: a publication on its way from draft to published, and, once published, frozen with what it came from.

An edition is a folder that any person can read and check without Handrail: the documents, the record as Parquet, the
profile and the text as used, the exact figures, and `edition.toml`, which names the hash of each and everybody who
drafted, checked, approved and published it.
"""

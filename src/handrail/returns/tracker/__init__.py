"""A council's own tracker: a spreadsheet or CSV read into the record by a mapping that a person has confirmed.

`guess` writes a mapping from headings and the look of the values, `trial` says what would be read, and `load` reads a
file with it. A file the mapping no longer fits is refused, each difference named.
"""

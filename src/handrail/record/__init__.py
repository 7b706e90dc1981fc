"""The record: the vocabulary of what happened to children, and its one schema.

A record is a set of tables. The row types in `tables` are the schema: readers fill them, the ledger and the
measures read them, and the data dictionary and the Data Package description are generated from them. This
floor knows nothing else of Handrail and uses the standard library only.
"""

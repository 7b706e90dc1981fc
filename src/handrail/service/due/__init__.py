"""The ledger in the service: what is due for each child, why, how it stands, and what people said about it."""

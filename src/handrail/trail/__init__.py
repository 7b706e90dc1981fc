"""The audit trail: what one entry says, how entries are chained and sealed, and how anyone can verify it offline.

The floor knows nothing of the rest of Handrail and nothing of the clock. It uses the standard library, and
`cryptography` for the signature of a checkpoint.
"""

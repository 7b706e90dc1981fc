"""The store: a folder that keeps what a council handed in, version by version, and the record made from it.

Each import says first what it would change and then makes a new version or none. Nothing of an earlier version is
ever overwritten. The layout and the rules are in docs/decisions, "A store of returns".
"""

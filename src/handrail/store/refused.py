"""Why the store would not do what was asked."""


class StoreRefused(Exception):
    """The store was left as it is; the message says why and what to do, and names no child."""

"""Why nothing was done to an edition."""


class EditionRefused(Exception):
    """The edition was left as it is; the message says why and what to do, and names no child."""

"""What can come of handing a message over: it is sent, or one of these is raised, in plain words without an address."""


class NotYet(Exception):
    """It certainly did not leave, and may another time."""


class Refused(Exception):
    """It certainly did not leave, and will not as it is."""


class NotKnown(Exception):
    """The answer was lost: it may have left."""

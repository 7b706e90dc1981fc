"""How often the record was written to since it was last loaded: by it, what was worked out from the record is known to be behind.

It is told by whoever writes rows of the record, once for what was written together. Loading begins it anew, and then the
version differs.
"""

from handrail.service.records.models import Change


def written() -> None:
    """Say that rows of the record were written, in the transaction that writes them. Raises NoWall."""
    Change.objects.create()


def since_loaded() -> int:
    """How often that was said since the record was last loaded. Raises NoWall."""
    return Change.objects.count()


def begin_anew() -> None:
    """Forget what was said before this loading. Raises NoWall."""
    Change.objects.all().delete()

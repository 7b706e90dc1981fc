"""The natural key of a thing due, as one text: what reasons and notes hang on, whatever is worked out anew."""

from collections.abc import Iterable

from handrail.timescales.ledger import LedgerRow

Keyed = dict[tuple[str, str], LedgerRow]
"""Rows of the ledger by child and key."""


def keyed(rows: Iterable[LedgerRow]) -> Keyed:
    """The rows by child and key.

    Where two of a child share a key (a meeting held on the very day its sequence began), the later is numbered.
    """
    found: Keyed = {}
    for row in rows:
        key, place = key_of(row), 1
        while (row.child_id, key) in found:
            place += 1
            key = f"{key_of(row)}|{place}"
        found[row.child_id, key] = row
    return found


def key_of(row: LedgerRow) -> str:
    """What the row is about: subject, clock, basis and the day that triggered it, blank where that is not known."""
    triggered = row.triggered_on.isoformat() if row.triggered_on else ""
    return f"{row.subject_on.isoformat()}|{row.clock}|{row.basis}|{triggered}"

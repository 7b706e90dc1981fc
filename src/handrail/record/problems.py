"""A problem found in what was handed in: where it is, what is wrong, and what to do about it."""

from typing import NamedTuple

ERROR = "error"
QUERY = "query"
NOTE = "note"


class Problem(NamedTuple):
    """One finding a data officer can act on.

    `severity` is error (wrong), query (check and explain) or note (for information). `row` is the row of the file
    as a person counts it, the header being row 1, or the line of an XML file; blank for a whole file.
    """

    rule: str
    severity: str
    file: str
    row: int | None
    child: str | None
    field: str | None
    value: str | None
    message: str
    what_to_do: str

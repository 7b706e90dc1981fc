"""A problem found in what was handed in: where it is, what is wrong, and what to do about it."""

import tomllib
from functools import cache
from pathlib import Path
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


@cache
def catalogue() -> dict[str, str]:
    """Every rule that can find a problem, with its meaning in words that name no child."""
    path = Path(__file__).with_name("problem_catalogue.toml")
    return {str(rule): str(meaning) for rule, meaning in tomllib.loads(path.read_text(encoding="utf-8")).items()}

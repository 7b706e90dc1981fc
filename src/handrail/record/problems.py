"""A problem found in what was handed in: where it is, what is wrong, and what to do about it."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

ERROR = "error"
QUERY = "query"
NOTE = "note"
_ROW = re.compile(r"[0-9]{1,9}")


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


class NotRun(Problem):
    """The note that rules could not run, or not on all that was loaded, and why; `value` names them if several."""

    __slots__ = ()

    @property
    def rules(self) -> list[str]:
        """The rules that did not run."""
        return (self.value or self.rule).split(", ")


def none_ran(rules: Sequence[str], why: str, what_to_do: str) -> NotRun:
    """One note for all the rules that had nothing to look at."""
    names = ", ".join(rules)
    if len(rules) == 1:
        return NotRun(names, NOTE, "", None, None, None, None, f"Rule {names} could not run: {why}.", what_to_do)
    message = f"{len(rules)} rules could not run, because {why}: {names}."
    return NotRun("HR-NOT-RUN", NOTE, "", None, None, None, names, message, what_to_do)


def place_of(read_from: str) -> tuple[str, int | None]:
    """The file and row an entry was read from; what it says, and no row, where it names none."""
    file, _, row = read_from.rpartition(":")
    return (file, int(row)) if file and _ROW.fullmatch(row) else (read_from, None)


def counted_in(file: str) -> str:
    """What the row numbers of a file of this name count: Line (XML) or Row."""
    return "Line" if file.lower().endswith(".xml") else "Row"


@cache
def catalogue() -> dict[str, str]:
    """Every rule that can find a problem, with its meaning in words that name no child."""
    path = Path(__file__).with_name("problem_catalogue.toml")
    return {str(rule): str(meaning) for rule, meaning in tomllib.loads(path.read_text(encoding="utf-8")).items()}

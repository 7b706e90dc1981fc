"""Every worked example of the reference table, asked as a person at the keyboard would ask."""

import csv
import re
from datetime import date, datetime
from pathlib import Path

from handrail.cli.asking import due

LIMITS = {"91 days": "91 days", "183 days": "183 days", "3 calendar days": "3 days", "10 calendar days": "10 days"}


def test_every_worked_example(shared: Path) -> None:
    with (shared / "reference/timescale-vectors.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 103
    wrong = [(row["id"], row["rule"], found) for row in rows if (found := answer(row)) != row["due_date"]]
    assert wrong == []


def answer(row: dict[str, str]) -> str:
    """The due date the table's words ask for."""
    start = row["trigger_date"]
    from_ = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
    found = due(row["rule"], from_, chosen(row["extra"]))[0]
    if found.due_at:
        return found.due_at.isoformat(timespec="minutes")
    return found.due_on.isoformat() if found.due_on else "none"


def chosen(extra: str) -> dict[str, str]:
    """What the words beside a row set."""
    given = {"counting": "inclusive"} if "counting=inclusive" in extra else {}
    if "clear_days=true" in extra:
        given["clear_days"] = "true"
    for words, limit in LIMITS.items():
        if words in extra:
            given["basis"] = limit
    for pattern, name in (
        (r"^ceased to be looked after (\S+)", "ceased"),
        (r"born (\S+)", "born"),
        (r"DOB (\S+)", "born"),
        (r"next review due (\S+)", "next_due"),
        (r"last review held (\S+)", "lac_review_n"),
    ):
        if match := re.search(pattern, extra):
            given[name] = match[1]
    return given

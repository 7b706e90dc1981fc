"""Every worked example of the reference table for the clocks there are."""

import csv
from datetime import date
from pathlib import Path

from handrail.timescales.clocks import clocks
from handrail.timescales.deadlines import deadline


def test_every_worked_example_of_these_clocks(shared: Path) -> None:
    with (shared / "reference/timescale-vectors.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["rule"] in clocks()]
    assert len(rows) >= 37
    wrong = [(row["id"], found) for row in rows if (found := answer(row)) != row["due_date"]]
    assert wrong == []


def answer(row: dict[str, str]) -> str:
    extra, options = row["extra"], {}
    if "counting=inclusive" in extra:
        options["counting"] = "inclusive"
    if "basis=" in extra:
        options["basis"] = extra.partition("basis=")[2].partition(" (")[0]
    if extra.startswith("ceased to be looked after"):
        options["stops_on"] = date.fromisoformat(extra[-10:])
    due_on = deadline(row["rule"], date.fromisoformat(row["trigger_date"]), **options).due_on
    return due_on.isoformat() if due_on else "none"

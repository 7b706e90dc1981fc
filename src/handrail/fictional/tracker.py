"""Writing the reviews as the service's own tracker: a CSV file of the council's making, with the mapping that reads it."""

from datetime import date
from pathlib import Path

from handrail.fictional.calendar import days_after
from handrail.fictional.due_dates import Entry, by_convention, review_entries
from handrail.fictional.faults import Faults
from handrail.fictional.story import Authority, Story

FILE = "tracker/reviews.csv"
_ADOPTED = ("E11", "E12")
_COLUMNS = ("Child ID", "Review due", "Review planned", "Review held", "In timescale?", "Participation")
_MAPPING = """\
# How the tracker of a made-up authority is read.
format = 1
confirmed_by = "Handrail fictional, {confirmed:%Y-%m-%d}"

[[table]]
header_rows = [1]
date_forms = ["dd/mm/yyyy"]
complete_from = {complete_from:%Y-%m-%d}
[table.child]
child_id = "Child ID"
[[table.entry]]
of = "reviews"
[table.entry.columns]
due_on = "Review due"
planned_on = "Review planned"
held_on = "Review held"
in_time = "In timescale?"
participation = "Participation"
"""


def write(authority: Authority, out: Path, convention: str, faults: Faults) -> int:
    """Write the tracker and its mapping; how many rows it holds."""
    from handrail.returns.outgoing import whole_file, write_csv

    entries = [by_convention(entry, convention) for entry in review_entries(authority)]
    rows = _with_faults(entries, faults)
    ended = _due_after_the_end(authority, faults, len(rows) + 2)
    write_csv(out / FILE, _COLUMNS, (_row(entry, flag) for entry, flag in [*rows, *ended]))
    years = authority.span.whole
    text = _MAPPING.format(confirmed=years.last_day, complete_from=years.first_day)
    with whole_file(out / "tracker/mapping.toml") as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
    return len(rows) + len(ended)


Flagged = tuple[Entry, bool | None]


def _with_faults(entries: list[Entry], faults: Faults) -> list[Flagged]:
    planned = {(entry.child_id, entry.held_on): entry.planned_on for entry in entries if entry.held_on}
    found: list[Flagged] = []
    for row, entry in enumerate(entries, 2):
        dice = faults.strikes(f"{FILE} flags", row)
        if dice is not None and entry.comparable and _is_right(entry):
            found.append(_with_a_wrong_flag(entry, faults, row, dice.random() < 0.5))
            continue
        listed = faults.in_due_date(entry, FILE, row, "Review due", planned.get((entry.child_id, entry.starts_on)))
        found.append((listed, listed.in_time))
    return found


def _is_right(entry: Entry) -> bool:
    """Whether the entry's own dates say truly if the review was in time."""
    if entry.limit is None or entry.held_on is None or entry.due_on is None:
        return False
    return entry.in_time == (entry.held_on <= entry.limit.after(entry.starts_on))


def _with_a_wrong_flag(entry: Entry, faults: Faults, row: int, without_a_date: bool) -> Flagged:
    """A flag that came over wrong when an older system was given up, with or without the due date it contradicts."""
    kind = "flag_differs" if without_a_date else "flag_against_own_dates"
    faults.plant(
        kind, FILE, row, entry.child_id, "In timescale?", _flag(entry.in_time), _flag(not entry.in_time)
    )  # fmt: skip
    return (entry._replace(due_on=None) if without_a_date else entry), not entry.in_time


def _due_after_the_end(authority: Authority, faults: Faults, first_row: int) -> list[Flagged]:
    """Reviews still listed as due though the child has left: one row more for each that is planted."""
    found: list[Flagged] = []
    for story in authority.stories:
        child_id, last = story.person.child_id, _left_on(story, authority.span.first_day)
        if last is None or faults.strikes(f"{FILE} ended", int(child_id)) is None:
            continue
        still_on = days_after(last, 40)
        faults.plant("nothing_due", FILE, first_row + len(found), child_id, "Review due", "", still_on.isoformat())
        found.append((Entry(child_id, "lac_review", last, None, still_on, None, None, False), None))
    return found


def _left_on(story: Story, first_day: date) -> date | None:
    """The day a child left whose only time in care lies in the data; not of one adopted, whose record is sealed."""
    if len(story.care) != 1 or story.short_breaks:
        return None
    (time,) = story.care
    return None if time.began_on < first_day or time.episodes[-1].end_reason in _ADOPTED else time.ended_on


def _row(entry: Entry, flag: bool | None) -> tuple[str, ...]:
    return (
        entry.child_id, _uk(entry.due_on), _uk(entry.planned_on), _uk(entry.held_on), _flag(flag),
        entry.participation or "",
    )  # fmt: skip


def _flag(answer: bool | None) -> str:
    return "" if answer is None else "Yes" if answer else "No"


def _uk(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""

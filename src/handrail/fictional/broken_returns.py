"""Planting faults in the returns once they are written: the mistakes data officers know, each listed with what is true."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple

from handrail.fictional.calendar import days_after
from handrail.fictional.faults import Faults
from handrail.fictional.story import Authority, Story, Year

_CHILD, _BORN, _REVIEW, _CODE = range(4)  # columns of reviews.csv


class Mistake(NamedTuple):
    """The lines that stand in place of one, the index of the one that is wrong, its field, what is true and written."""

    lines: list[str]
    at: int
    field: str
    true: str
    written: str


Row = list[str]


def plant(authority: Authority, out: Path, year: Year, faults: Faults) -> None:
    """Plant faults in the reviews of one year's SSDA903 set and in one CIN census."""
    if faults.rate:
        stories = {story.person.child_id: story for story in authority.stories}
        _reviews(stories, out, f"ssda903/{year.name}/reviews.csv", year, faults)
        _census(out, f"cin/CIN_{year.name}.xml", faults)


# --- SSDA903


def _reviews(stories: dict[str, Story], out: Path, file: str, year: Year, faults: Faults) -> None:
    header, *rows = (out / file).read_text(encoding="utf-8").splitlines()
    written = [header]
    for number, row in enumerate(rows, 2):
        dice = faults.strikes(file, number)
        if dice is None:
            written.append(row)
            continue
        cells, kinds = row.split(","), dict(_REVIEW_MISTAKES)
        if not _outside(stories[cells[_CHILD]], year):
            del kinds["review_outside_care"]
        kind = dice.choice(sorted(kinds))
        mistake = kinds[kind](dice, cells, stories[cells[_CHILD]], year)
        faults.plant(
            kind, file, len(written) + 1 + mistake.at, cells[_CHILD], mistake.field, mistake.true, mistake.written
        )
        written.extend(mistake.lines)
    (out / file).write_text("\n".join(written) + "\n", encoding="utf-8", newline="\n")


def _changed(cells: Row, column: int, name: str, text: str) -> Mistake:
    changed = [*cells[:column], text, *cells[column + 1 :]]
    return Mistake([",".join(changed)], 0, name, cells[column], text)


def _missing_date(dice: Random, cells: Row, story: Story, year: Year) -> Mistake:
    return _changed(cells, _REVIEW, "REVIEW", "")


def _typed_date(dice: Random, cells: Row, story: Story, year: Year) -> Mistake:
    day, month, of = cells[_REVIEW].split("/")
    return _changed(cells, _REVIEW, "REVIEW", dice.choice((f"{day}/{month}", f"{day}/1{month}/{of}", f"{day}//{of}")))


def _wrong_birth_date(dice: Random, cells: Row, story: Story, year: Year) -> Mistake:
    day, month, of = cells[_BORN].split("/")
    return _changed(cells, _BORN, "DOB", f"{day}/{month}/{int(of) - 1}")


def _missing_code(dice: Random, cells: Row, story: Story, year: Year) -> Mistake:
    return _changed(cells, _CODE, "REVIEW_CODE", "")


def _twice(dice: Random, cells: Row, story: Story, year: Year) -> Mistake:
    line = ",".join(cells)
    return Mistake([line, line], 1, "REVIEW", "held once", cells[_REVIEW])


def _outside_care(dice: Random, cells: Row, story: Story, year: Year) -> Mistake:
    """One review more, on a day the child was not looked after."""
    day = dice.choice(_outside(story, year))
    more = [*cells[:_REVIEW], f"{day:%d/%m/%Y}", cells[_CODE]]
    return Mistake([",".join(cells), ",".join(more)], 1, "REVIEW", "no review", more[_REVIEW])


def _outside(story: Story, year: Year) -> list[date]:
    """Days of the year some weeks before the child's only time in care began or after it ended."""
    if len(story.care) != 1 or story.short_breaks:
        return []
    time = story.care[0]
    days = [days_after(time.began_on, -30)]
    if time.ended_on:
        days.append(days_after(time.ended_on, 30))
    return [day for day in days if year.first_day <= day <= year.last_day]


_REVIEW_MISTAKES: dict[str, Callable[[Random, Row, Story, Year], Mistake]] = {
    "missing_review_date": _missing_date,
    "typed_by_hand_date": _typed_date,
    "wrong_date_of_birth": _wrong_birth_date,
    "missing_participation": _missing_code,
    "duplicate_review": _twice,
    "review_outside_care": _outside_care,
}


# --- the census


def _census(out: Path, file: str, faults: Faults) -> None:
    """Plant faults in the dates of plans and enquiries; the row is the line of the file."""
    child, written = "", list[str]()
    for number, line in enumerate((out / file).read_text(encoding="utf-8").splitlines(), 1):
        name, text = _element(line)
        if name == "LAchildID":
            child = text
        dice = faults.strikes(file, number) if name in _DATES else None
        if dice is None:
            written.append(line)
            continue
        kind = dice.choice(_DATES[name])
        wrong = _wrong(kind, text)
        faults.plant(kind, file, len(written) + 1, child, name, text, wrong)
        written.append(f"<{name}>{wrong}</{name}>" if wrong else f"<{name}/>")
        if kind == "duplicate_review_conference":
            written.append(line)
    (out / file).write_text("\n".join(written) + "\n", encoding="utf-8", newline="\n")


_DATES = {
    "CPPreviewDate": ("duplicate_review_conference", "impossible_date"),
    "CPPendDate": ("plan_ends_before_it_begins", "impossible_date"),
    "S47ActualStartDate": ("impossible_date",),
}


def _wrong(kind: str, text: str) -> str:
    if kind == "plan_ends_before_it_begins":
        return f"{int(text[:4]) - 6}{text[4:]}"
    return text if kind == "duplicate_review_conference" else f"{text[:4]}-{text[8:]}-45"


def _element(line: str) -> tuple[str, str]:
    """The name and text of an element that stands on a line of its own."""
    if not (line.startswith("<") and "</" in line):
        return "", ""
    name, _, rest = line[1:].partition(">")
    text, _, _ = rest.partition("</")
    return name, text

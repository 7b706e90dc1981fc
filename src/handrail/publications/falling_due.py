"""What falls due in the coming weeks, duty by duty: for managers, who must act on each of them before its day."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from handrail.measures.engine import ListedRow
from handrail.measures.groups import NOT_RECORDED
from handrail.publications.bindings import made
from handrail.publications.document import Block, Column, Paragraph, Row, Subheading, Table, Text
from handrail.publications.numbers import long_date, short_date
from handrail.publications.scene import Scene
from handrail.publications.times import COMING, DAY_BEFORE, span
from handrail.timescales.clocks import clock
from handrail.timescales.working_days import england

_LATE = ("reviews_overdue", "conferences_overdue")
_COMING = ("reviews_falling_due", "conferences_falling_due")
_TEAM = "child_team"
_UNITS = ("review", "child in a conference")


def weeks_ahead(scene: Scene) -> str:
    """Which days the first, second, third and fourth week are."""
    names = ("first", "second", "third", "fourth")
    said = [f"the {name} {span(week)}" for name, week in zip(names, scene.shown.facts.times.weeks, strict=True)]
    return f"The weeks are {', '.join(said[:-1])} and {said[-1]}."


def known_until(scene: Scene) -> str:
    """To which day the data reach: what was held after it stands as still due."""
    record, own = scene.shown.facts.record, scene.shown.facts.times.own
    until = {"reviews": record.care_to, "conferences": record.protection_to}
    short = {what: day for what, day in until.items() if day is not None and day < own.first}
    if not short:
        return ""
    said = " and ".join(f"of {what} to {long_date(day)}" for what, day in short.items())
    return f"The data reach {said}. What was held after that stands here as still due."


def falling_due(scene: Scene) -> list[Block]:
    """Every duty that is late or falls due in the coming weeks, by team, each child under a name of these pages only."""
    if scene.shown.policy.hides:
        return [Paragraph((Text("Single duties are listed only for those who run the service."),))]
    found = sorted(_duties(scene), key=_in_order)
    names = {child: f"Child {place}" for place, child in enumerate(dict.fromkeys(row.child_id for _, row in found), 1)}
    blocks: list[Block] = []
    for team, duties in groupby(found, key=lambda one: one[0]):
        title = _team(scene, team)
        blocks += [Subheading(f"due-{_id(team)}", title)]
        blocks += [_table(scene, team, title, [(names[row.child_id], row) for _, row in duties])]
    return blocks or [Paragraph((Text("Nothing is late, and nothing falls due in these weeks."),))]


def _duties(scene: Scene) -> Iterator[tuple[str, ListedRow]]:
    facts = scene.shown.facts
    for names, period in ((_LATE, DAY_BEFORE), (_COMING, COMING)):
        for name in names:
            whole = made(name, facts.times, {}, period)
            for team in facts.values(whole, _TEAM) if scene.shown.is_loaded(whole) else ():
                rows = facts.rows(made(name, facts.times, {_TEAM: team}, period))
                yield from ((team, row) for row in rows if row.due_on is not None)


def _in_order(duty: tuple[str, ListedRow]) -> tuple[bool, str, date, str, str]:
    team, row = duty
    return team == NOT_RECORDED, team, row.due_on or date.max, row.subject or "", row.child_id


def _id(team: str) -> str:
    return team.replace("_", "-").replace(" ", "-")


def _team(scene: Scene, team: str) -> str:
    if team == NOT_RECORDED:
        return "No team recorded"
    return scene.words.said(team, "teams")


def _table(scene: Scene, team: str, title: str, duties: list[tuple[str, ListedRow]]) -> Table:
    start = scene.shown.facts.times.own.first
    return Table(
        id=f"table-due-{_id(team)}",
        caption=f"{title}: what is late and what falls due",
        columns=(
            Column("Child", numeric=False),
            Column("What is due", numeric=False),
            Column("Due", numeric=False),
            Column("Last working day", numeric=False),
            Column(f"From {short_date(start)}", numeric=False),
        ),
        rows=tuple(_row(name, row.subject or "", row.due_on, start) for name, row in duties if row.due_on),
        unit=_UNITS[0],
        also_units=_UNITS[1:],
    )


def _row(name: str, of: str, due_on: date, start: date) -> Row:
    calendar = england()
    last = calendar.on_or_before(due_on) if calendar.covers(due_on) else due_on
    said = (clock(of).title, short_date(due_on), short_date(last), distance(due_on, start))
    return Row(name, tuple(Text(one) for one in said))


def distance(due_on: date, today: date) -> str:
    """In how many working days it falls due, or how many days late it is."""
    calendar = england()
    if due_on < today:
        days = (today - due_on).days
        return f"late by {days} day{'s' if days != 1 else ''}"
    if due_on == today or not (calendar.covers(today) and calendar.covers(due_on)):
        return "today" if due_on == today else f"in {(due_on - today).days} days"
    days = calendar.number(due_on) - calendar.number(today)
    return f"in {days} working day{'s' if days != 1 else ''}"

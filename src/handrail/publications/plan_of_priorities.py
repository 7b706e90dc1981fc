"""The plan of priorities as the record holds it: each action with who leads it, its day, how it stands, what was done."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from handrail.publications.bindings import made
from handrail.publications.document import Block, Column, Paragraph, Row, Subheading, Table, Text
from handrail.publications.numbers import long_date, short_date
from handrail.publications.scene import Scene
from handrail.record.improvement_tables import PlanItem, PlanItemRating

Listed = tuple[PlanItem, list[PlanItemRating]]
"""An action with its ratings, in the order of their days."""

_MEASURE = "priority_actions"
_DONE, _NOT_RATED, _NOT_RECORDED = "done", "not rated yet", "not recorded"


def priority_actions(scene: Scene) -> list[Block]:
    """Every action that is counted, priority by priority, and those of the same plans that nobody has rated yet."""
    return list(_by_priority(scene, listed(scene)))


def listed(scene: Scene) -> list[Listed]:
    """The actions that are counted and those of the same plans not rated yet, each with its ratings up to the last day."""
    whole = made(_MEASURE, scene.shown.facts.times)
    if not scene.shown.is_loaded(whole):
        return []
    rated = {row.subject: row.event_on for row in scene.shown.facts.rows(whole)}
    record = scene.shown.facts.record
    ratings: dict[str, list[PlanItemRating]] = {}
    for one in sorted(record.plan_item_ratings, key=attrgetter("rated_on")):
        if one.rated_on <= (rated.get(one.plan_item_id) or date.min):
            ratings.setdefault(one.plan_item_id, []).append(one)
    plans = {one.plan for one in record.plan_items if one.plan_item_id in rated}
    items = [one for one in record.plan_items if one.plan in plans]
    labels = scene.words.labels("priorities")
    order = {name: place for place, name in enumerate([*labels, *sorted({one.priority for one in items})])}
    items.sort(key=lambda one: (order[one.priority], one.plan_item_id))
    return [(one, ratings.get(one.plan_item_id, [])) for one in items]


def actions_carried_over(scene: Scene) -> list[Block]:
    """Every action that is counted and not done, whichever its priority."""
    rows = [
        Row(one.action, _texts(_priority(scene, one), _lead(scene, one), _by(one), _stands(ratings)))
        for one, ratings in listed(scene)
        if ratings and ratings[-1].rating != _DONE
    ]
    headings = ("Priority", "Who leads it", "By", "Stands at")
    return _list("carried-over", "Actions that are not done and go on", headings, rows)


def coming_actions(scene: Scene) -> list[Block]:
    """Every action of a plan that begins after the period: neither it nor another of its plan is rated yet."""
    if not scene.shown.is_loaded(made(_MEASURE, scene.shown.facts.times)):
        return []
    record, last = scene.shown.facts.record, scene.shown.facts.times.own.last
    begun = {one.plan_item_id for one in record.plan_item_ratings if one.rated_on <= last}
    plans = {one.plan for one in record.plan_items if one.plan_item_id in begun}
    coming = [one for one in record.plan_items if one.plan not in plans and (one.due_on is None or one.due_on > last)]
    if not coming:
        return [Paragraph((Text(f"The record holds no plan of priorities for the time after {long_date(last)}."),))]
    rows = [
        Row(one.action, _texts(_priority(scene, one), one.success_measure, _lead(scene, one), _by(one)))
        for one in coming
    ]
    headings = ("Priority", "How we shall know", "Who leads it", "By")
    return _list("coming-actions", "Actions of the plan that comes next", headings, rows)


def _by_priority(scene: Scene, actions: list[Listed]) -> Iterator[Block]:
    for place, (priority, own) in enumerate(groupby(actions, key=lambda one: one[0].priority), 1):
        title = scene.words.said(priority, "priorities")
        yield Subheading(f"priority-{place}", title)
        yield _table(scene, place, title, list(own))


def _table(scene: Scene, place: int, title: str, actions: list[Listed]) -> Table:
    headings = ("Action", "How we shall know", "Who leads it", "By", "Stands at", "What was done")
    return Table(
        id=f"table-priority-{place}",
        caption=f"{title}: each action and how it stands",
        columns=tuple(Column(heading, numeric=False) for heading in headings),
        rows=tuple(_row(scene, item, ratings) for item, ratings in actions),
        unit="action",
    )


def _list(name: str, caption: str, headings: tuple[str, ...], rows: list[Row]) -> list[Block]:
    columns = tuple(Column(heading, numeric=False) for heading in ("Action", *headings))
    return [Table(f"table-{name}", caption, columns, tuple(rows), unit="action")] if rows else []


def _row(scene: Scene, item: PlanItem, ratings: list[PlanItemRating]) -> Row:
    done = ratings[-1].progress if ratings else None
    return Row(item.action, _texts(item.success_measure, _lead(scene, item), _by(item), _stands(ratings), done))


def _texts(*said: str | None) -> tuple[Text, ...]:
    return tuple(Text(one or _NOT_RECORDED) for one in said)


def _priority(scene: Scene, item: PlanItem) -> str:
    return scene.words.said(item.priority, "priorities")


def _lead(scene: Scene, item: PlanItem) -> str | None:
    role = item.lead_role
    return scene.words.said(role, "roles") if role else None


def _by(item: PlanItem) -> str | None:
    return short_date(item.due_on) if item.due_on else None


def _stands(ratings: list[PlanItemRating]) -> str:
    """The latest rating, and those before it: done (before: amber, green)."""
    if not ratings:
        return _NOT_RATED
    *before, last = (one.rating for one in ratings)
    return f"{last} (before: {', '.join(before)})" if before else last

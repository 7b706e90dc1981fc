"""The plan of priorities as the record holds it: each action with who leads it, its day, how it stands, what was done."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from handrail.publications.bindings import made
from handrail.publications.document import Block, Column, Row, Subheading, Table, Text
from handrail.publications.falling_due import short_date
from handrail.publications.scene import Scene
from handrail.record.improvement_tables import PlanItem, PlanItemRating

Listed = tuple[PlanItem, list[PlanItemRating]]
"""An action with its ratings, in the order of their days."""

_MEASURE = "priority_actions"
_NOT_RATED, _NOT_RECORDED = "not rated yet", "not recorded"


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


def _by_priority(scene: Scene, actions: list[Listed]) -> Iterator[Block]:
    labels = scene.words.labels("priorities")
    for place, (priority, own) in enumerate(groupby(actions, key=lambda one: one[0].priority), 1):
        title = labels.get(priority) or scene.words.value(priority)
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


def _row(scene: Scene, item: PlanItem, ratings: list[PlanItemRating]) -> Row:
    roles = scene.words.labels("roles")
    lead = roles.get(item.lead_role or "") or scene.words.value(item.lead_role or _NOT_RECORDED)
    said = (
        item.success_measure or _NOT_RECORDED,
        lead,
        short_date(item.due_on) if item.due_on else _NOT_RECORDED,
        _stands([one.rating for one in ratings]),
        (ratings[-1].progress if ratings else None) or _NOT_RECORDED,
    )
    return Row(item.action, tuple(Text(one) for one in said))


def _stands(ratings: list[str]) -> str:
    """The latest rating, and those before it: done (before: amber, green)."""
    if not ratings:
        return _NOT_RATED
    return f"{ratings[-1]} (before: {', '.join(ratings[:-1])})" if ratings[1:] else ratings[0]

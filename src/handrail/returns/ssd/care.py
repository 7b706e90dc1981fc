"""The dataset's tables on looked-after children as rows of the record.

A review names a period of care and not a child; its child is found through the episodes of that period. A review
that was cancelled or has no date says when the system thought it due, and is never counted as held.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from handrail.record.care import periods_of_care
from handrail.record.problems import ERROR, QUERY, Problem
from handrail.record.record import Record
from handrail.record.tables import Episode, Event, RecordedDue, Review
from handrail.returns.part import SSD
from handrail.returns.ssd.entries import event, problem, seen, unique_dues, unique_events, wrong_order
from handrail.returns.ssd.extract import Extract
from handrail.returns.ssd.rows import EpisodeRow, LegalStatusRow, MissingRow, PlacementRow, ReviewRow, VisitRow

LAC_REVIEW = "lac_review"
_SHORT_BREAKS = frozenset({"V3", "V4"})
_OVER_CARE_ORDERS = "E1"  # a placement order suspends the care order made with it (SSDA903 guide)


@dataclass
class Care:
    """What the episodes say of who was looked after: the rows, and the child of each period of care."""

    rows: list[EpisodeRow] = field(default_factory=list)
    child_of: dict[str, str | None] = field(default_factory=dict)

    def child(self, person: str | None, period: str | None) -> str | None:
        """The child a row is about: the one it names, or the one whose period of care it names."""
        return person or (self.child_of.get(period) if period else None)


def add(extract: Extract, record: Record) -> None:
    """Put episodes, periods of care, reviews, visits and times missing into the record."""
    care = _care(extract.take(EpisodeRow, list) or [], extract)
    placements = _Placements(care, extract.take(PlacementRow, lambda rows: _of_interest(rows, care)) or [])
    looked_after = {row.person for row in care.rows}
    statuses = extract.take(LegalStatusRow, lambda rows: _by_child(rows, looked_after)) or {}
    record.episodes = _episodes(care.rows, placements, statuses, extract)
    record.periods_of_care = periods_of_care(record.episodes)
    reviews = extract.take(ReviewRow, lambda rows: list(_with_child(rows, care, extract))) or []
    record.reviews = sorted(_reviews(reviews))
    record.recorded_dues.extend(_dues(reviews))
    contacts = (event(row.person, "iro_contact", row.iro_contact_on, None, row.where) for row in care.rows)
    visits = extract.take(VisitRow, lambda rows: unique_events(_visits(rows, care))) or []
    missing = extract.take(MissingRow, lambda rows: unique_events(_missing(rows, extract))) or []
    record.events.extend([*unique_events(contacts), *visits, *missing])


# --- episodes


def _care(rows: list[EpisodeRow], extract: Extract) -> Care:
    care = Care(rows)
    for row in rows:
        if row.period is None:
            continue
        before = care.child_of.setdefault(row.period, row.person)
        if before not in (None, row.person):
            care.child_of[row.period] = None
            what = f"the period of care {row.period} belongs to two children, {before} and {row.person}. Reviews that name only the period were left out."
            extract.problems.append(
                problem("HR-SSD-PERIOD", ERROR, row.where, row.person, what, "Find out whose period of care it is.")
            )
    return care


def _of_interest(rows: Iterable[PlacementRow], care: Care) -> list[PlacementRow]:
    """The placements that an episode or its period of care points to; the others need not be held."""
    wanted = {row.placement for row in care.rows if row.placement}
    return [row for row in rows if row.placement in wanted or row.period in care.child_of]


class _Placements:
    """The placements of the episodes: by their own id, else the one of the period of care on the episode's first day."""

    def __init__(self, care: Care, rows: list[PlacementRow]) -> None:
        self.by_id = {row.placement: row for row in rows if row.placement}
        self.of_period: dict[str, list[PlacementRow]] = {}
        for row in rows:
            if row.period:
                self.of_period.setdefault(row.period, []).append(row)

    def of(self, episode: EpisodeRow) -> PlacementRow | None:
        found = self.by_id.get(episode.placement) if episode.placement else None
        if found is not None or episode.period is None:
            return found
        on = episode.started_on
        covering = {
            (row.type, row.provider): row
            for row in self.of_period.get(episode.period, ())
            if row.started_on is not None and row.started_on <= on < (row.ended_on or date.max)
        }
        return next(iter(covering.values())) if len(covering) == 1 else None


def _by_child(rows: Iterable[LegalStatusRow], looked_after: set[str]) -> dict[str, list[LegalStatusRow]]:
    found: dict[str, list[LegalStatusRow]] = {}
    for row in rows:
        if row.person in looked_after:
            found.setdefault(row.person, []).append(row)
    return found


def _episodes(
    rows: list[EpisodeRow],
    placements: _Placements,
    statuses: dict[str, list[LegalStatusRow]],
    extract: Extract,
) -> list[Episode]:
    """Each child's episodes by their first day. Where one stands twice, the longer known one is taken."""
    found: dict[tuple[str, date], EpisodeRow] = {}
    unclear = 0
    for row in rows:
        if row.ended_on is not None and row.ended_on < row.started_on:
            extract.problems.append(wrong_order(row.where, row.person, "episode", row.started_on, row.ended_on))
            continue
        key = (row.person, row.started_on)
        before = found.get(key)
        if before is None or (row.ended_on or date.max, row.where) > (before.ended_on or date.max, before.where):
            found[key] = row
    episodes = []
    for row in found.values():
        status = _status(row, statuses.get(row.person, []))
        unclear += status is None
        placement = placements.of(row)
        episodes.append(
            Episode(
                row.person,
                row.started_on,
                row.ended_on,
                row.start_reason,
                status,
                row.need,
                placement.type if placement else None,
                placement.provider if placement else None,
                row.end_reason,
                placement.distance_miles if placement else None,
                read_from=row.where,
            )
        )
    if unclear and extract.has(LegalStatusRow):
        what = f"{unclear:,} of {len(found):,} episodes have no legal status, or several at once, on their first day. Their legal status was left blank, so a series of short breaks among them does not show."
        extract.problems.append(
            Problem("HR-SSD-NO-STATUS", QUERY, extract.name, None, None, "lega_legal_status", None, what, "Complete the legal statuses.")
        )  # fmt: skip
    return sorted(episodes, key=lambda episode: episode[:2])


def _status(row: EpisodeRow, statuses: list[LegalStatusRow]) -> str | None:
    """The legal status of an episode: the latest in force on its first day, else the only one that began within it."""
    on, until = row.started_on, row.ended_on or date.max
    in_force = [each for each in statuses if each.started_on <= on < (each.ended_on or date.max)]
    if in_force:
        latest = max(each.started_on for each in in_force)
        codes = {each.status for each in in_force if each.started_on == latest}
    else:
        codes = {each.status for each in statuses if on < each.started_on < until}
    if len(codes) > 1 and _OVER_CARE_ORDERS in codes and not codes & _SHORT_BREAKS:
        return _OVER_CARE_ORDERS
    return codes.pop() if len(codes) == 1 else None


# --- reviews

_Reviewed = tuple[str, ReviewRow]


def _with_child(rows: Iterable[ReviewRow], care: Care, extract: Extract) -> Iterator[_Reviewed]:
    for row in rows:
        child = care.child(row.person, row.period)
        if child is not None:
            yield child, row
        elif row.held_on or row.due_on:
            what = f"the period of care {row.period or '(blank)'} is not among the episodes, so the review's child is not known. It was left out."
            remedy = "Make the extract again with all its episodes, or add the child to the review."
            extract.problems.append(problem("HR-SSD-NO-CHILD", ERROR, row.where, None, what, remedy))


def _reviews(rows: list[_Reviewed]) -> Iterator[Review]:
    """Each child's reviews by day. Where two codes stand for one review, neither is believed."""
    found: dict[tuple[str, date], Review] = {}
    for child, row in rows:
        if row.held_on is None or row.cancelled:
            continue
        key, new = (child, row.held_on), Review(child, row.held_on, None, row.participation, row.where)
        before = found.get(key)
        if before is not None:
            code = before.participation if before.participation == new.participation else None
            new = new._replace(participation=code, read_from=min(before.read_from, new.read_from))
        found[key] = new
    yield from found.values()


def _dues(rows: list[_Reviewed]) -> list[RecordedDue]:
    return unique_dues(
        RecordedDue(
            child,
            LAC_REVIEW,
            SSD,
            row.due_on,
            None if row.cancelled else row.held_on,
            None,
            row.held_on if row.cancelled else None,
            row.where,
        )
        for child, row in rows
        if row.due_on is not None or row.cancelled
    )


# --- visits and times missing


def _visits(rows: Iterable[VisitRow], care: Care) -> Iterator[Event | None]:
    for row in rows:
        yield event(
            care.child(row.person, row.period), "visit", row.visited_on, seen(row.seen, row.seen_alone), row.where
        )


def _missing(rows: Iterable[MissingRow], extract: Extract) -> Iterator[Event | None]:
    for row in rows:
        if row.started_on and row.ended_on and row.ended_on < row.started_on:
            extract.problems.append(wrong_order(row.where, row.person, "time missing", row.started_on, row.ended_on))
            continue
        yield event(row.person, "missing", row.started_on, None, row.where)
        yield event(row.person, "returned_from_missing", row.ended_on, _interview(row), row.where)


def _interview(row: MissingRow) -> str | None:
    """What came of the offer of a return interview; None where the answers are missing or contradict each other."""
    if row.interview_accepted:
        return "interview_accepted" if row.interview_offered is not False else None
    if row.interview_offered:
        return "interview_offered" if row.interview_accepted is None else "interview_declined"
    return "interview_not_offered" if row.interview_offered is False else None

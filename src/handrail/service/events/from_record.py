"""What an import brings that the officer should be told: each row of the record becomes news once at most.

What was in the record when this began is no news: an authority that hands in six years would be flooded. Rows dated
within the last `DAYS` days are looked at: what comes in later than that is a correction of the past, and has had its
review since.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from handrail.record.codes import meaning
from handrail.service import clock
from handrail.service.audit.actions import enter_for
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import profile_on
from handrail.service.authorities.walls import wall
from handrail.service.events.actions import row_key
from handrail.service.events.models import News, Row, Watch
from handrail.service.events.queries import NEWS
from handrail.service.records.models import table
from handrail.workflows.news import news_kinds

DAYS = 90
_ROLE = "social_worker"
_STATUS, _PLACE = "LBU", "PBTU"
"""Reasons of a new episode (SSDA903, RNE): the legal status changed; the placement did."""
_WITH_CARER = "TU"
_OTHER_ARRANGEMENTS = ("H5", "K3", "P2")
_FAR = 20  # miles: the national statistic of placements far from home counts from more than this


@dataclass(frozen=True)
class Found:
    """A row of the record that may be news: its key, whose it is, of which kind, when, in words; the new worker."""

    key: str
    child_id: str
    kind: str
    on: date
    words: str
    worker_id: str = ""


def gather(authority: Authority, today: date) -> int:
    """Make news of what came in since the last time; how many there are. To be called outside a wall.

    In one transaction, and safe twice: whoever is killed has made none, and what was looked at is not looked at again.
    """
    with wall(authority):
        found = [one for read in (_episodes, _enquiries, _events, _workers) for one in read(today)]
        known = set(Row.objects.filter(key__in=[one.key for one in found]).values_list("key", flat=True))
        new = [one for one in found if one.key not in known]
        if not Watch.objects.exists():
            if not table("children").exists():
                return 0
            Watch.objects.create(began_at=clock.now())
            Row.objects.bulk_create(Row(key=one.key) for one in new)
            return 0
        return _told(authority, new, today)


def _told(authority: Authority, new: list[Found], today: date) -> int:
    """News of these, but of what a person has told already. Those of children who are gone are left for later."""
    keys = dict(table("children").filter(child_id__in={one.child_id for one in new}).values_list("child_id", "key"))
    new = [one for one in new if one.child_id in keys]
    held = {
        (one.child, one.kind, one.on): one for one in News.objects.filter(child__in=keys.values(), withdrawn_on=None)
    }
    settings, now = profile_on(authority, today).news, clock.now()
    made = 0
    for one in new:
        place = (keys[one.child_id], one.kind, one.on)
        if place not in held:
            made += 1
            held[place] = News.objects.create(
                child=place[0], kind=one.kind, on=one.on, words=one.words, told_at=now, told_on=today,
                answer_by=news_kinds()[one.kind].answer_by(today, one.on, settings), worker_id=one.worker_id,
            )  # fmt: skip
        Row.objects.create(key=one.key, news=held[place])
    if made:
        children = {keys[one.child_id] for one in new}
        enter_for(authority, "", "", "write", at=now, kind=NEWS, children=children, detail={"what": "from the record"})
    return made


def _lately(of: str, field: str, today: date) -> Any:
    return table(of).filter(**{f"{field}__gt": today - timedelta(days=DAYS), f"{field}__lte": today}).order_by("pk")


def _episodes(today: date) -> Iterator[Found]:
    """Moves and new legal statuses. An episode that is both is told once, as the move it is, with both in words."""
    for row in _lately("episodes", "started_on", today).filter(start_reason__in=[*_STATUS, *_PLACE]):
        kind = _kind_of(row)
        yield Found(
            row_key("episodes", row.child_id, "", row.started_on), row.child_id, kind, row.started_on, _told_of(row)
        )


def _kind_of(episode: Any) -> str:
    if episode.start_reason not in _PLACE:
        return "new_order"
    if episode.placement_type in _OTHER_ARRANGEMENTS:
        return "moved_to_other_arrangements"
    is_far = episode.in_area is False and (episode.distance_miles or 0) > _FAR
    return "moved_away" if is_far else "moved"


def _told_of(episode: Any) -> str:
    """The placement and legal status in words, as far as they are recorded. Never an address."""
    said = []
    if episode.start_reason in _PLACE:
        said.append(f"Lives now: {meaning('placement_type', episode.placement_type) or 'not recorded'}.")
        said.append("With the same carers." if episode.start_reason in _WITH_CARER else "With other carers.")
        if episode.distance_miles is not None:
            said.append(f"{episode.distance_miles} miles from home.")
        if episode.in_area is False:
            said.append("Outside the authority's own area.")
    if episode.start_reason in _STATUS:
        said.append(f"Legal status now: {meaning('legal_status', episode.legal_status) or 'not recorded'}.")
    return " ".join(said)


def _enquiries(today: date) -> Iterator[Found]:
    words = "The record has a section 47 enquiry from this day."
    for row in _lately("enquiries", "started_on", today):
        yield Found(
            row_key("enquiries", row.child_id, "", row.started_on), row.child_id, "enquiry", row.started_on, words
        )


def _events(today: date) -> Iterator[Found]:
    """What the record has among its events and is news: missing, excluded, an incident."""
    kinds: Mapping[str, str] = {one.event: one.key for one in news_kinds().values() if one.event}
    for row in _lately("events", "happened_on", today).filter(kind__in=[*kinds]):
        outcome = f": {row.outcome.replace('_', ' ')}" if row.outcome else ""
        words = f"The record has it from this day{outcome}."
        yield Found(
            row_key("events", row.child_id, row.kind, row.happened_on),
            row.child_id,
            kinds[row.kind],
            row.happened_on,
            words,
        )


def _workers(today: date) -> Iterator[Found]:
    """Another social worker than before. The first one a child has is no change."""
    before = table("allocations").filter(
        child_id=OuterRef("child_id"), role=_ROLE, started_on__lt=OuterRef("started_on")
    )
    others = before.exclude(worker_id=OuterRef("worker_id"))
    here = _lately("allocations", "started_on", today).filter(Exists(others), role=_ROLE)
    words = "The child has another social worker from this day."
    for row in here:
        key = row_key("allocations", row.child_id, row.worker_id, row.started_on)
        yield Found(key, row.child_id, "social_worker", row.started_on, words, row.worker_id)

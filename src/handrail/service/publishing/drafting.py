"""Drafts an edition from the service's own record, as the command line drafts one from what it loads."""

from datetime import date

from handrail.editions import actions
from handrail.editions.actions import Who
from handrail.editions.earlier import published_before
from handrail.editions.folder import is_editions
from handrail.editions.making import Source
from handrail.editions.publications import made_of, source_of
from handrail.measures.periods import Period
from handrail.profiles import parse
from handrail.publications.inputs import counted, not_run
from handrail.publications.library import publication
from handrail.publications.making import Request
from handrail.record import corrections
from handrail.returns.load import check
from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import latest_text
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Progress
from handrail.service.publishing.shelf import editions_of
from handrail.service.records import reading
from handrail.service.records.comparators import loaded_for
from handrail.timescales.working_days import england

_STEPS = 3


def draft(
    authority: Authority, progress: Progress, name: str, first: str, last: str, audience: str, by: str, role: str
) -> str:
    """Make the draft, and say where it stands. Raises ValueError or EditionRefused, in words for its author.

    The record is read inside the wall; what takes long is done outside it, so that nobody waits.
    """
    progress(0, _STEPS, "steps: reading the record")
    with wall(authority):
        source = _source(authority, name, Period(date.fromisoformat(first), date.fromisoformat(last)), audience)
    progress(1, _STEPS, "steps: counting and writing")
    editions = editions_of(authority)
    earlier = (
        published_before(editions, source.publication, source.period, source.audience)
        if is_editions(editions.folder)
        else []
    )
    who = Who(by, role, clock.now().replace(microsecond=0))
    place = actions.draft(editions, authority.name, source, made_of, who, earlier)
    progress(_STEPS, _STEPS, "steps")
    return "/".join(place.parts[-3:])


def _source(authority: Authority, name: str, period: Period, audience: str) -> Source:
    loaded, text = reading.loaded(), latest_text(authority)
    profile, both = parse(text, "profile.toml").on(period.last), publication(name).both_records
    found = [*loaded.problems, *check(loaded, england().before)]
    request = Request(
        publication=name,
        period=period,
        record=loaded.record,
        profile=profile,
        settings={"basis_of_record": "recorded"} if both else {},
        problems=counted(found),
        not_run=not_run(found),
        corrections=corrections.number(loaded.record) if both else None,
        audience=audience,
        comparators=loaded_for(authority),
    )
    return source_of(request, text)

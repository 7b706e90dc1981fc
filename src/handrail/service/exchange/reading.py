"""Reading what was handed in: what was recognised, what is wrong with it, and what it would change."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handrail.record.problems import Problem
from handrail.record.schema import TABLES
from handrail.returns.load import Loaded, check, load
from handrail.returns.tracker.mapping import Mapping, MappingError, confirmed
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.background.job import Progress
from handrail.service.exchange import folders
from handrail.service.exchange.archive import NotUnpacked
from handrail.service.exchange.models import READ, READING, REFUSED, Finding, Proposal
from handrail.service.records import deposits, loading
from handrail.service.records.loading import Difference
from handrail.store.held import in_words
from handrail.store.refused import StoreRefused
from handrail.timescales.working_days import england

_MOST_FINDINGS = 20_000
_MOST_SAMPLED = 400
_AT_ONCE = 2_000


def read(authority: Authority, proposal: Proposal, progress: Progress) -> str:
    """Work out what it would change and keep that with it; what is to be seen, in a sentence."""
    progress(0, 0, "Reading the files.")
    try:
        told, problems = _told(authority, proposal, progress)
    except (NotUnpacked, MappingError, StoreRefused) as error:
        with wall(authority):
            Proposal.objects.filter(pk=proposal.pk, state=READING).update(state=REFUSED, why=str(error)[:1000])
        return "It could not be read."
    with wall(authority):
        if Proposal.objects.filter(pk=proposal.pk, state=READING).update(state=READ, why="", **told):
            Finding.objects.filter(proposal=proposal).delete()
            found = (Finding.of(proposal, problem) for problem in problems[:_MOST_FINDINGS])
            Finding.objects.bulk_create(found, batch_size=_AT_ONCE)
    return f"{told['rows']:,} rows were read."


def loaded_from(authority: Authority, proposal: Proposal) -> tuple[list[Path], Loaded]:
    """The files of a proposal, and what is in them. Raises NotUnpacked and MappingError."""
    places = folders.unpacked(authority, proposal.key)
    mappings = [_mapping(place) for place in places if _is_mapping(place)]
    places = [place for place in places if not _is_mapping(place)]
    return places, load(places, proposal.covers, mappings)


def _told(authority: Authority, proposal: Proposal, progress: Progress) -> tuple[dict[str, Any], list[Problem]]:
    if proposal.to is not None:
        return _of_way_back(authority, proposal.to, progress), []
    _, loaded = loaded_from(authority, proposal)
    progress(0, 0, "Comparing with what is there.")
    preview = deposits.import_preview(authority, loaded, proposal.covers, _compared(progress))
    wanted = preview.wanted
    problems = list(dict.fromkeys([*loaded.problems, *check(loaded, england().before), *wanted.refused]))
    rows = sum(len(getattr(loaded.before_merges, table.name)) for table in TABLES)
    said = {
        "recognised": in_words(wanted.taken) or (["A record"] if rows else []),
        "rows": rows,
        "found": Counter(problem.severity for problem in problems),
        "has_effect": wanted.has_effect,
        "base": wanted.before.number if wanted.before else 0,
    }
    return said | _differs(preview.difference), problems


def _of_way_back(authority: Authority, to: int, progress: Progress) -> dict[str, Any]:
    deposits.catch_up(authority)
    store = deposits.store_of(authority)
    versions, current = store.all_versions(), store.current()
    if not 1 <= to <= len(versions) or current is None:
        raise StoreRefused(f"There is no version {to}.")
    record = store.record(versions[to - 1])
    with wall(authority):
        difference = loading.difference(record, _compared(progress))
    said = {"recognised": in_words(versions[to - 1].held), "has_effect": to != current.number, "base": current.number}
    return said | {"rows": sum(len(getattr(record, table.name)) for table in TABLES)} | _differs(difference)


def _differs(difference: Difference) -> dict[str, Any]:
    touched = [count._asdict() for count in difference.counts if sum(count[1:]) - count.unchanged]
    return {"counts": touched, "sample": [list(change) for change in _some_of_each(difference)]}


def _some_of_each(difference: Difference) -> Iterable[Any]:
    return difference.sample[:_MOST_SAMPLED]


def _compared(progress: Progress) -> loading.Progress:
    return lambda table, done, of: progress(done, of, "rows compared")


def _is_mapping(place: Path) -> bool:
    return place.suffix.lower() == ".toml"


def _mapping(place: Path) -> Mapping:
    return confirmed(place)

"""A made-up authority with the whole of its service's work, and any publication of it."""

from datetime import date
from functools import cache
from typing import Any

from handrail.fictional import authority
from handrail.fictional.as_record import record_of
from handrail.fictional.service import work
from handrail.measures.definitions import choose
from handrail.measures.periods import Period
from handrail.measures.profiled import lists_of
from handrail.profiles import Profile, default, shipped
from handrail.profiles.files import shipped_names
from handrail.publications.checks import refuse_what_contradicts
from handrail.publications.document import Document
from handrail.publications.facts import Facts
from handrail.publications.library import publication
from handrail.publications.making import Request, compose
from handrail.publications.safeguards import examine
from handrail.publications.times import Times
from handrail.record import corrections
from handrail.record.record import Record

LAST = date(2026, 3, 31)
PERIODS = {
    "year": Period(date(2025, 4, 1), LAST),
    "quarter": Period(date(2026, 1, 1), LAST),
    "month": Period(date(2026, 3, 1), LAST),
    "week": Period(date(2026, 3, 16), date(2026, 3, 22)),
}
DEFAULT = "default"
PROFILES = (DEFAULT, *shipped_names())


@cache
def record(children: int = 200, seed: int = 1) -> Record:
    """The record of three years of an authority, with the service's own work."""
    made = authority.make(children, seed)
    found = record_of(made)
    work.add(made, found)
    return found


def profile(name: str = DEFAULT) -> Profile:
    """The default profile of Fairlea, or one that ships."""
    return default("Fairlea") if name == DEFAULT else shipped(name, LAST)


def request(name: str, of: Profile | None = None, **changes: Any) -> Request:
    """A request for a publication of its usual period, as the command makes it."""
    kind, held = publication(name), changes.pop("record", None) or record()
    both = kind.both_records
    values: dict[str, Any] = {
        "settings": {"basis_of_record": "recorded"} if both else {},
        "corrections": corrections.number(held) if both else None,
        "period": PERIODS[kind.period],
    }
    values.update(changes)
    return Request(publication=name, record=held, profile=of or profile(), **values)


def made(name: str, of: Profile | None = None, **changes: Any) -> Document:
    """The publication, held against everything. Raises ChapterError where it contradicts itself.

    The words are the library's own: none of them may raise a question that an author would have to answer.
    """
    asked = request(name, of, **changes)
    document, standing = compose(asked, facts(asked))
    refuse_what_contradicts(document, standing)
    assert examine(document, standing) == []
    return document


_FACTS: dict[str, Facts] = {}


def facts(asked: Request) -> Facts:
    """The figures of a request, worked out once for all that ask for the same."""
    settings, lists = choose({**asked.profile.settings, **asked.settings}), lists_of(asked.profile)
    key = f"{id(asked.record)} {asked.period} {sorted(settings.items())} {lists}"
    return _FACTS.setdefault(key, Facts(asked.record, Times(asked.period), settings, (), lists))

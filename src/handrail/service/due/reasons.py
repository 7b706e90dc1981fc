"""Which list of the authority's profile gives the reasons why something of a kind was late."""

from collections.abc import Mapping

from handrail.profiles import Profile
from handrail.timescales.clocks import clock

_REVIEWS, _CONFERENCES = ("review_late_reasons",), ("conference_late_reasons",)
_LISTS = {
    "icpc": ("initial_conference_late_reasons", *_CONFERENCES),
    "rcpc_1": ("review_conference_late_reasons", *_CONFERENCES),
    "rcpc_n": ("review_conference_late_reasons", *_CONFERENCES),
}


def lists_for(clock_id: str) -> tuple[str, ...]:
    """The lists that may hold the reasons, of which the first that the profile has counts."""
    other = _CONFERENCES if clock(clock_id).chapter == "child_protection" else _REVIEWS
    return _LISTS.get(clock_id, other)


def reasons_for(clock_id: str, profile: Profile) -> Mapping[str, str]:
    """The labels of the reasons by code, in the order of the list; empty where the authority has no such list."""
    return next((profile.codes[name] for name in lists_for(clock_id) if name in profile.codes), {})


def every_reason(profile: Profile) -> Mapping[str, str]:
    """The labels of all reasons of all lists by code; of a code in several lists, as the first has it."""
    names = dict.fromkeys([*_REVIEWS, *(name for names in _LISTS.values() for name in names), *_CONFERENCES])
    found: dict[str, str] = {}
    for name in names:
        found = {**profile.codes.get(name, {}), **found}
    return found

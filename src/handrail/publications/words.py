"""The words of a publication: the authority's own terms and labels, filled into headings, captions and sentences."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from handrail.profiles import Profile
from handrail.profiles.codes import LISTS, are_of_a_kind, is_list
from handrail.publications.numbers import capital, long_date
from handrail.publications.times import COMING, DAY_BEFORE, Times, span
from handrail.timescales.clocks import clocks


def _forms(profile: Profile) -> dict[str, str]:
    return {one.form: one.title for one in profile.surveys}


def _questions(profile: Profile) -> dict[str, str]:
    return {one.question: one.words for survey in profile.surveys for one in survey.questions}


def _stages(profile: Profile) -> dict[str, str]:
    return {one.name: one.label for one in profile.disputes.stages}


def _kinds(profile: Profile) -> dict[str, str]:
    return {one.name: one.label for one in profile.disputes.kinds}


def _clocks(_: Profile) -> dict[str, str]:
    return {name: one.title for name, one in clocks().items()}


@cache
def _usual() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("usual_words.toml").read_text(encoding="utf-8"))


def _as_usual(name: str) -> Callable[[Profile], dict[str, str]]:
    return lambda _: _usual()[name]


_WORDED: Mapping[str, Callable[[Profile], dict[str, str]]] = {
    **{name: _as_usual(name) for name in _usual() if not is_list(name)},
    "survey_forms": _forms,
    "survey_questions": _questions,
    "dispute_stages": _stages,
    "dispute_kinds": _kinds,
    "clocks": _clocks,
    "posts": lambda profile: dict(profile.codes["roles"]),
}
"""Words for values that stand elsewhere in a profile than in its code lists."""


def names_of_values(profile: Profile) -> dict[str, tuple[str, ...]]:
    """Everything the authority prints for each value, of whatever list, and its own word for one and for several."""
    own = {name: getattr(profile.words, name) for name in profile.words.__dataclass_fields__}
    several = {name: own[f"{name}s"] for name in own if f"{name}s" in own}
    lists = [*profile.codes.values(), *(words(profile) for words in _WORDED.values()), *_usual().values(), own, several]
    values = dict.fromkeys(value for one in lists for value in one)
    return {value: tuple(dict.fromkeys(one[value] for one in lists if value in one)) for value in values}


_FIELD = re.compile(r"\{(\w+)\}")


class UnknownWord(KeyError):
    """A word no profile has, with those there are."""


class Words:
    """What one authority calls things, in one publication."""

    def __init__(self, profile: Profile, times: Times) -> None:
        self._profile, self._times = profile, times

    def word(self, name: str) -> str:
        """The authority's word; with a capital in front where it is asked for with one. Raises UnknownWord."""
        known = self._known()
        if name.lower() not in known:
            raise UnknownWord(f"There is no word '{name}'. There are: {', '.join(known)}.")
        word = known[name.lower()]
        return capital(word) if name[:1].isupper() else word

    def fill(self, text: str) -> str:
        """The text with {children}, {Reviews}, {last_day} and the like in the authority's words."""
        return _FIELD.sub(lambda found: self.word(found[1]), text)

    def labels(self, lists: str) -> Mapping[str, str]:
        """The words of a code list by code, in its order: "one or another" is the first that the profile has.

        Empty where it has none of them and there are no usual words. `survey_questions` and the like are worded
        elsewhere in the profile. Raises UnknownWord for a list nobody can have.
        """
        for name in lists.split(" or ") if lists else ():
            if name not in _WORDED and not is_list(name):
                raise UnknownWord(f"There is no list '{name}'. There are: {', '.join([*_WORDED, *LISTS])}.")
            own = _WORDED[name](self._profile) if name in _WORDED else self._profile.codes.get(name)
            found = own or _usual().get(name)
            if found:
                return found
        return {}

    @staticmethod
    def shows_noughts(lists: str) -> bool:
        """Whether a value of the list has a row although nothing is of it: of code lists only."""
        return not set(lists.split(" or ")) & set(_WORDED)

    def said(self, value: str, lists: str = "") -> str:
        """What a value of a group is called: by its list, by another list of the same kind, or as the record has it."""
        found = self.labels(lists).get(value)
        for name in lists.split(" or ") if lists and found is None else ():
            kin = (codes for other, codes in self._profile.codes.items() if are_of_a_kind(name, other))
            found = found or next((codes[value] for codes in kin if value in codes), None)
        return found or self.value(value)

    def value(self, value: str) -> str:
        """A value of a group that no list names, as words."""
        return capital(value.replace("_", " "))

    def publication(self, name: str) -> str:
        """The title of a publication in the authority's outline."""
        times, outline = self._times, self._profile.outline.get(name)
        period = times.heading(times.own)
        said = {
            "service": self._profile.words.service,
            "authority": self._profile.authority,
            "year": period,
            "period": period,
        }
        return outline.heading(said) if outline else self.value(name)

    def _known(self) -> dict[str, str]:
        times, words = self._times, self._profile.words
        dates = {
            "first_day": long_date(times.own.first),
            "last_day": long_date(times.own.last),
            "opening_day": long_date(times.named("opening").last),
            "period": times.heading(times.own),
            "year": times.heading(times.own),
            "year_to_date": f"{long_date(times.run.first)} to {long_date(times.run.last)}",
            "last_year": times.heading(times.named("last_year")),
            "year_before": times.heading(times.named("year_before")),
            "authority": self._profile.authority,
            "annual_report": self.publication("annual_report"),
        }
        if times.is_week:
            dates |= {COMING: span(times.named(COMING)), DAY_BEFORE: long_date(times.named(DAY_BEFORE).last)}
        return {**{name: getattr(words, name) for name in words.__dataclass_fields__}, **dates}

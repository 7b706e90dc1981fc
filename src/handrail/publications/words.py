"""The words of a publication: the authority's own terms and labels, filled into headings, captions and sentences."""

import re
from collections.abc import Callable, Mapping

from handrail.profiles import Profile
from handrail.profiles.codes import LISTS, is_list
from handrail.publications.numbers import capital, long_date
from handrail.publications.times import Times


def _forms(profile: Profile) -> dict[str, str]:
    return {one.form: one.title for one in profile.surveys}


def _questions(profile: Profile) -> dict[str, str]:
    return {one.question: one.words for survey in profile.surveys for one in survey.questions}


def _stages(profile: Profile) -> dict[str, str]:
    return {one.name: one.label for one in profile.disputes.stages}


_OTHERS: Mapping[str, Callable[[Profile], dict[str, str]]] = {
    "survey_forms": _forms,
    "survey_questions": _questions,
    "dispute_stages": _stages,
}


def names_of_values(profile: Profile) -> dict[str, tuple[str, ...]]:
    """Everything the authority prints for each code, of whatever list."""
    lists = [*profile.codes.values(), *(own(profile) for own in _OTHERS.values())]
    codes = dict.fromkeys(code for one in lists for code in one)
    return {code: tuple(dict.fromkeys(one[code] for one in lists if code in one)) for code in codes}


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

        Empty where it has none of them. `survey_forms` and `survey_questions` are those of its questionnaires,
        `dispute_stages` those of its disputes.
        Raises UnknownWord for a list nobody can have.
        """
        for name in lists.split(" or ") if lists else ():
            if name not in _OTHERS and not is_list(name):
                raise UnknownWord(f"There is no list '{name}'. There are: {', '.join([*_OTHERS, *LISTS])}.")
            found = _OTHERS[name](self._profile) if name in _OTHERS else self._profile.codes.get(name)
            if found:
                return found
        return {}

    def value(self, value: str) -> str:
        """A value of a group that no list names, as words."""
        return capital(value.replace("_", " "))

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
            "authority": self._profile.authority,
        }
        return {**{name: getattr(words, name) for name in words.__dataclass_fields__}, **dates}

"""The words of a publication: the authority's own terms and labels, filled into headings, captions and sentences."""

import re
from collections.abc import Mapping

from handrail.profiles import Profile
from handrail.publications.numbers import capital, long_date
from handrail.publications.times import Times

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

    def labels(self, code_list: str) -> Mapping[str, str]:
        """The words of a code list by code, in its order; empty where none is named."""
        if not code_list:
            return {}
        return self._profile.labels(code_list)

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
            "last_year": times.heading(times.named("last_year")),
            "authority": self._profile.authority,
        }
        return {**{name: getattr(words, name) for name in words.__dataclass_fields__}, **dates}

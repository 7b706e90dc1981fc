"""What a child's reviewing officer is told: the kinds of news as data (`news.toml`), and the day by which to answer.

The law has the officer consulted before a significant change (Care Planning Regulations 2010, regulations 11, 14, 22B, 32
and 39) and told of significant events (IRO Handbook 2010); it gives no number of days, so the profile does.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from handrail.profiles.news import News
from handrail.record.codes import codes
from handrail.timescales.clocks import EVIDENCE, NoSuchClock, clock
from handrail.timescales.working_days import england

_FILE = Path(__file__).with_name("news.toml")
BEFORE, AFTER = "before", "after"
LIMITS = tuple(one.name for one in fields(News))
_TYPES = {"ahead": bool, "clocks": list, "read_on": date}
_OPTIONAL = {"event", "ahead"}

REVIEW, NOTE, CHALLENGE = "review", "note", "challenge"
DECISIONS = {
    REVIEW: "Review now: an early review is asked for",
    NOTE: "Note: it is taken up at the next review",
    CHALLENGE: "Challenge: this is not right for the child",
}
AGREE, DISAGREE, MORE = "agree", "disagree", "more"
VIEWS = {
    AGREE: "I agree to the change",
    DISAGREE: "I do not agree to the change",
    MORE: "I need to know more first",
}


class NotNews(ValueError):
    """A kind of news that cannot be read: which, what is wrong with it, and what to do."""


@dataclass(frozen=True)
class NewsKind:
    """One kind: whether it is told before or after it happens, what to write, who tells it, and what it rests on.

    `limit` names the setting of the profile that holds the working days; `clocks` are the duties that bear on it, and
    `event` the kind of event the record has it as, blank where another table of the record tells of it.
    """

    key: str
    when: str
    title: str
    asks: str
    tellers: str
    limit: str
    clocks: tuple[str, ...]
    law: str
    link: str
    evidence: str
    read_on: date
    event: str = ""
    ahead: bool = False

    @property
    def is_proposed(self) -> bool:
        """Whether it has not happened, so that the officer is to be asked first."""
        return self.when == BEFORE

    def answer_by(self, told_on: date, on: date, settings: News) -> date:
        """The last day to answer: so many working days after it was told; before a change, at the latest the day before."""
        last = england().after(told_on, getattr(settings, self.limit))
        return min(last, on - timedelta(days=1)) if self.is_proposed else last


@cache
def news_kinds() -> Mapping[str, NewsKind]:
    """Every kind of news by its key, in the order of the file. Raises NotNews."""
    return read_kinds(_FILE.read_text(encoding="utf-8"))


def read_kinds(text: str) -> Mapping[str, NewsKind]:
    """The kinds in the text of such a file. Raises NotNews."""
    return {key: _kind(key, data) for key, data in tomllib.loads(text).items()}


def _kind(key: str, data: Mapping[str, Any]) -> NewsKind:
    known = {one.name for one in fields(NewsKind)} - {"key"}
    _refuse_unless(key, set(data) <= known, f"{_listed(set(data) - known)} is no entry of a kind. Take it out")
    missing = known - _OPTIONAL - set(data)
    _refuse_unless(key, not missing, f"{_listed(missing)} is missing. Write it")
    for name, value in data.items():
        _refuse_unless(key, isinstance(value, _TYPES.get(name, str)), f"{name} is {value!r}, which is of a wrong kind")
    read = NewsKind(key, **{**data, "clocks": tuple(data["clocks"])})
    _refuse(read)
    return read


def _refuse(read: NewsKind) -> None:
    event, events = read.event, codes()["event"]
    _refuse_unless(read.key, read.when in (BEFORE, AFTER), f"when is '{read.when}'. Write '{BEFORE}' or '{AFTER}'")
    _refuse_unless(read.key, read.limit in LIMITS, f"limit is '{read.limit}'. Write one of: {', '.join(LIMITS)}")
    _refuse_unless(
        read.key, read.evidence in EVIDENCE, f"evidence is '{read.evidence}'. Write one of: {', '.join(EVIDENCE)}"
    )
    _refuse_unless(read.key, not event or event in events, f"the record has no event '{event}'. Add it to codes.toml")
    _refuse_unless(read.key, not (event and read.is_proposed), "what is only proposed is no event. Take event out")
    for name in read.clocks:
        try:
            clock(name)
        except NoSuchClock as error:
            raise NotNews(f"news.toml, [{read.key}]: {error}") from None


def _refuse_unless(key: str, holds: bool, what: str) -> None:
    if not holds:
        raise NotNews(f"news.toml, [{key}]: {what}.")


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))

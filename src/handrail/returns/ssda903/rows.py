"""The rows of an SSDA903 return as read, and a set: the files of one authority for one year."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from handrail.record.problems import counted_in


class HeaderRow(NamedTuple):
    """A child's header. `row` is the row of the CSV file or the line of the XML."""

    row: int
    child: str
    born_on: date | None
    sex: str | None
    ethnicity: str | None
    mother: str | None
    upn: str | None = None


class EpisodeRow(NamedTuple):
    """An episode of care, codes in upper case as the return writes them."""

    row: int
    child: str
    started_on: date
    ended_on: date | None
    start_reason: str | None
    legal_status: str | None
    need: str | None
    placement_type: str | None
    placement_provider: str | None
    end_reason: str | None
    distance_miles: int | None = None
    in_area: bool | None = None


class ReviewRow(NamedTuple):
    """A review; `held_on` is None where REVIEW is blank or no date, and `held_text` is what stood there."""

    row: int
    child: str
    born_on: date | None
    held_on: date | None
    held_text: str
    code: str | None


@dataclass
class ReturnFile:
    """One file as read: its name as problems show it, which file of the return it is, and its rows.

    `place` is what the row numbers count, Row or Line.
    """

    name: str
    folder: str
    stem: str
    header: list[HeaderRow] = field(default_factory=list)
    episodes: list[EpisodeRow] = field(default_factory=list)
    reviews: list[ReviewRow] = field(default_factory=list)
    holds: frozenset[str] = frozenset()
    place: str = ""

    def __post_init__(self) -> None:
        self.place = self.place or counted_in(self.name)


@dataclass
class ReturnSet:
    """The files of one authority for one year.

    `year` is the calendar year the statistical year ends in, judged by the latest DECOM or DEC, or in a set without
    episodes by the latest review; None where nothing gives a date.
    """

    name: str
    files: list[ReturnFile]
    year: int | None = None

    def holding(self, kind: str) -> list[ReturnFile]:
        """The files of this set that hold header, episodes or reviews."""
        return [file for file in self.files if kind in file.holds]

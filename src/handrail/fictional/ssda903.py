"""Writing the made-up authority as SSDA903 CSV sets: each year everyone looked after at any time in it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from handrail.fictional.people import age_on
from handrail.fictional.story import Authority, Story, Year
from handrail.record.care import SHORT_BREAKS
from handrail.record.tables import Episode

_HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
_EPISODES = (
    "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
    "HOME_POST", "PL_POST", "URN",
)  # fmt: skip
_REVIEWS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")
_REASONS_FOR_MOVING = ("CARPL", "CARPL", "CARPL", "CREQB", "CREQO", "LAREQ", "CHILD")
_MOVES = ("P", "B", "T", "U")
_SEX_BEFORE_2024_25 = {"M": "1", "F": "2"}
_SCHOOL_AGE = 5
Row = tuple[str, ...]


class Written(NamedTuple):
    """How much one year's set holds."""

    children: int
    episodes: int
    reviews: int


def write(authority: Authority, folder: Path, year: Year) -> Written:
    """Write the three files of one year."""
    stories = [story for story in authority.stories if episodes_in(story, year)]
    episodes = [row for story in stories for row in _episode_rows(story, year)]
    reviews = [row for story in stories for row in _review_rows(story, year)]
    folder.mkdir(parents=True, exist_ok=True)
    _write_csv(folder / "header.csv", _HEADER, (_header_row(story, year) for story in stories))
    _write_csv(folder / "episodes.csv", _EPISODES, episodes)
    _write_csv(folder / "reviews.csv", _REVIEWS, reviews)
    return Written(len(stories), len(episodes), len(reviews))


def episodes_in(story: Story, year: Year) -> list[Episode]:
    """The child's episodes of which any day lies in the year."""
    return [
        episode
        for episode in story.episodes
        if episode.started_on <= year.last_day and (episode.ended_on is None or episode.ended_on >= year.first_day)
    ]


def _header_row(story: Story, year: Year) -> Row:
    child = story.person
    before = year.first_day < date(2024, 4, 1)
    sex = _SEX_BEFORE_2024_25[child.sex] if before else child.sex
    upn = "UN1" if age_on(child, year.last_day) < _SCHOOL_AGE else child.upn
    only_short_breaks = all(episode.legal_status in SHORT_BREAKS for episode in episodes_in(story, year))
    mother = "0" if child.sex == "F" and age_on(child, year.last_day) >= 11 and not only_short_breaks else ""
    return (child.child_id, sex, _uk(child.born_on), child.ethnicity, upn, mother, "")


def _episode_rows(story: Story, year: Year) -> Iterator[Row]:
    following = dict(pairwise(story.episodes))
    for episode in episodes_in(story, year):
        ended = episode.ended_on is not None and episode.ended_on <= year.last_day
        after = following.get(episode)
        yield (
            episode.child_id,
            _uk(episode.started_on),
            episode.start_reason or "",
            episode.legal_status or "",
            episode.need or "",
            _placement_type(episode, year),
            episode.placement_provider or "",
            _uk(episode.ended_on) if ended else "",
            (episode.end_reason or "") if ended else "",
            _reason_for_moving(episode, after) if ended else "",
            "",
            "",
            "",
        )


def _placement_type(episode: Episode, year: Year) -> str:
    """Supported accommodation was H5 to 2023/24 and is K3 since: a placement that lasts changes its code."""
    code = episode.placement_type or ""
    return "H5" if code == "K3" and year.first_day < date(2024, 4, 1) else code


def _reason_for_moving(episode: Episode, after: Episode | None) -> str:
    if episode.ended_on is None or after is None or after.start_reason not in _MOVES:
        return ""
    if episode.end_reason != "X1":
        return ""
    return _REASONS_FOR_MOVING[episode.ended_on.toordinal() % len(_REASONS_FOR_MOVING)]


def _review_rows(story: Story, year: Year) -> Iterator[Row]:
    born_on = _uk(story.person.born_on)
    for review in story.reviews:
        if review.held_on and year.first_day <= review.held_on <= year.last_day:
            yield (story.person.child_id, born_on, _uk(review.held_on), review.participation or "")


def _uk(day: date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def _write_csv(path: Path, columns: Row, rows: Iterable[Row]) -> None:
    """Plain comma-separated text: no value here holds a comma, a quote or a new line."""
    lines = [",".join(columns), *(",".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")

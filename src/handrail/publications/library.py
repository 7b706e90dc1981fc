"""The publications that ship, each a folder of `library/`: what it is called, and its chapters in plain Markdown.

An authority's own text stands in its profile or in a folder of its own: a chapter of the same name takes the place of
the shipped one, and a new one is added. Which chapters a publication has, and in what order, is in the profile's outline; without one,
all of them in the order of their file names.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from handrail.profiles.outline import Chapter
from handrail.publications.prose import ChapterError

_LIBRARY = Path(__file__).with_name("library")
_KEYS = {
    "title",
    "period",
    "audience",
    "handbook",
    "both_records",
    "short",
    "large",
    "most_pages",
    "appendices",
    "about",
}
PERIODS = ("year", "quarter", "month", "week", "day")
_LARGEST = 1_000_000  # bytes of one chapter


class UnknownPublication(ValueError):
    """A publication nobody has written, with those there are."""


@dataclass(frozen=True)
class Publication:
    """A publication: its title, the period it is of, who reads it, and its chapters' texts by name, in order.

    `handbook` says that it must have everything the handbook requires of an annual report (G17), `both_records` that its
    figures are always printed as recorded and as verified, `short` that it has no first page, `large` that it is set in
    larger type, `most_pages` how many pages it may have, `appendices` which other publications are made
    with it. The rest is the profile's: titles of chapters, whether paragraphs are numbered, who signs and approves it.
    """

    name: str
    title: str
    period: str
    audience: str
    handbook: bool
    about: str
    chapters: dict[str, str]
    titles: Mapping[str, str] = field(default_factory=dict)
    numbered: bool = False
    both_records: bool = False
    short: bool = False
    large: bool = False
    most_pages: int = 0
    appendices: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    approved_on: date | None = None


@cache
def names() -> tuple[str, ...]:
    """The publications there are."""
    return tuple(sorted(path.parent.name for path in _LIBRARY.glob("*/publication.toml")))


def publication(name: str, outline: Sequence[Chapter] = (), text: Path | None = None) -> Publication:
    """A publication with the chapters of an outline: those of the folder first, then the profile's, then the shipped ones.

    Raises UnknownPublication, and ChapterError for a chapter that is in none of them.
    """
    if name not in names():
        raise UnknownPublication(f"There is no publication '{name}'. There are: {', '.join(names())}.")
    about = tomllib.loads((_LIBRARY / name / "publication.toml").read_text(encoding="utf-8"))
    if set(about) - _KEYS or about["period"] not in PERIODS:
        raise ValueError(f"library/{name}/publication.toml is not written as the others are.")
    own = _texts(text) if text else {}
    there = {**_texts(_LIBRARY / name), **own}
    wanted = outline or [Chapter(chapter) for chapter, _ in sorted(there.items(), key=lambda one: one[1].name)]
    for chapter in wanted:
        if chapter.name not in there and not chapter.text:
            raise ChapterError(f"There is no chapter '{chapter.name}'. There are: {', '.join(sorted(there))}.")
    chapters = {one.name: one.text if one.text and one.name not in own else _read(there[one.name]) for one in wanted}
    return Publication(
        name=name,
        title=about["title"],
        period=about["period"],
        audience=about["audience"],
        handbook=about.get("handbook", False),
        both_records=about.get("both_records", False),
        short=about.get("short", False),
        large=about.get("large", False),
        most_pages=about.get("most_pages", 0),
        appendices=tuple(about.get("appendices", ())),
        about=about["about"],
        chapters=chapters,
    )


def _texts(folder: Path) -> dict[str, Path]:
    """The chapters of a folder by name, which is the file's without its number."""
    if not folder.is_dir():
        raise ChapterError(f"There is no folder {folder.name} to read chapters from.")
    found = {path.stem.lstrip("0123456789").lstrip("-"): path for path in sorted(folder.glob("*.md"))}
    return {name: path for name, path in found.items() if name}


def _read(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise ChapterError(f"{path.name} is larger than a chapter can be ({_LARGEST:,} bytes).")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ChapterError(f"{path.name} is not written in UTF-8: save it as plain text in UTF-8.") from error

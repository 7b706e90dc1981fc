"""`handrail text`: the chapters of a publication in a folder of one's own, with last year's beside them to look at."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.cli import output

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

LAST_YEAR = "last_year"


def add_to(commands: "Commands") -> None:
    """The command."""
    command = commands.add_parser("text", help="a publication's chapters in a folder of your own, last year's beside")
    command.add_argument("folder", metavar="FOLDER", type=Path, help="where to write them; no chapter there is changed")
    command.add_argument("--publication", metavar="NAME", default="annual_report", help="which one")
    command.add_argument("--profile", metavar="FILE", help="whose outline says which chapters, and in what order")
    command.add_argument("--edition", metavar="FOLDER", type=Path, help="the edition whose text is last year's")


def run(options: argparse.Namespace) -> int:
    """Write the chapters. Raises ValueError in words."""
    chapters, last = chapters_of(options), _of_edition(options.edition)
    for name, text in {**chapters, **{f"{LAST_YEAR}/{name}": text for name, text in last.items()}}.items():
        _write(options.folder / name, text)
    return 0


def chapters_of(options: argparse.Namespace) -> dict[str, bytes]:
    """The chapters the outline has, by the names of their files, numbered in its order."""
    from handrail.profiles import find
    from handrail.publications.library import publication

    outline = find(options.profile).outline.get(options.publication) if options.profile else None
    chapters = publication(options.publication, outline.chapters if outline else ()).chapters
    return {f"{place:02}-{name}.md": text.encode() for place, (name, text) in enumerate(chapters.items(), 1)}


def _of_edition(place: Path | None) -> dict[str, bytes]:
    if place is None:
        return {}
    from handrail.editions.folder import read
    from handrail.editions.making import Frozen
    from handrail.editions.manifest import CHAPTERS

    return Frozen(read(place), place).under(CHAPTERS)


def _write(path: Path, text: bytes) -> None:
    """Write what is not there yet; what somebody wrote stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError:
        output.tell(f"Left as it is: {path}")
    else:
        output.tell(f"Written: {path}")

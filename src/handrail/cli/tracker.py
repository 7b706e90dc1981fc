"""`handrail tracker`: guess a mapping, and try one on a file. Using it is `--mapping` on the other commands."""

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from handrail.cli import output
from handrail.record.problems import Problem
from handrail.returns.sources import Source, find
from handrail.returns.tracker import guess, trial, write
from handrail.returns.tracker.grid import other_separator
from handrail.returns.tracker.mapping import Mapping, MappingError, confirmed, read


class Refused(ValueError):
    """What was asked cannot be done; the message says why."""


def run(options: argparse.Namespace) -> int:
    """Carry out one act on a tracker. Raises Refused."""
    acts: dict[str, Callable[[argparse.Namespace], int]] = {"guess": _guess, "try": _try}
    return acts[options.act](options)


def mappings(paths: list[Path]) -> list[Mapping]:
    """The mappings in these files, each confirmed. Raises Refused."""
    with _told():
        return [confirmed(path) for path in paths]


def _guess(options: argparse.Namespace) -> int:
    if options.out.exists():
        raise Refused(f"'{options.out}' exists: it may be a mapping that somebody has corrected. Choose another name.")
    problems: list[Problem] = []
    found = guess.guess(_source(options.file), problems)
    for line in guess.lines_of(found):
        output.tell(line)
    for problem in problems:
        output.tell(f"{problem.message} {problem.what_to_do}")
    if not found.tables:
        raise Refused(f"no mapping could be guessed from {options.file.name}; write one by hand.")
    options.out.write_text(write.of_guess(found, options.file.name), encoding="utf-8")
    output.tell(f"Written: {options.out}. Correct it, try it, then put your name and the date into confirmed_by.")
    return 0


def _try(options: argparse.Namespace) -> int:
    with _told():
        mapping = read(options.mapping)
    found = trial.run(_source(options.file), mapping)
    if options.format == "json":
        print(json.dumps(found.as_row(), ensure_ascii=False, indent=1))
    else:
        for line in found.lines():
            print(line)
    return int(not found.would_be_read)


def _source(path: Path) -> Source:
    if not path.is_file():
        raise Refused(f"there is no file '{path}'.")
    sources, problems = find([path])
    if not sources or sources[0].is_xml:
        said = "; ".join(f"{problem.message} {problem.what_to_do}" for problem in problems)
        raise Refused(said or f"{path.name} is neither a CSV file nor a workbook.")
    if not sources[0].is_workbook and (wrong := other_separator(sources[0])) is not None:
        raise Refused(f"{wrong.message} {wrong.what_to_do}")
    return sources[0]


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except MappingError as error:
        raise Refused(str(error)) from error

"""What an edition is made from and what is made of it, and how both are frozen into a folder and read back."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import takewhile
from pathlib import Path

from handrail.comparators import folder as comparators_folder
from handrail.comparators.folder import Store
from handrail.editions.manifest import (
    ALREADY,
    CHAPTERS,
    COMPARATORS,
    EARLIER,
    FIGURES,
    OUTPUTS,
    PRINTED,
    PROFILE,
    QUALITY,
    RECORD,
    Kept,
    Manifest,
    is_inside,
)
from handrail.editions.refused import EditionRefused
from handrail.measures import figures_file
from handrail.measures.figures import Figure
from handrail.measures.periods import Period
from handrail.publications import printed_file
from handrail.publications.inputs import ProblemCount, RuleText
from handrail.publications.printed_before import Printed
from handrail.publications.safeguards.findings import Finding
from handrail.record.problems import Problem
from handrail.record.record import Record
from handrail.returns import record_folder


@dataclass(frozen=True)
class Source:
    """Everything a publication is made from: nothing else decides what is in it.

    `profile` is the text of the authority's profile (TOML), `chapters` the text of each chapter by file name. `problems`
    is how often each rule about the returns was broken and `not_run` which rules could not run; `corrections` is how many
    stand beside the record, where both views are printed. `earlier` are the frozen figures of earlier editions, `already`
    is what publications before it have printed, so that no small number can be worked out from two of them.
    `comparators` are the published figures set beside them; none are where those that ship were.
    """

    publication: str
    period: Period
    audience: str
    settings: Mapping[str, str]
    record: Record
    profile: bytes
    chapters: Mapping[str, bytes]
    problems: tuple[ProblemCount, ...] = ()
    not_run: tuple[RuleText, ...] = ()
    corrections: int | None = None
    earlier: tuple[Figure, ...] = ()
    already: tuple[Printed, ...] = ()
    comparators: Store | None = None


@dataclass(frozen=True)
class Made:
    """What was made: the files by name, every figure they print, exactly, what the safeguards found, and what is told."""

    files: Mapping[str, bytes]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...] = ()
    printed: tuple[Printed, ...] = ()


Maker = Callable[[Source], Made]
"""Makes a publication. The same source makes the same bytes. Raises ValueError where it cannot be made."""


def freeze(source: Source, made: Made, folder: Path) -> tuple[Kept, ...]:
    """Write all of it into an empty folder, and say what each file is. Raises EditionRefused for a name it cannot have."""
    record_folder.write(source.record, folder / RECORD, "parquet")
    if source.comparators:
        comparators_folder.write(source.comparators, folder / COMPARATORS)
    for path, data in _parts(source, made):
        if not is_inside(path):
            raise EditionRefused(f"'{path}' is no name for a file of an edition. Use letters, digits, - and _.")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return tuple(kept_of(path, folder) for path in sorted(folder.rglob("*")) if path.is_file())


def kept_of(path: Path, folder: Path) -> Kept:
    """A file as it is now."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Kept(path.relative_to(folder).as_posix(), file.tell(), digest)


def thaw(manifest: Manifest, folder: Path) -> Source:
    """What an edition was made from. Raises EditionRefused where a file is not what was frozen."""
    frozen = Frozen(manifest, folder)
    problems, not_run, corrections = frozen.quality()
    return Source(
        publication=manifest.publication,
        period=manifest.period,
        audience=manifest.audience,
        settings=manifest.settings,
        record=frozen.record(),
        profile=frozen.content(PROFILE),
        chapters=frozen.under(CHAPTERS),
        problems=problems,
        not_run=not_run,
        corrections=corrections,
        earlier=frozen.figures(EARLIER),
        already=tuple(one for path in frozen.paths(ALREADY) for one in frozen.printed(path)),
        comparators=frozen.comparators(),
    )


class Frozen:
    """The files of an edition, each held against its hash before it is used."""

    def __init__(self, manifest: Manifest, folder: Path) -> None:
        self._folder = folder
        self._kept = {kept.path: kept for kept in manifest.files}

    def content(self, path: str) -> bytes:
        """What a file holds. Raises EditionRefused."""
        self._refuse_unless_whole(path)
        return (self._folder / path).read_bytes()

    def paths(self, part: str) -> list[str]:
        """The files of one part."""
        return [path for path in self._kept if path.startswith(f"{part}/")]

    def under(self, part: str) -> dict[str, bytes]:
        """What the files of one part hold, by their names in it."""
        return {path.removeprefix(f"{part}/"): self.content(path) for path in self.paths(part)}

    def figures(self, path: str = FIGURES) -> tuple[Figure, ...]:
        """The figures in a file."""
        try:
            return figures_file.read(self.content(path))
        except ValueError as error:
            raise EditionRefused(f"{path} cannot be used: {error}.") from error

    def printed(self, path: str = PRINTED) -> tuple[Printed, ...]:
        """What was told of each number, and the number itself."""
        try:
            return printed_file.read(self.content(path))
        except ValueError as error:
            raise EditionRefused(f"{path} cannot be used: {error}.") from error

    def record(self) -> Record:
        """The record. Raises EditionRefused where any of it does not fit the schema of this release."""
        listed = self.paths(RECORD)
        for path in listed:
            self._refuse_unless_whole(path)
        if len(list((self._folder / RECORD).iterdir())) != len(listed):
            raise EditionRefused(f"The edition is damaged: {RECORD} holds a file that is not part of it.")
        found: list[Problem] = []
        record = record_folder.read(self._folder / RECORD, found)
        if found:
            raise EditionRefused(f"The record of the edition cannot be read whole. {found[0].message}")
        return record

    def comparators(self) -> Store | None:
        """The published figures that were set beside ours; None where those that ship were. Raises EditionRefused."""
        listed = self.paths(COMPARATORS)
        for path in listed:
            self._refuse_unless_whole(path)
        found: list[Problem] = []
        store = comparators_folder.read(self._folder / COMPARATORS, found) if listed else None
        if found:
            raise EditionRefused(f"The comparators of the edition cannot be read whole. {found[0].message}")
        return store

    def quality(self) -> tuple[tuple[ProblemCount, ...], tuple[RuleText, ...], int | None]:
        """What was found wrong with the returns: counts by rule, rules that could not run, corrections."""
        try:
            said = json.loads(self.content(QUALITY))
            problems = tuple(ProblemCount(**each) for each in said["problems"])
            return problems, tuple(RuleText(**each) for each in said["not_run"]), said["corrections"]
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise EditionRefused(f"{QUALITY} is not as Handrail writes it.") from error

    def _refuse_unless_whole(self, path: str) -> None:
        kept = self._kept.get(path)
        wrong = f"{path} is not part of it" if kept is None else wrong_with(kept, self._folder)
        if wrong:
            raise EditionRefused(f"The edition is damaged: {wrong}. Restore its folder from a backup.")


def wrong_with(kept: Kept, folder: Path) -> str | None:
    """What is wrong with a file of an edition, in words, or None. A file of another size is not read."""
    path = folder / kept.path
    if any(each.is_symlink() for each in takewhile(lambda each: each != folder, (path, *path.parents))):
        return f"{kept.path} is a link to another place"
    try:
        if not path.is_file():
            return f"{kept.path} is missing"
        size = path.stat().st_size
        if size != kept.bytes:
            return f"{kept.path} has changed: it has {size:,} bytes, and had {kept.bytes:,}"
        changed = kept_of(path, folder).sha256 != kept.sha256
    except OSError as error:
        return f"{kept.path} cannot be read ({error.strerror})"
    return f"{kept.path} has changed" if changed else None


def _parts(source: Source, made: Made) -> Iterator[tuple[str, bytes]]:
    yield PROFILE, source.profile
    yield QUALITY, _quality_written(source)
    yield EARLIER, figures_file.written(source.earlier)
    yield FIGURES, figures_file.written(made.figures)
    yield PRINTED, printed_file.written(made.printed)
    for place, printed in enumerate(source.already, 1):
        yield f"{ALREADY}/{place:04}.json", printed_file.written([printed])
    for part, files in ((CHAPTERS, source.chapters), (OUTPUTS, made.files)):
        for name, data in files.items():
            yield f"{part}/{name}", data


def _quality_written(source: Source) -> bytes:
    said = {
        "problems": [asdict(each) for each in source.problems],
        "not_run": [asdict(each) for each in source.not_run],
        "corrections": source.corrections,
    }
    return (json.dumps(said, indent=1) + "\n").encode()

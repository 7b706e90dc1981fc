"""`handrail verify-audit`: whether an exported audit trail is what was sealed, told in words."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from handrail.cli import output
from handrail.cli.options import add_format

if TYPE_CHECKING:
    from handrail.trail.findings import Verdict

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Read = TypeVar("Read")


def add_to(commands: Commands) -> None:
    """The command."""
    command = commands.add_parser("verify-audit", help="whether an exported audit trail is what was sealed")
    command.add_argument("file", metavar="FILE", type=Path, help="the exported trail")
    command.add_argument(
        "--checkpoint",
        dest="checkpoints",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a checkpoint somebody kept; may be repeated",
    )
    command.add_argument("--key", metavar="FILE", type=Path, help="the public key (PEM) that must have signed them")
    add_format(command, ("text", "json"))


def run(options: argparse.Namespace) -> int:
    """Verify, and say what was found. Raises ValueError where a file is not what it should be."""
    from handrail.trail import checkpoint, keys
    from handrail.trail.file import raw_lines
    from handrail.trail.verify import verify

    key = _read(options.key, keys.public_key) if options.key else None
    checkpoints = [_read(path, checkpoint.read) for path in options.checkpoints]
    with options.file.open("rb") as file:
        try:
            verdict = verify(raw_lines(file), checkpoints, key)
        except ValueError as error:
            raise ValueError(f"'{options.file}': {error}") from error
    if options.format == "json":
        print(json.dumps(asdict(verdict) | {"is_sound": verdict.is_sound}, ensure_ascii=False, indent=1, default=str))
    else:
        for line in _told(verdict, bool(checkpoints), key is not None):
            print(line)
    return int(not verdict.is_sound)


def _read(path: Path, reader: Callable[[bytes], Read]) -> Read:
    try:
        return reader(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"'{path}': {error}") from error


def _told(verdict: Verdict, has_checkpoints: bool, has_key: bool) -> Iterator[str]:
    yield from map(str, verdict.findings)
    if verdict.more:
        yield f"{verdict.more:,} more were found."
    found = len(verdict.findings) + verdict.more
    yield (
        f"Not sound: {output.counted(found, 'finding')}."
        if found
        else "Sound: everything that was sealed fits together."
    )
    yield (
        f"The trail of '{verdict.authority}' holds {output.counted(verdict.sealed, 'sealed entry', 'sealed entries')} in "
        f"{output.counted(verdict.batches, 'batch', 'batches')}. "
        f"The longest wait for a seal was {_length(verdict.longest_wait.total_seconds())}."
    )
    if verdict.unsealed:
        said = output.counted(verdict.unsealed, "entry is", "entries are")
        yield f"{said} not sealed yet; nothing can be proved of what is not sealed."
    if verdict.erased:
        yield f"The words of {output.counted(verdict.erased, 'entry', 'entries')} were erased; their hash stands in their place."
    yield from _of_checkpoints(verdict, has_checkpoints, has_key)


def _of_checkpoints(verdict: Verdict, has_checkpoints: bool, has_key: bool) -> Iterator[str]:
    if not has_checkpoints:
        yield "No checkpoint was given. Without one, nobody can tell whether the end was cut off or all of it made anew."
    if verdict.is_sound and verdict.confirmed:
        yield f"Up to position {verdict.confirmed:,} it is what it was when the checkpoint was signed."
    if has_checkpoints and not has_key:
        yield "No key was given: who signed the checkpoint was not tried. Trust only one that you kept yourself."


def _length(seconds: float) -> str:
    """A length of time as a person says it, cut to whole units."""
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= size:
            return output.counted(int(seconds // size), unit)
    return output.counted(int(seconds), "second")

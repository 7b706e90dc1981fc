"""The export is written and read line by line, whatever its size."""

import tracemalloc
from collections.abc import Iterator
from io import BytesIO

from tests.unit.trail.made import AT, exported, kind_of, read, sealed

from handrail.trail.chain import Batch, beginning, seal
from handrail.trail.file import LONGEST, export, raw_lines
from handrail.trail.verify import verify


def test_each_seal_stands_after_the_entries_it_seals() -> None:
    lines = exported(sealed([read(number) for number in range(1, 6)], (2, 3)), [read(6)])
    assert [kind_of(line) for line in lines] == [
        "header", "entry", "entry", "seal", "entry", "seal", "entry", "entry", "seal", "unsealed", "end",
    ]  # fmt: skip


def test_an_empty_trail_is_a_whole_file() -> None:
    lines = list(export("fairlea", [], [], []))
    assert [kind_of(line) for line in lines] == ["header", "end"]
    assert verify(lines).is_sound


def test_lines_are_cut_off_and_the_next_begins_where_the_next_begins() -> None:
    file = BytesIO(b"a\n" + b"x" * (2 * LONGEST + 5) + b"\nb\n" + b"c" * 10)
    assert [(len(line), line[:1]) for line in raw_lines(file)] == [
        (2, b"a"),
        (LONGEST + 1, b"x"),
        (2, b"b"),
        (10, b"c"),
    ]
    assert list(raw_lines(BytesIO(b"x" * (LONGEST + 1)))) == [b"x" * (LONGEST + 1)]


def made(count: int) -> Iterator[Batch]:
    end = beginning("fairlea")
    for number in range(count):
        yield (batch := seal(end, [read(number * 10 + each) for each in range(1, 11)], AT))
        end = batch.seal.end("fairlea")


def peak_of(count: int) -> int:
    """The most bytes held while a trail of so many batches of ten is sealed, exported and verified."""
    tracemalloc.start()
    entries = (entry for batch in made(count) for entry in batch.entries)
    found = verify(export("fairlea", entries, (batch.seal for batch in made(count)), []))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found.is_sound, found.sealed) == (True, count * 10)
    return most


def test_a_long_trail_is_written_and_verified_without_holding_it() -> None:
    peak_of(1)  # what is read once and kept
    assert peak_of(80) < peak_of(10) + 200_000

"""The ledger as one Arrow table, made over all cores where there are enough children for it to pay.

The children are dealt out to as many processes as there are cores; each builds the ledger of its own and hands it back
as columns. Rules look at one child at a time, so the parts together are the whole.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pyarrow

from handrail.columnar import arrow_table
from handrail.record.record import Record
from handrail.record.schema import Field
from handrail.timescales.ledger import LedgerRow
from handrail.timescales.subjects import build

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

WORTH_SHARING = 50_000  # children: below it, starting processes costs more than they save


def _type_of(name: str) -> str:
    if name == "leads":
        return "boolean"
    return "date" if name.endswith("_on") or name == "version" else "string"


FIELDS = tuple(Field(name, _type_of(name), "", False) for name in LedgerRow._fields)
COLUMNS = (
    "child_id", "subject_on", "clock", "triggered_on", "due_on", "due_earliest_on", "due_latest_on", "met_on",
    "stopped_on", "stop_reason", "not_assessable", "leads",
)  # fmt: skip
"""The columns the measures read."""


def ledger_table(record: Record, basis: str, subjects: Sequence[str], cores: int | None = None) -> Any:
    """The rows of these subjects on one basis, with the columns the measures read."""
    cores = cores or _cores(len(record.children))
    if cores == 1:
        return _table(record, basis, subjects)
    return pyarrow.concat_tables(_shared_out(record, basis, subjects, cores))


def _cores(children: int) -> int:
    """How many processes to use: one where there are few children, or where a process cannot be forked."""
    if children < WORTH_SHARING or sys.platform != "linux":
        return 1
    return len(os.sched_getaffinity(0))


def _table(record: Record, basis: str, subjects: Sequence[str]) -> Any:
    return arrow_table(FIELDS, build(record, basis, subjects=subjects), COLUMNS)


def _shared_out(record: Record, basis: str, subjects: Sequence[str], cores: int) -> list[Any]:
    """Fork a process for each part but the first, which is built here; they inherit the record without a copy."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    others = []
    for part in range(1, cores):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_send, args=(there, record, basis, subjects, part, cores))
        process.start()
        there.close()
        others.append((process, here))
    tables = [_table(_part(record, 0, cores), basis, subjects)]
    for process, here in others:
        try:
            tables.append(pyarrow.ipc.open_stream(here.recv_bytes()).read_all())
        except EOFError:
            raise MemoryError(
                "A process that built part of the ledger was ended, most likely for want of memory."
            ) from None
        finally:
            process.join()
    return tables


def _send(to: Connection, record: Record, basis: str, subjects: Sequence[str], part: int, parts: int) -> None:
    table = _table(_part(record, part, parts), basis, subjects)
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    to.send_bytes(sink.getvalue().to_pybytes())
    to.close()


def _part(record: Record, part: int, parts: int) -> Record:
    """The record of every so many-th child: whole children, with the limits of the whole record."""
    mine = {child.child_id for place, child in enumerate(record.children) if place % parts == part}
    kept: dict[str, Any] = {}
    for table in fields(record):
        rows = getattr(record, table.name)
        if isinstance(rows, list) and rows and hasattr(rows[0], "child_id"):
            kept[table.name] = [row for row in rows if row.child_id in mine]
    return replace(record, **kept)

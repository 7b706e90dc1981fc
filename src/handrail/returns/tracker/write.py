"""Writing a mapping as TOML, with a comment wherever a person has to look."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from datetime import date

from handrail.returns.tracker import vocabulary
from handrail.returns.tracker.guess import Guess, TableGuess
from handrail.returns.tracker.mapping import FORMAT, Entry, Mapping, Table
from handrail.returns.tracker.vocabulary import CHILD
from handrail.toml_text import quoted

_HEAD = """\
# How a tracker is read into the record. Written by `handrail tracker guess`; a person makes it right.
# 1. Read it against the tracker and correct it.  2. Run `handrail tracker try FILE --mapping THIS`.
# 3. Put your name and the date into confirmed_by, as in "A. Analyst, 2026-11-22". Until then it is not used.
"""


def of_guess(found: Guess, file: str) -> str:
    """A guess as the text of a mapping."""
    lines = [f'confirmed_by = ""\n\n{_HEAD}# Guessed from: {_plain(file)}', f"format = {FORMAT}"]
    lines.extend(f"# Passed over: {_plain(why)}" for why in found.passed_over)
    for each in found.tables:
        lines.extend(_table(each))
    return "\n".join(lines) + "\n"


def of_mapping(mapping: Mapping) -> str:
    """A mapping as text, without comments."""
    lines = [f"confirmed_by = {quoted(mapping.confirmed_by)}", f"format = {FORMAT}"]
    for table in mapping.tables:
        lines.extend(_table(TableGuess(table)))
    return "\n".join(lines) + "\n"


def _table(found: TableGuess) -> Iterator[str]:
    table = found.table
    yield "\n[[table]]"
    yield from (f"# Look at this: {_plain(note)}" for note in found.notes)
    yield f"sheet = {quoted(table.sheet)}"
    yield f"header_rows = {list(table.header_rows)}"
    yield f"date_forms = {_list(table.date_forms)}"
    yield f"leave_out = {_list(table.leave_out)}"
    yield f"means_blank = {_list(table.means_blank)}"
    yield f"fill_down = {_list(table.fill_down)}"
    yield f"not_used = {_list(table.not_used)}"
    yield from _complete_from(table.complete_from, "every child looked after")
    yield "\n[table.child]"
    yield from _columns(table.child, CHILD, found.why)
    for entry in table.entries:
        yield from _entry(entry, found.why)
    yield from _extras(table)


def _entry(entry: Entry, why: Map[str, str]) -> Iterator[str]:
    yield "\n[[table.entry]]"
    yield f"of = {quoted(entry.of)}"
    yield from _complete_from(entry.complete_from, f"all {entry.of}")
    yield "[table.entry.columns]"
    yield from _columns(entry.columns, entry.of, why)
    if entry.constants:
        yield "[table.entry.constants]"
        yield from (f"{name} = {quoted(value)}" for name, value in entry.constants.items())


def _columns(columns: dict[str, str], of: str, why: Map[str, str]) -> Iterator[str]:
    for name, heading in columns.items():
        if heading in why:
            yield f"# {vocabulary.fields(of)[name].means}. {_plain(why[heading])}"
        yield f"{name} = {quoted(heading)}"


def _complete_from(day: date | None, what: str) -> Iterator[str]:
    if day is not None:
        yield f"complete_from = {day.isoformat()}"
    else:
        yield f"# complete_from = 2024-04-01  # only if {what} from that day on stand here; then figures may rest on it"


def _extras(table: Table) -> Iterator[str]:
    if table.date_forms_of:
        yield "\n[table.date_forms_of]"
        yield from (f"{quoted(heading)} = {_list(forms)}" for heading, forms in table.date_forms_of.items())
    for name, wordings in table.codes.items():
        yield f"\n[table.codes.{name}]"
        yield from (f"{quoted(wording)} = {quoted(code)}" for wording, code in wordings.items())


def _list(texts: Sequence[str]) -> str:
    return f"[{', '.join(quoted(each) for each in texts)}]"


def _plain(text: str) -> str:
    """Text fit for a comment: one line, nothing that cannot be printed."""
    return "".join(sign if sign.isprintable() else " " for sign in text)

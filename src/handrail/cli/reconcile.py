"""Prints the correction list of the twin ledger, and says on standard error how many of what."""

from handrail.cli import output
from handrail.record.record import Record
from handrail.timescales import subjects, twin
from handrail.timescales.working_days import england


def run(record: Record, format: str) -> None:
    """Work out and print every due date and flag of a source that differs from ours."""
    calendar = england()
    found = twin.reconcile(record, subjects.build(record, calendar=calendar), calendar)
    if format == "text":
        for each in found.differences:
            print(_in_words(each))
    else:
        output.table(twin.Difference._fields, found.differences, format)
    _summary(found)


def _in_words(each: twin.Difference) -> str:
    days = "" if each.days is None else f" ({each.days:+} days)"
    ours = each.our_due_on or "nothing due"
    flag = "" if each.flag is None else f", said to be {'in time' if each.flag else 'late'}"
    return (
        f"{each.child_id}  {each.clock}  from {each.triggered_on or '-'}  ours {ours}  theirs {each.their_due_on or '-'}"
        f"{days}{flag}  {each.kind}  {each.source} {each.read_from}  {each.what_to_do}"
    )


def _summary(found: twin.Reconciled) -> None:
    output.tell(f"{found.agreed:,} agree, {len(found.differences):,} differ.")
    for kind, number in found.by_kind.items():
        output.tell(f"{number:7,}  {kind}: {twin.MEANING[kind]}")
    for reason, number in found.not_compared.most_common():
        output.tell(f"{number:7,}  not compared: {reason}")

"""What people do about what is due: say why it was late, note something.

Each is one transaction with an entry in the trail; the entry names the child by key and says what kind of thing was
done, never the words.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction

from handrail.profiles import Profile
from handrail.service.audit.actions import enter
from handrail.service.authorities.visits import Visit
from handrail.service.due.given import keep_in_record
from handrail.service.due.models import Duty, LatenessReason, Note
from handrail.service.due.reasons import lists_for, reasons_for
from handrail.service.due.record import lock
from handrail.service.due.state import standing
from handrail.service.not_done import NotDone
from handrail.service.records.models import table
from handrail.service.records.within import within

WRITE = "write"


class Given(NamedTuple):
    """Why one thing was late, as somebody says it."""

    duty: Duty
    main: str
    contributing: Collection[str] = ()
    note: str = ""


def give_reason(visit: Visit, duty: Duty, main: str, contributing: Collection[str] = (), note: str = "") -> None:
    """Say why something was late: the main reason, others that contributed, a note. Earlier reasons are replaced.

    Raises NotDone where it was not late, or for a reason the authority does not have, and PermissionDenied.
    """
    give_reasons(visit, [Given(duty, main, contributing, note)])


def give_reasons(visit: Visit, given: Sequence[Given]) -> None:
    """Say it of many in one transaction, all or none. Raises NotDone for the first that cannot be, and PermissionDenied."""
    for one in given:
        refuse_reason(visit, one.duty, (one.main, *one.contributing))
    with transaction.atomic():
        _replace_reasons(visit, [one.duty for one in given])
        LatenessReason.objects.bulk_create(row for one in given for row in _reasons(visit, one))
        keep_in_record({one.duty.child_id for one in given})
        _enter_of(visit, "late_reason", [one.duty for one in given])


def withdraw_reasons(visit: Visit, duties: Sequence[Duty]) -> None:
    """Take back the reasons that stand for these; they stay to be seen. Raises PermissionDenied."""
    with transaction.atomic():
        _replace_reasons(visit, duties)
        keep_in_record({duty.child_id for duty in duties})
        _enter_of(visit, "late_reason_withdrawn", duties)


def refuse_reason(visit: Visit, duty: Duty, codes: Iterable[str]) -> None:
    """Raises NotDone where it was not late, or for a reason the authority does not have."""
    _refuse_unless_late(duty, visit)
    _refuse_unknown(codes, duty, visit.profile)


def write_note(visit: Visit, duty: Duty, text: str) -> Note:
    """Note something about what is due. Raises NotDone for an empty note, and PermissionDenied."""
    return write_notes(visit, [(duty, text)])[0]


def write_notes(visit: Visit, given: Sequence[tuple[Duty, str]]) -> list[Note]:
    """Note something about many in one transaction. Raises NotDone for an empty note, and PermissionDenied."""
    if not all(text.strip() for _, text in given):
        raise NotDone("text", "Write what there is to note.")
    duties = [duty for duty, _ in given]
    refuse_unreached(visit, {duty.child_id for duty in duties})
    with transaction.atomic():
        said = {"by": visit.viewer.account, "at": visit.now}
        notes = [Note(child_id=duty.child_id, duty=duty.key, text=text.strip(), **said) for duty, text in given]
        Note.objects.bulk_create(notes)
        _enter_of(visit, "note", duties)
    return notes


def take_back_notes(visit: Visit, notes: Sequence[Note], duties: Sequence[Duty]) -> None:
    """Take back notes of these duties; they are kept, with the moment. Raises PermissionDenied."""
    refuse_unreached(visit, {note.child_id for note in notes} | {duty.child_id for duty in duties})
    with transaction.atomic():
        Note.objects.filter(pk__in=[note.pk for note in notes]).update(taken_back_at=visit.now)
        _enter_of(visit, "note_taken_back", duties)


def _replace_reasons(visit: Visit, duties: Sequence[Duty]) -> None:
    """Those that stand are replaced, the children being held. Raises PermissionDenied."""
    children = {duty.child_id for duty in duties}
    refuse_unreached(visit, children)
    lock(children)
    about = {(duty.child_id, duty.key) for duty in duties}
    standing = LatenessReason.objects.filter(child_id__among=sorted(children), replaced_at=None)
    numbers = [pk for pk, *key in standing.values_list("pk", "child_id", "duty") if tuple(key) in about]
    LatenessReason.objects.filter(pk__in=numbers).update(replaced_at=visit.now)


def _reasons(visit: Visit, given: Given) -> Iterator[LatenessReason]:
    said = {"child_id": given.duty.child_id, "duty": given.duty.key, "by": visit.viewer.account, "at": visit.now}
    for code in dict.fromkeys([given.main, *given.contributing]):
        main = code == given.main
        yield LatenessReason(reason=code, main=main, note=given.note if main else "", **said)


def refuse_unreached(visit: Visit, child_ids: Collection[str]) -> None:
    """Raises PermissionDenied where the visit does not reach every one of these children."""
    if within(visit.scope, visit.today).filter(child_id__among=sorted(child_ids)).count() < len(child_ids):
        raise PermissionDenied


def _refuse_unless_late(duty: Duty, visit: Visit) -> None:
    stands = standing(duty.row, visit.today)
    if stands is None or not stands.days_late:
        raise NotDone("main", "This is not late, so there is no reason to give.")


def _refuse_unknown(codes: Iterable[str], duty: Duty, profile: Profile) -> None:
    known = reasons_for(duty.clock, profile)
    if not known:
        names = " or ".join(f"codes.{name}" for name in lists_for(duty.clock))
        raise NotDone("main", f"There is no list of reasons yet. Add {names} to the authority's profile.")
    for code in codes:
        if code not in known:
            raise NotDone("main", f"'{code}' is none of the authority's reasons. They are: {', '.join(known)}.")


def _enter_of(visit: Visit, what: str, duties: Sequence[Duty]) -> None:
    clocks = sorted({duty.clock for duty in duties})
    entered(visit, {duty.child_id for duty in duties}, {"what": what, "clock": " ".join(clocks)})


def entered(visit: Visit, child_ids: Collection[str], detail: Mapping[str, str]) -> None:
    """Leave the entry of a write about these children."""
    keys = table("children").filter(child_id__among=sorted(child_ids)).values_list("key", flat=True)
    enter(visit, WRITE, children=keys, detail=detail)

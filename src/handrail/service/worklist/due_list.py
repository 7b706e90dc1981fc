"""What is due, as a list: every open thing due of the children somebody reaches, with what people say about it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from handrail.permissions import CARE
from handrail.publications.numbers import capital
from handrail.service.authorities.visits import Visit
from handrail.service.due import queries as due
from handrail.service.due.meetings import in_ledger
from handrail.service.due.models import LatenessReason, Note
from handrail.service.due.queries import Listing
from handrail.service.due.reasons import every_reason, reasons_for
from handrail.service.due.state import standing
from handrail.service.people import queries as people
from handrail.service.people.models import Particulars
from handrail.service.records.models import table
from handrail.service.records.within import within
from handrail.service.worklist import due_filters, due_orders, local
from handrail.service.worklist.editors import NoteEditor, ReasonEditor
from handrail.service.worklist.grids import Column, Grid, Order, Row, RowKey
from handrail.service.worklist.models import LocalValue
from handrail.service.worklist.values import CHOICE, CHOICES, DATE, NUMBER, Options
from handrail.timescales.clocks import clock

KEY = "due"
_WORDS = ("late", "due soon", "on time", "cannot be judged")


def query(visit: Visit) -> "QuerySet[Any]":
    """Everything open of the children the visit reaches."""
    return due.open_now(within(visit.scope, visit.today), Listing(visit.today))


def named(rows: "QuerySet[Any]", keys: Iterable[RowKey]) -> "QuerySet[Any]":
    """Rows that may have one of these keys."""
    children, names = zip(*keys, strict=True) if keys else ((), ())
    return rows.filter(child_id__among=sorted(set(children)), key__among=sorted(set(names)))


def columns(visit: Visit) -> tuple[Column, ...]:
    """The columns, in the authority's words."""
    words, reasons = visit.profile.words, every_reason(visit.profile)
    by_reason = ReasonEditor()
    return (
        Column("child", "Child", order=due_orders.name(visit), width=28),
        Column("what", "What is due", order=due_orders.ranked("clock", in_ledger()), width=44),
        Column("due", "Due date", DATE, order=Order("rows.due_latest_on"), width=14),
        Column("state", "State", order=due_orders.ranked("word", _WORDS), width=16),
        Column("late", "Days late", NUMBER, order=due_orders.lateness(), width=10),
        Column("officer", capital(words.reviewing_officer), order=due_orders.officer(visit), width=24),
        Column("team", f"{capital(words.social_worker)}’s team", order=due_orders.team(visit), width=24),
        Column(
            "main", "Main reason", CHOICE, due_orders.reason(list(reasons)), by_reason, _reasons(visit), reasons,
            "Why it is late. Only for what is late.", 34,
        ),
        Column(
            "contributing", "What else contributed", CHOICES, None, by_reason, _reasons(visit), reasons,
            "Other reasons, with a semicolon between.", 34,
        ),
        Column("note", "Note", order=due_orders.note(), editor=NoteEditor(), about="Earlier notes are kept.", width=50),
        *local.columns(KEY),
    )  # fmt: skip


def read(visit: Visit, duties: Sequence[Any]) -> list[Row]:
    """These things due as rows, in a constant number of queries."""
    child_ids = sorted({one.child_id for one in duties})
    keys = dict(table("children").filter(child_id__among=child_ids).values_list("child_id", "key"))
    visit.shows(keys.values())
    names = people.names(visit, list(keys.values()))
    who = due.answering(duties, visit.today)
    workers = people.worker_names(who.values())
    reasons, notes = due.reasons(duties), latest_notes(child_ids)
    extra = local.standing_values(child_ids)
    teams, called = due.teams(child_ids, visit.today), due_filters.teams(visit)
    return [
        Row(one.pk, keys[one.child_id], one.child_id, one.key, one, {
            "child": names[keys[one.child_id]].name,
            **_stands(one, visit),
            "officer": workers.get(who.get(one.pk, ""), ""),
            "team": called.get(teams.get(one.child_id, ""), ""),
            **_said(reasons[one.child_id, one.key]),
            "note": notes.get((one.child_id, one.key), ""),
            **extra.get((one.child_id, one.key), {}),
        })
        for one in duties
    ]  # fmt: skip


def latest_notes(child_ids: Sequence[str]) -> dict[RowKey, str]:
    """The latest note on each thing due of these children."""
    standing_notes = Note.objects.filter(child_id__among=child_ids, taken_back_at=None).order_by("id")
    rows = standing_notes.values_list("child_id", "duty", "text")
    return {(child_id, duty): text for child_id, duty, text in rows}


def search(visit: Visit, rows: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    """Rows whose child's name or number, notes or extra columns hold the words; a name counts for who may see it."""
    by_name = within(visit.by_name(), visit.today)
    named_so = Q(name__icontains=words) | Q(known_as__icontains=words)
    like = Particulars.objects.filter(named_so, child__in=by_name.values("key"))
    children = by_name.filter(key__in=like.values("child")).values("child_id")
    return rows.filter(
        Q(child_id__in=children)
        | Q(child_id__iexact=words)
        | due.hangs(Note.objects.filter(taken_back_at=None, text__icontains=words))
        | due.hangs(LatenessReason.objects.filter(replaced_at=None, note__icontains=words))
        | due.hangs(LocalValue.objects.filter(replaced_at=None, value__icontains=words))
    )


def links(visit: Visit, row: Row) -> Mapping[str, str]:
    """Where a cell leads: the child's page, the page that says why it is due then, and where the row is changed."""
    child = reverse("child", args=[visit.authority.key, row.child])
    return {"child": child, "what": f"{child}due/{row.number}/", "change": f"{child}due/{row.number}/row/"}


def _stands(duty: Any, visit: Visit) -> dict[str, str]:
    stands, due_on = standing(duty.row, visit.today), duty.due_on or duty.due_latest_on
    return {
        "what": clock(duty.clock).title,
        "due": due_on.isoformat() if due_on else "",
        "state": str(duty.word),
        "late": f"{stands.days_late}" if stands and stands.days_late else "",
    }


def _said(reasons: Sequence[LatenessReason]) -> dict[str, str]:
    codes = [one.reason for one in reasons]
    return {"main": "".join(codes[:1]), "contributing": "\n".join(codes[1:])}


def _reasons(visit: Visit) -> Any:
    def options(row: Row) -> Options:
        return reasons_for(row.source.clock, visit.profile)

    return options


DUE = Grid(
    key=KEY,
    title="Due list",
    empty="Nothing like that is due.",
    kind="due",
    stream=CARE,
    order="due",
    query=query,
    named=named,
    columns=columns,
    filters=due_filters.filters,
    search=search,
    read=read,
    links=links,
)

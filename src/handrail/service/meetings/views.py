"""The pages of planned meetings."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visit, Visited
from handrail.service.clock import LONDON
from handrail.service.design.addresses import row_number
from handrail.service.design.forms import say_why, sent
from handrail.service.due.meetings import meeting_of
from handrail.service.due.models import Duty
from handrail.service.meetings import actions, inviting, pages, queries, replies
from handrail.service.meetings.actions import Plan
from handrail.service.meetings.asked import people_of
from handrail.service.meetings.forms import CallOffForm, InviteForm, NoLongerForm, PlanForm, ReplyForm
from handrail.service.meetings.models import Invitation, Meeting
from handrail.service.meetings.presenters import invited, one_address
from handrail.service.not_done import NotDone
from handrail.service.people.models import WorkerDetails
from handrail.service.records.models import table


@asks("list", "convening", CARE)
@require_safe
def meetings(request: Visited) -> HttpResponse:
    """What is planned for the children one reaches."""
    return render(request, "meetings/meetings.html", pages.meetings(request.visit, request.GET.get("page", "")))


@asks("read", "convening", CARE)
@require_safe
def child_meetings(request: Visited, child: str) -> HttpResponse:
    """Every meeting planned for one child."""
    return render(request, "meetings/child.html", pages.child_meetings(request.visit, child))


@asks("read", "convening", CARE)
@require_safe
def one(request: Visited, child: str) -> HttpResponse:
    """One meeting, who is asked, and what they said."""
    found = queries.one(child, request.GET.get("n", ""))
    if found is None:
        return _back(request.visit, child)
    return render(request, "meetings/one.html", pages.one(request.visit, found))


@asks("write", "convening", CARE)
def plan(request: Visited, child: str) -> HttpResponse:
    """Plan a meeting, for the thing due that the address names if it does."""
    duty = _duty(child, request.GET.get("duty", ""))
    form = _plan_form(request, {"kind": meeting_of(duty.clock) if duty else None, "phone": _phone(request.visit)})

    def act() -> str:
        given = _given(form)
        key = duty.key if duty and meeting_of(duty.clock) == form.cleaned_data["kind"] else ""
        made.append(actions.plan(request.visit, _child(child), form.cleaned_data["kind"], given, key))
        return "The meeting is planned. Now ask people to come."

    made: list[Meeting] = []
    if form.is_valid() and _done(request, form, act):
        return redirect(one_address(request.visit, made[0]))
    return render(request, "meetings/plan.html", pages.plan(request.visit, child, form, duty))


@asks("write", "convening", CARE)
def change(request: Visited, child: str) -> HttpResponse:
    """Change when or where; everybody who is asked is told, and answers again."""
    found = _open_one(request, child)
    if found is None:
        return _back(request.visit, child)
    form = _plan_form(request, {**vars(Plan.of(found)), "seen": found.sequence}, fixed=True)

    def act() -> str:
        written = actions.change(request.visit, _child(child), found, _given(form), form.cleaned_data["seen"] or 0)
        return f"It is changed. Messages written: {written}."

    if form.is_valid() and _done(request, form, act):
        return redirect(one_address(request.visit, found))
    return render(request, "meetings/plan.html", pages.change(request.visit, _anew(found), form))


@asks("write", "convening", CARE)
def call_off(request: Visited, child: str) -> HttpResponse:
    """Call a meeting off."""
    found = _open_one(request, child)
    if found is None:
        return _back(request.visit, child)
    form = CallOffForm(sent(request), initial={"seen": found.sequence})

    def act() -> str:
        given = form.cleaned_data
        written = actions.call_off(request.visit, _child(child), found, given["why"], given["seen"])
        return f"It is called off. Messages written: {written}."

    if form.is_valid() and _done(request, form, act):
        return redirect(one_address(request.visit, found))
    return render(request, "meetings/call_off.html", pages.call_off(request.visit, found, form))


@asks("write", "convening", CARE)
def ask(request: Visited, child: str) -> HttpResponse:
    """Ask people to come."""
    found = _open_one(request, child)
    if found is None:
        return _back(request.visit, child)
    there = {one.person for one in invited(found)}
    known = people_of(request.visit, _child(child)).values()
    form = InviteForm(sent(request), [one for one in known if one.person not in there])

    def act() -> str:
        given = form.cleaned_data
        by_mail = [*given["by_mail"], *given["with_care"]]
        written = inviting.invite(request.visit, _child(child), found, by_mail, given["in_person"])
        return f"They are asked. Messages written: {written}."

    if form.is_valid() and _done(request, form, act):
        return redirect(one_address(request.visit, found))
    return render(request, "meetings/ask.html", pages.ask(request.visit, found, form))


@asks("write", "convening", CARE)
def asked(request: Visited, child: str) -> HttpResponse:
    """Somebody who is asked: what they said is written down, they are written to again, or no longer asked."""
    found = queries.invitation(child, request.GET.get("n", ""))
    if found is None:
        return _back(request.visit, child)
    acts = {"reply": _write_down, "again": _again, "new_link": _new_link, "no_longer": _no_longer}
    reply = ReplyForm(None, by_staff=True, initial={"seen": found.meeting.sequence})
    if request.method == "POST" and (act := acts.get(request.POST.get("do", ""))):
        if act is _write_down:
            reply = ReplyForm(request.POST, by_staff=True)
        if (act is not _write_down or reply.is_valid()) and _done(
            request, reply, lambda: act(request, _child(child), found, reply)
        ):
            return redirect(one_address(request.visit, found.meeting))
    return render(request, "meetings/asked.html", pages.asked(request.visit, found, reply, NoLongerForm()))


def _write_down(request: Visited, child: object, found: Invitation, form: forms.Form) -> str:
    given = form.cleaned_data
    replies.write_down(request.visit, found, given["choice"], given["words"], given["seen"])
    return "The answer is kept."


def _again(request: Visited, child: object, found: Invitation, form: forms.Form) -> str:
    return _told(inviting.again(request.visit, child, found, new_link=False))


def _new_link(request: Visited, child: object, found: Invitation, form: forms.Form) -> str:
    return f"The link before has ended. {_told(inviting.again(request.visit, child, found, new_link=True))}"


def _no_longer(request: Visited, child: object, found: Invitation, form: forms.Form) -> str:
    inviting.no_longer(request.visit, child, found, tell="tell" in request.POST)
    return "They are no longer asked, and their link has ended."


def _told(written: bool) -> str:
    return "A message is written to them." if written else "No message could be written; the reason stands beside them."


def _done(request: Visited, form: forms.Form, act: Callable[[], str]) -> bool:
    """Do it and say so; where it was not done, the form says why."""
    try:
        messages.success(request, act())
    except NotDone as error:
        say_why(form, error)
        return False
    return True


def _plan_form(request: Visited, initial: dict[str, Any], *, fixed: bool = False) -> PlanForm:
    now = request.visit.now.astimezone(LONDON).time()
    return PlanForm(sent(request), today=request.visit.today, now=now, fixed=fixed, initial=initial)


def _given(form: PlanForm) -> Plan:
    return Plan(**{name: form.cleaned_data[name] for name in Plan.__dataclass_fields__})


def _phone(visit: Visit) -> str:
    """The number at work of whoever plans it, as a beginning."""
    mine = WorkerDetails.objects.filter(worker_id__in=[*sorted(visit.viewer.workers), "-"])
    return mine.values_list("phone", flat=True).first() or ""


def _duty(child: str, number: str) -> Duty | None:
    own = table("children").filter(key=child).values("child_id")
    found = Duty.objects.filter(pk=row_number(number), child_id__in=own).first()
    return found if found and meeting_of(found.clock) else None


def _open_one(request: Visited, child: str) -> Meeting | None:
    """A meeting that is still ahead."""
    found = queries.one(child, request.GET.get("n", ""))
    return found if found and not found.withdrawn_at and found.on >= request.visit.today else None


def _anew(found: Meeting) -> Meeting:
    return queries.one(queries.whose(found), f"{found.pk}") or found


def _child(key: str) -> Any:
    return table("children").get(key=key)


def _back(visit: Visit, child: str) -> HttpResponse:
    return redirect("child-meetings", authority=visit.authority.key, child=child)

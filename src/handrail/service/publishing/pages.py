"""Puts the pages of publications together: plain values for the templates."""

from typing import Any

from django.urls import reverse

from handrail.editions.manifest import FIGURES
from handrail.permissions import CARE
from handrail.publications.library import PERIODS, names, publication
from handrail.publications.numbers import capital
from handrail.publications.writers import files
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.design.forms import problems
from handrail.service.publishing import periods
from handrail.service.publishing.forms import AUDIENCES, AnswerForm, DraftForm, StepForm
from handrail.service.publishing.shelf import Edition, all_of
from handrail.workflows import editions as moves

FILES = {
    files.PAGE: "Web page",
    files.WORD: "Word document",
    files.PDF: "PDF",
    files.WORKBOOK: "Workbook (Excel)",
    FIGURES: "Exact figures (JSON)",
}
STATES = {"draft": "Draft", "checked": "Checked", "approved": "Approved", "published": "Published"}
_VERBS = {moves.CHECK: "It is right", moves.APPROVE: "I answer for it", moves.PUBLISH: "Publish it for good"}
_FROM = {moves.CHECK: moves.DRAFTED, moves.APPROVE: moves.CHECKED, moves.PUBLISH: moves.APPROVED}


def listed(visit: Visit) -> dict[str, Any]:
    """What is published, and what is on its way there."""
    found = [_row(visit, one) for one in all_of(visit)]
    return {
        "title": "Publications",
        "key": visit.authority.key,
        "published": [row for row in found if row["state"] == STATES["published"]],
        "drafts": [row for row in found if row["state"] != STATES["published"]],
        "may_draft": bool(visit.reach("write", "publication_draft", CARE)),
    }


def kinds(visit: Visit) -> dict[str, Any]:
    """The publications there are, to choose one to make."""
    every = sorted((publication(name) for name in names()), key=lambda one: PERIODS.index(one.period))
    return {
        "title": "Make a publication",
        "back": reverse("publications", args=[visit.authority.key]),
        "kinds": [(title(one.name), one.about, f"?of={one.name}") for one in every],
    }


def choices(visit: Visit, name: str) -> list[tuple[str, str]]:
    """The periods a publication may be made of, as a form offers them."""
    kind = publication(name).period
    found = periods.offered(kind, visit.today)
    return [(f"{one.first}/{one.last}", periods.in_words(kind, one)) for one in found]


def new(visit: Visit, name: str, form: DraftForm) -> dict[str, Any]:
    """The form that asks for a draft."""
    return {
        "title": title(name),
        "about": publication(name).about,
        "back": reverse("publication-new", args=[visit.authority.key]),
        "form": form,
        "errors": problems(form),
        "name": name,
    }


def edition(visit: Visit, one: Edition, wrong: str = "") -> dict[str, Any]:
    """One edition: how it stands, what it asks, who did what, and its files."""
    held, args = one.manifest, address(visit, one)
    return {
        "title": title(held.publication),
        "caption": periods.in_words(publication(held.publication).period, held.period),
        "back": reverse("publications", args=[visit.authority.key]),
        "state": STATES[held.state],
        "number": held.number,
        "audience": AUDIENCES[held.audience],
        "preview": reverse("edition-preview", args=args),
        "files": _files(visit, one),
        "seal": one.seal,
        "refusals": [str(finding) for finding in held.findings if finding.kind != "question"],
        "questions": _questions(one),
        "may_answer": not held.is_published and bool(visit.reach("write", "publication_draft", CARE)),
        "moves": _moves(visit, one),
        "steps": [_step(step) for step in held.steps],
        "form": StepForm(),
        "args": args,
        "wrong": wrong,
    }


def title(name: str) -> str:
    """What a publication is called where no council is named."""
    return capital(name.replace("_", " "))


def address(visit: Visit, one: Edition) -> list[Any]:
    """The parts of the address of an edition."""
    publication_name, period, number = one.manifest.place.split("/")
    return [visit.authority.key, publication_name, period, int(number)]


def may_download(visit: Visit, one: Edition, name: str) -> bool:
    """A draft is taken out by whoever may take drafts out, the exact figures by those who see them in the service."""
    if not one.manifest.is_published and not visit.reach("export", "publication_draft", CARE):
        return False
    return name != FIGURES or visit.reach("read", "figure", CARE).whole


def _row(visit: Visit, one: Edition) -> dict[str, Any]:
    held = one.manifest
    return {
        "title": title(held.publication),
        "href": reverse("edition", args=address(visit, one)),
        "period": periods.in_words(publication(held.publication).period, held.period),
        "audience": capital(held.audience),
        "state": STATES[held.state],
        "last": f"{held.steps[-1].by}, {moment(held.steps[-1].at)}",
    }


def _files(visit: Visit, one: Edition) -> list[tuple[str, str, int]]:
    there = [(kept.path.rpartition("/")[2], kept.bytes) for kept in one.manifest.files if _is_shown(kept.path)]
    return [
        (FILES[name], reverse("edition-file", args=[*address(visit, one), name]), size)
        for name, size in there
        if may_download(visit, one, name)
    ]


def _is_shown(path: str) -> bool:
    return path == FIGURES or (path.startswith("outputs/") and path.rpartition("/")[2] in FILES)


def _questions(one: Edition) -> list[dict[str, Any]]:
    found = []
    for number, question in enumerate(one.manifest.questions, 1):
        answers = one.manifest.answers(question)
        form = AnswerForm(initial={"number": number}, auto_id=f"id_{number}_%s")
        found.append({"asked": str(question), "answer": answers[-1] if answers else None, "form": form})
    return found


def _moves(visit: Visit, one: Edition) -> list[tuple[str, str]]:
    """What this person may do with it now, as far as the table of permissions says; the workflow has the last word."""
    state, found = one.manifest.state, []
    approve = bool(visit.reach("approve", "publication_draft", CARE))
    publish = bool(visit.reach("write", "publication", CARE))
    for move, allowed in ((moves.CHECK, approve), (moves.APPROVE, approve), (moves.PUBLISH, publish)):
        if allowed and state == _FROM[move]:
            found.append((move, _VERBS[move]))
    if approve and state in (moves.CHECKED, moves.APPROVED):
        found.append((moves.SEND_BACK, "Send it back"))
    return found


def _step(step: Any) -> tuple[str, str, str, str]:
    return capital(step.move), f"{step.by}, {step.role}", moment(step.at), step.note

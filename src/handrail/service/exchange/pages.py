"""Puts the pages of imports together: plain values for the templates."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.urls import reverse

from handrail.permissions import CARE
from handrail.record.problems import counted_in
from handrail.record.schema import TABLE_BY_NAME
from handrail.service.audit.queries import names_of
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.background.models import FAILED, GIVEN_UP
from handrail.service.background.pages import told
from handrail.service.design.addresses import page_at
from handrail.service.design.forms import problems
from handrail.service.exchange import queries
from handrail.service.exchange.models import APPLIED, APPLYING, DROPPED, GRAVITIES, READ, READING, REFUSED, Proposal
from handrail.service.records import deposits
from handrail.service.records.models import table
from handrail.store.difference import CHANGED, NEW, VANISHED
from handrail.store.folder import is_store
from handrail.store.held import in_words
from handrail.store.version import ROLLBACK, Version

STATES = {
    READING: "Being read",
    READ: "Waits for you",
    APPLYING: "Being applied",
    APPLIED: "Applied",
    DROPPED: "Dropped",
    REFUSED: "Could not be read",
}
GRAVITY_WORDS = {"error": "Wrong", "query": "To be checked", "note": "For information"}
_WHAT = {NEW: "New", CHANGED: "Changed", VANISHED: "Gone", "conflict": "Written here otherwise", "refused": "Not taken"}
_COUNTED = ("added", "changed", "removed", "conflicts", "refused", "unchanged")
_SAMPLED = 20
VERSIONS_A_PAGE = 20


def imports(visit: Visit, form: forms.BaseForm | None, page: str) -> dict[str, Any]:
    """What waits, a form to hand in, and the versions there were."""
    waiting = queries.waiting(visit)
    names = names_of({one.begun_by for one in waiting})
    may_write = bool(visit.reach("write", "import", CARE))
    return {
        "title": "Imports",
        "errors": problems(form) if form else [],
        "form": form if may_write else None,
        "key": visit.authority.key,
        "waiting": [_proposal(one, visit, names.get(one.begun_by, "")) for one in waiting],
    } | _history(visit, page, may_write)


def one(visit: Visit, proposal: Proposal, still: bool) -> dict[str, Any]:
    """One import: how far it is, what was recognised, what is wrong, what would change, and what to do."""
    run = queries.run_of(proposal)
    name = names_of([proposal.begun_by]).get(proposal.begun_by, "")
    hidden = set(queries.hidden(visit).values_list("child_id", flat=True))
    sampled = proposal.sample[: _SAMPLED * len(proposal.counts or [1])]
    sample = [change for change in sampled if change[2].partition("|")[0] not in hidden]
    _shows(visit, (change[2].partition("|")[0] for change in sample))
    may_write = bool(visit.reach("write", "import", CARE))
    goes_on = proposal.state in (READING, APPLYING)
    return _proposal(proposal, visit, name) | {
        "title": _title(proposal),
        "key": visit.authority.key,
        "back": reverse("imports", args=[visit.authority.key]),
        "run": told(run, {}, visit) if run else None,
        "goes_on": goes_on and not (run and run.state in (FAILED, GIVEN_UP)),
        "shows_run": bool(run) and (goes_on or proposal.state == APPLIED),
        "still": still,
        "gravities": [_gravity(proposal, gravity, visit) for gravity in GRAVITIES if proposal.found.get(gravity)],
        "counts": [_count(count) for count in proposal.counts],
        "sample": [_change(change) for change in sample],
        "has_effect": proposal.has_effect,
        "may": {
            "apply": may_write and proposal.state == READ and proposal.has_effect,
            "drop": may_write and proposal.state in (READ, REFUSED),
            "again": may_write and proposal.state == READ,
        },
    }


def found(visit: Visit, proposal: Proposal, gravity: str, page: str) -> dict[str, Any]:
    """The problems of one gravity, a page at a time."""
    gravity = gravity if gravity in GRAVITIES else GRAVITIES[0]
    there = queries.findings(visit, proposal, gravity)
    total = there.count()
    number, pages = page_at(page, total, queries.A_PAGE)
    shown = list(there[(number - 1) * queries.A_PAGE : number * queries.A_PAGE])
    _shows(visit, (each.child for each in shown if each.child))
    return {
        "title": f"Problems: {GRAVITY_WORDS[gravity].lower()}",
        "caption": _title(proposal),
        "back": reverse("import", args=[visit.authority.key, proposal.pk]),
        "total": total,
        "rows": [_finding(each) for each in shown],
        "page": number,
        "pages": pages,
        "query": {"gravity": gravity},
    }


def _history(visit: Visit, page: str, may_write: bool) -> dict[str, Any]:
    store = deposits.store_of(visit.authority)
    versions = list(reversed(store.all_versions())) if is_store(store.folder) else []
    number, pages = page_at(page, len(versions), VERSIONS_A_PAGE)
    shown = versions[(number - 1) * VERSIONS_A_PAGE : number * VERSIONS_A_PAGE]
    return {
        "versions": [_version(each, is_last=each is versions[0]) for each in shown],
        "may_go_back": may_write,
        "keeps_a_record": bool(versions) and versions[0].of_records,
        "page": number,
        "pages": pages,
    }


def _version(version: Version, is_last: bool) -> dict[str, Any]:
    act = f"Back to version {version.restored}" if version.act == ROLLBACK else "Import"
    return {
        "number": version.number,
        "act": act,
        "when": moment(version.at),
        "who": version.author,
        "note": version.note,
        "holds": in_words(version.held) or (["A record"] if version.of_records else []),
        "rows": sum(kept.rows for kept in version.tables.values()),
        "is_last": is_last,
    }


def _proposal(proposal: Proposal, visit: Visit, name: str) -> dict[str, Any]:
    return {
        "number": proposal.pk,
        "called": _title(proposal),
        "href": reverse("import", args=[visit.authority.key, proposal.pk]),
        "state": proposal.state,
        "word": STATES[proposal.state],
        "by": name or ("somebody whose account is gone" if proposal.begun_by else "the watched folder"),
        "when": moment(proposal.begun_at),
        "files": proposal.files,
        "note": proposal.note,
        "recognised": proposal.recognised,
        "rows": proposal.rows,
        "is_way_back": proposal.to is not None,
        "to": proposal.to,
        "why": proposal.why,
        "version": proposal.version,
    }


def _title(proposal: Proposal) -> str:
    return f"Import {proposal.pk}" if proposal.to is None else f"Going back to version {proposal.to}"


def _gravity(proposal: Proposal, gravity: str, visit: Visit) -> dict[str, Any]:
    may_see = visit.reach("list", "problem_list", CARE)
    address = reverse("import-problems", args=[visit.authority.key, proposal.pk])
    return {
        "word": GRAVITY_WORDS[gravity],
        "count": proposal.found[gravity],
        "href": f"{address}?gravity={gravity}" if may_see else "",
    }


def _count(count: dict[str, Any]) -> dict[str, Any]:
    return {"table": _table(count["table"]), "numbers": [count[name] for name in _COUNTED]}


def _change(change: list[Any]) -> dict[str, Any]:
    name, what, row, field, before, after, read_from = change
    said = f"{field}: {before or 'blank'} becomes {after or 'blank'}" if field else after or before or ""
    return {"table": _table(name), "what": _WHAT.get(what, what), "row": row, "said": said, "from": read_from or ""}


def _finding(each: Any) -> dict[str, Any]:
    place = f"{counted_in(each.file)} {each.row:,}" if each.row else "Whole file"
    return {
        "file": each.file,
        "place": place,
        "field": each.field or "",
        "message": each.message,
        "remedy": each.what_to_do,
    }


def _table(name: str) -> str:
    known = TABLE_BY_NAME.get(name)
    return (known.name if known else name).replace("_", " ").capitalize()


def _shows(visit: Visit, child_ids: Iterable[str]) -> None:
    """Take down the children whose rows are shown, as far as the record has them."""
    visit.shows(table("children").filter(child_id__in={*child_ids, ""}).values_list("key", flat=True))

"""Puts the pages about the API together."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse

from handrail.permissions import COMMON, table_in_force
from handrail.publications.numbers import capital
from handrail.service.access import tokens
from handrail.service.access.models import Token
from handrail.service.api.forms import TokenForm
from handrail.service.api.openapi import document
from handrail.service.api.service import asked_for
from handrail.service.audit.sentences import moment
from handrail.service.authorities.visits import Visit
from handrail.service.design.forms import problems

GONE, OVER, GOOD = "Withdrawn", "Ran out", "In use"


def listed(visit: Visit) -> dict[str, Any]:
    """The tokens the visit reaches, those that hold first."""
    rows = [_row(visit, one) for one in tokens.reached(visit)]
    return {
        "title": "Tokens for programs",
        "authority": visit.authority.key,
        "good": [one for one in rows if one["state"] == GOOD],
        "over": [one for one in rows if one["state"] != GOOD],
        "whole": visit.scope.whole,
        "may_make": bool(choices(visit)),
    }


def choices(visit: Visit) -> list[tuple[str, str]]:
    """What a token of this person may be let do: what the API asks for and they may do themselves."""
    asked = {(each.action, each.kind, each.stream) for by_method in asked_for().values() for each in by_method.values()}
    kinds, actions = list(table_in_force().kinds), list(table_in_force().actions)
    mine = [(kind, action) for action, kind, stream in asked if visit.reach(action, kind, stream)]
    in_order = sorted(mine, key=lambda each: (kinds.index(each[0]), actions.index(each[1])))
    return [(f"{action} {kind}", _words(action, kind)) for kind, action in in_order]


def making(visit: Visit, form: TokenForm) -> dict[str, Any]:
    """The form that makes one."""
    back = reverse("tokens", args=[visit.authority.key])
    return {"title": "Make a token", "back": back, "form": form, "errors": problems(form)}


def made(visit: Visit, token: Token, secret: str) -> dict[str, Any]:
    """The token, shown this once."""
    return {
        "title": "The token is made",
        "back": reverse("tokens", args=[visit.authority.key]),
        "token": _row(visit, token),
        "secret": secret,
        "reference": reverse("api-reference", args=[visit.authority.key]),
    }


def reference(visit: Visit) -> dict[str, Any]:
    """Every address, what it does, and what it takes."""
    told = document(visit.authority.key)
    return {
        "title": "What programs may ask",
        "back": reverse("tokens", args=[visit.authority.key]),
        "begins": f"/{visit.authority.key}/api/v1",
        "document": reverse("openapi", args=[visit.authority.key]),
        "parts": list(_parts(told["paths"])),
        "per_minute": tokens.per_minute(),
    }


def _parts(paths: dict[str, dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path, by_method in paths.items():
        for method, told in by_method.items():
            found.setdefault(told["tags"][0], []).append(
                {
                    "id": told["operationId"],
                    "call": f"{method.upper()} {path}",
                    "summary": told["summary"],
                    "about": told["description"],
                    "takes": [_parameter(one) for one in told["parameters"] if one["in"] != "path"],
                }
            )
    yield from found.items()


def _parameter(one: dict[str, Any]) -> tuple[str, str]:
    about = one["schema"].get("description", "")
    return one["name"], f"{about}{' Needed.' if one['required'] else ''}".strip()


def _row(visit: Visit, one: Token) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "owner": one.account.name,
        "may": sorted(_words(*each) for each in _least(tokens.granted(one))),
        "expires_on": one.expires_on,
        "used": moment(one.used_at) if one.used_at else "Never",
        "state": GONE if one.withdrawn_at else OVER if one.expires_on < visit.today else GOOD,
        "may_withdraw": bool(visit.reach("write", tokens.KIND, COMMON)),
    }


def _least(granted: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """What was let, without what comes with something else that was."""
    every = set(granted)
    wider = {"list": ("read", "write", "approve", "export"), "read": ("write", "approve", "export")}
    return {each for each in every if not any((one, each[1]) in every for one in wider.get(each[0], ()))}


def _words(action: str, kind: str) -> str:
    table = table_in_force()
    return f"{capital(table.kind(kind).title)}: {table.action(action).title}"

"""Programs that ask, each with a token of somebody in a role."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.service.browser import chromium, opened, static_files  # noqa: F401
from tests.service.conftest import MORNING, TODAY
from tests.service.due.authority import load, made

from handrail.permissions import COMMON
from handrail.service.access.models import Account, Role, Token
from handrail.service.access.tokens import _hash
from handrail.service.api.service import asked_for
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute

EVERYTHING = sorted({f"{one.action} {one.kind}" for each in asked_for().values() for one in each.values()})


class Program:
    """A program with a token; its writes carry a new key unless they are given one."""

    def __init__(self, authority: Authority, secret: str, token: Token) -> None:
        self.authority, self.secret, self.token, self._client = authority, secret, token, Client()

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(self.address(path), query, headers=self._headers())

    def post(self, path: str, body: dict[str, Any], key: str = "", **more: Any) -> Any:
        headers = self._headers() | {"Idempotency-Key": key or uuid4().hex}
        more.setdefault("content_type", "application/json")
        return self._client.post(self.address(path), body, headers=headers, **more)

    def send(self, path: str, form: dict[str, Any], key: str = "") -> Any:
        headers = self._headers() | {"Idempotency-Key": key or uuid4().hex}
        return self._client.post(self.address(path), form, headers=headers)

    def address(self, path: str) -> str:
        return f"/{self.authority.key}/api/v1{path}"

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"} if self.secret else {}


Programs = Callable[..., Program]


@pytest.fixture
def program(on_the_day: None) -> Programs:
    """A program of somebody in a role who may also hold tokens: program(fairlea, "reviewing_officer", worker_id=…).

    `may` is what the token may do, everything unless it is said; `beside` is the role that lets its owner hold one.
    """

    def make(
        authority: Authority,
        role: str,
        stream: str = "care_and_protection",
        *,
        worker_id: str = "",
        may: list[str] | None = None,
        expires_on: date = TODAY + timedelta(days=30),
        beside: str = "administrator",
        **held: Any,
    ) -> Program:
        account = Account.objects.create_user(f"{uuid4().hex}@example.org", "Amara Osei")
        given = {"holds_from": TODAY - timedelta(days=365), **held}
        secret = f"handrail_{uuid4().hex}"
        with wall(authority):
            if role != beside:
                Role.objects.create(account=account, role=role, stream=stream, worker_id=worker_id, **given)
            if beside:
                Role.objects.create(account=account, role=beside, stream=COMMON, holds_from=given["holds_from"])
            token = Token.objects.create(
                account=account,
                name="A program",
                hash=_hash(secret),
                may=EVERYTHING if may is None else may,
                made_at=MORNING,
                expires_on=expires_on,
            )
        return Program(authority, secret, token)

    return make


@pytest.fixture
def recorded(fairlea: Authority, on_the_day: None) -> Authority:
    """Fairlea with a made-up record of sixty children and what is due for them."""
    load(fairlea, made(60))
    recompute.for_all(fairlea)
    return fairlea

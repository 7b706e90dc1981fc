"""Real servers to send to, and the post as a worker sends it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
import pytest_socket
from django.conf import settings as ours
from tests.service.post.sinks import Notify as NotifySink
from tests.service.post.sinks import Sink, Smtp, listening

from handrail.service.access.models import Account
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.config.environment import Notify
from handrail.service.config.mail import mail
from handrail.service.post.models import Message
from handrail.service.post.sending import send_waiting

SERVICE, SECRET = "0b1e6e9c-3c66-4d5c-8a2a-4a6a9d0a3f11", "5a9a1f5e-9d1f-4a52-b7a0-2f0e6b1f7c22"


@pytest.fixture
def local() -> None:
    """This machine may be reached, and no other."""
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"])


@pytest.fixture
def sent_to(local: None, settings: Any) -> Iterator[Callable[[str], Sink]]:
    """A mail server that behaves in some manner, and the settings that lead to it."""
    with ExitStack() as stack:

        def lead(manner: str) -> Sink:
            sink = stack.enter_context(listening(Sink(manner), Smtp))
            _set(settings, **mail(f"smtp://127.0.0.1:{sink.port}") | {"EMAIL_TIMEOUT": 0.5})
            return sink

        yield lead


@pytest.fixture
def notified(local: None, settings: Any) -> Iterator[Callable[[str], Sink]]:
    """The same of GOV.UK Notify."""
    with ExitStack() as stack:

        def lead(manner: str) -> Sink:
            sink = stack.enter_context(listening(Sink(manner), NotifySink))
            there = Notify(SERVICE, SECRET, "a template", f"http://127.0.0.1:{sink.port}")
            _set(settings, **mail("", by_notify=True) | {"EMAIL_TIMEOUT": 0.5})
            settings.HANDRAIL = replace(ours.HANDRAIL, notify=there)
            return sink

        yield lead


def _set(settings: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(settings, name, value)


@pytest.fixture
def send(fairlea: Authority) -> Callable[[], str]:
    """Sends what waits."""
    return lambda: send_waiting(fairlea, lambda done, of, what: None)


@pytest.fixture
def message(fairlea: Authority) -> Callable[[], Message]:
    """The one message as it stands in the database."""

    def find() -> Message:
        with wall(fairlea):
            return Message.objects.get()

    return find


@pytest.fixture
def worker(db: None) -> Account:
    """Somebody who works here."""
    return Account.objects.create_user("amara.osei@fairlea.example", "Amara Osei")

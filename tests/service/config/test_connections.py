"""Addresses of database and mail server as Django wants them."""

import pytest

from handrail.service.config.databases import database
from handrail.service.config.mail import mail


def test_postgresql_at_a_host_and_in_a_socket() -> None:
    there = database("postgresql://user:p%40ss@db.example:6432/handrail?sslmode=verify-full")
    assert (there["USER"], there["PASSWORD"], there["HOST"], there["PORT"]) == ("user", "p@ss", "db.example", "6432")
    assert there["OPTIONS"] == {"sslmode": "verify-full", "options": "-c jit=off"}
    assert database("postgresql://user@/handrail?host=/run/postgresql")["HOST"] == "/run/postgresql"
    assert database("postgresql://user@db.example/h?options=-c%20jit%3Don")["OPTIONS"] == {"options": "-c jit=on"}


def test_sqlite_writes_ahead_and_holds_its_links() -> None:
    found = database("sqlite:///var/handrail.sqlite3")
    assert found["NAME"] == "var/handrail.sqlite3"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert "foreign_keys=ON" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail", 25, False, False),
        ("smtp+tls://mail", 587, True, False),
        ("smtps://mail:4650", 4650, False, True),
    ],
)
def test_mail_servers(address: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail(address)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_names_and_passwords_of_mail_may_hold_any_sign() -> None:
    found = mail("smtp+tls://u%40x:p%3Aw@mail")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("u@x", "p:w")
    assert mail("")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")

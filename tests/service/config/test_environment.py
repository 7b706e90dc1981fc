"""The environment is read once, and everything wrong with it is said at once in plain words."""

from datetime import date
from pathlib import Path

import pytest

from handrail.service.config.environment import BadEnvironment, Environment, read
from handrail.trail.keys import new_signing_key

LIVE = {
    "HANDRAIL_SECRET_KEY": "s" * 64,
    "HANDRAIL_DATABASE": "postgresql://handrail:pw@db/handrail",
    "HANDRAIL_HOSTS": "handrail.example.gov.uk, other.example.gov.uk",
    "HANDRAIL_DATA": "/srv/handrail",
    "HANDRAIL_MAIL_FROM": "iro@example.gov.uk",
}


def wrong(**changed: str) -> str:
    with pytest.raises(BadEnvironment) as refused:
        read({**LIVE, **{f"HANDRAIL_{name}": value for name, value in changed.items()}})
    return str(refused.value)


def test_a_deployment_says_five_things() -> None:
    found = read({**LIVE, "PATH": "/bin"})
    assert found.hosts == ("handrail.example.gov.uk", "other.example.gov.uk")
    assert (found.data, found.demo, found.today, found.provider) == (Path("/srv/handrail"), False, None, None)


def test_a_demonstration_needs_nothing_more_and_may_stand_at_a_day() -> None:
    found = read({"HANDRAIL_DEMO": "1", "HANDRAIL_TODAY": "2026-04-02"})
    assert isinstance(found, Environment)
    assert (found.today, found.database) == (date(2026, 4, 2), "sqlite:///var/handrail.sqlite3")


def test_the_key_that_signs_checkpoints_is_named_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(new_signing_key())
    assert read({**LIVE, "HANDRAIL_AUDIT_KEY": str(tmp_path / "key")}).audit_key == tmp_path / "key"
    assert read(LIVE).audit_key is None


def test_everything_missing_is_named_at_once() -> None:
    with pytest.raises(BadEnvironment) as refused:
        read({})
    lines = str(refused.value).splitlines()
    assert [line.split()[0] for line in lines] == [*LIVE]
    assert all("docs/how-to/run-the-service.md" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "shorter than 50 characters"),
        ("CODES_KEY", f"{'n' * 50},short", "shorter than 50 characters"),
        ("DATABASE", "mysql://x/y", "PostgreSQL (postgresql://…) or SQLite"),
        ("DATABASE", "not an address", "it is not a database address"),
        ("DATABASE", "postgresql://host", "it names no database"),
        ("HOSTS", "*", "* is refused"),
        ("HOSTS", " , ", "name each host"),
        ("MAIL", "http://mail", "write smtp://"),
        ("PROXIES", "-1", "not a whole number"),
        ("DEMO", "yes", "write 1 for yes"),
        ("TODAY", "02/04/2026", "not a day such as 2026-04-02"),
        ("TODAY", "2026-04-02", "only with HANDRAIL_DEMO=1"),
        ("AUDIT_KEY", "/nowhere/key", "the file cannot be read (No such file or directory)"),
        ("AUDIT_KEY", __file__, "This is no private key in PEM form"),
        ("LOG_LEVEL", "loud", "it is none of DEBUG, INFO"),
        ("DUE_SOON_DAYS", "soon", "it is not a whole number"),
        ("OIDC_ISSUER", "https://login.example", "HANDRAIL_OIDC_CLIENT_ID is not set"),
        ("SECRETKEY", "x", "HANDRAIL_SECRETKEY is not a setting of Handrail. There are: HANDRAIL_SECRET_KEY"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(name: str, value: str, said: str) -> None:
    assert said in wrong(**{name: value})


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("f" * 60 + "\n")
    live = {name: value for name, value in LIVE.items() if name != "HANDRAIL_SECRET_KEY"}
    assert read({**live, "HANDRAIL_SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == "f" * 60
    assert "the file cannot be read" in wrong(SECRET_KEY_FILE=str(tmp_path / "none"))


def test_a_secret_is_never_quoted() -> None:
    assert "hunter2" not in wrong(SECRET_KEY="hunter2")


def test_the_provider_is_known_by_its_origin() -> None:
    given = {"OIDC_ISSUER": "https://login.example/tenant/v2", "OIDC_CLIENT_ID": "id", "OIDC_CLIENT_SECRET": "s"}
    found = read({**LIVE, **{f"HANDRAIL_{name}": value for name, value in given.items()}}).provider
    assert found
    assert (found.origin, found.name) == ("https://login.example", "your work account")


KEY = "handrail-0b1e6e9c-3c66-4d5c-8a2a-4a6a9d0a3f11-5a9a1f5e-9d1f-4a52-b7a0-2f0e6b1f7c22"


def test_a_key_of_govuk_notify_is_its_service_and_its_secret() -> None:
    found = read({**LIVE, "HANDRAIL_NOTIFY_KEY": KEY, "HANDRAIL_NOTIFY_TEMPLATE": "a template"}).notify
    assert found is not None
    assert (found.service, found.secret) == (KEY[9:45], KEY[46:])
    assert found.address == "https://api.notifications.service.gov.uk"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"NOTIFY_KEY": KEY}, "belong together"),
        ({"NOTIFY_TEMPLATE": "a template"}, "belong together"),
        ({"NOTIFY_KEY": KEY[5:60], "NOTIFY_TEMPLATE": "a template"}, "it is not a key of GOV.UK Notify"),
        ({"NOTIFY_KEY": KEY, "NOTIFY_TEMPLATE": "a template", "MAIL": "smtp://host"}, "Mail leaves by one way"),
        ({"ADDRESS": "handrail.example.gov.uk"}, "it is not an address"),
    ],
)
def test_how_mail_leaves_and_where_the_service_is_must_be_whole(told: dict[str, str], said: str) -> None:
    assert said in wrong(**told)


def test_messages_say_the_first_host_unless_told_an_address() -> None:
    assert read(LIVE).address == "https://handrail.example.gov.uk"
    assert read({**LIVE, "HANDRAIL_ADDRESS": "https://iro.example.gov.uk/"}).address == "https://iro.example.gov.uk"


def test_codes_are_encrypted_by_keys_of_their_own_or_the_secret_key() -> None:
    assert read(LIVE).codes_key == (LIVE["HANDRAIL_SECRET_KEY"],)
    assert read({**LIVE, "HANDRAIL_CODES_KEY": f"{'n' * 50}, {'o' * 50}"}).codes_key == ("n" * 50, "o" * 50)

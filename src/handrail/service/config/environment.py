"""What the service is told by its environment, each value read once, with plain words for what is wrong.

A secret may stand in a file instead: HANDRAIL_SECRET_KEY_FILE names the file that HANDRAIL_SECRET_KEY would hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from handrail.trail.keys import signing_key

_PREFIX, _FILE = "HANDRAIL_", "_FILE"
_OF_THE_TESTS = ("HANDRAIL_TEST_", "HANDRAIL_EXAMPLES")
_OF_PROVIDER = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME")
_OF_NOTIFY = ("NOTIFY_KEY", "NOTIFY_TEMPLATE", "NOTIFY_ADDRESS")
_SHORTEST_SECRET = 50
_UUID = 36


class BadEnvironment(ValueError):
    """What is wrong with the environment and what to do, one line each."""


@dataclass(frozen=True)
class Provider:
    """The council's identity provider (OpenID Connect): its address, our id and secret there, and its name on the page."""

    issuer: str
    client_id: str
    client_secret: str
    name: str

    @property
    def origin(self) -> str:
        """Scheme and host of its address."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.issuer))


@dataclass(frozen=True)
class Notify:
    """The council's account with GOV.UK Notify: service and secret of its key, its template, and where Notify is."""

    service: str
    secret: str
    template: str
    address: str


@dataclass(frozen=True)
class Environment:
    """The settings of one deployment.

    `demo` is a made-up authority on one machine: plain HTTP, a fixed secret, a `today` that may be set. `address` is
    where people open the service, as its messages say it. `data` is the folder that holds what is handed in;
    `backup_database` the database as a user sees it who passes through its walls, empty where the service's own does;
    `audit_key` the file of the key that signs checkpoints of the trail; `proxies` is how many proxies stand in front and may be believed; `night_at` when
    the night's work begins, as the clock shows it in England; `watched` the folder whose folders of authorities are taken in
    every night, applied at once where nothing is wrong if `watched_applies`; `api_per_minute` how many requests a token of
    the API may make in a minute. the keys of `codes_key` encrypt what one-time codes are made from, the newest first.
    """

    secret_key: str
    codes_key: tuple[str, ...]
    database: str
    backup_database: str
    hosts: tuple[str, ...]
    data: Path
    mail: str
    mail_from: str
    notify: Notify | None
    address: str
    proxies: int
    demo: bool
    today: date | None
    log_level: str
    due_soon_days: int
    audit_key: Path | None
    night_at: time
    watched: Path | None
    watched_applies: bool
    api_per_minute: int
    provider: Provider | None


def read(given: Mapping[str, str]) -> Environment:
    """The environment as typed settings. Raises BadEnvironment naming everything that is wrong."""
    reader = _Reader(given)
    demo = reader.of("DEMO", "", _truth)
    found = Environment(
        secret_key=reader.of("SECRET_KEY", "demo-" * 12 if demo else None, _secret),
        codes_key=reader.of("CODES_KEY", "", _secrets),
        database=reader.of("DATABASE", "sqlite:///var/handrail.sqlite3" if demo else None, _database),
        backup_database=reader.of("BACKUP_DATABASE", "", _database_or_none),
        hosts=reader.of("HOSTS", "localhost,127.0.0.1,[::1]" if demo else None, _names),
        data=reader.of("DATA", "var/data" if demo else None, Path),
        mail=reader.of("MAIL", "", _mail),
        mail_from=reader.of("MAIL_FROM", "handrail@localhost" if demo else None, str),
        notify=reader.notify(),
        address=reader.of("ADDRESS", "http://localhost:8000" if demo else "", _address),
        proxies=reader.of("PROXIES", "0", _count),
        demo=bool(demo),
        today=reader.of("TODAY", "", _day),
        log_level=reader.of("LOG_LEVEL", "INFO", _level),
        due_soon_days=reader.of("DUE_SOON_DAYS", "14", _count),
        audit_key=reader.of("AUDIT_KEY", "", _signing_key),
        night_at=reader.of("NIGHT_AT", "02:00", _time),
        watched=reader.of("WATCHED", "", _folder),
        watched_applies=bool(reader.of("WATCHED_APPLIES", "", _truth)),
        api_per_minute=reader.of("API_PER_MINUTE", "300", _count),
        provider=reader.provider(),
    )
    if found.mail and found.notify:
        reader.wrong.append(
            "HANDRAIL_MAIL and HANDRAIL_NOTIFY_KEY are both set. Mail leaves by one way: set one of them."
        )
    if found.today and not found.demo:
        reader.wrong.append("HANDRAIL_TODAY may be set only with HANDRAIL_DEMO=1: real work happens today.")
    reader.refuse()
    return replace(
        found,
        address=found.address or f"https://{found.hosts[0]}",
        codes_key=found.codes_key or (found.secret_key,),
    )


class _Reader:
    """Reads one value at a time and takes down everything that is wrong."""

    def __init__(self, given: Mapping[str, str]) -> None:
        ours = (name for name in given if name.startswith(_PREFIX) and not name.startswith(_OF_THE_TESTS))
        self._given = {name: given[name] for name in ours}
        self._asked: set[str] = set()
        self.wrong: list[str] = []

    def of(self, name: str, otherwise: str | None, into: Callable[[str], Any]) -> Any:
        text = self._text(f"{_PREFIX}{name}")
        text = otherwise if text is None else text
        if text is None:
            self.wrong.append(f"HANDRAIL_{name} is not set. docs/how-to/run-the-service.md says what it holds.")
            return None
        try:
            return into(text)
        except ValueError as error:
            self.wrong.append(f"HANDRAIL_{name}: {error}")
            return None

    def notify(self) -> Notify | None:
        """GOV.UK Notify: key and template, or nothing."""
        key = self.of("NOTIFY_KEY", "", _notify_key)
        template = self.of("NOTIFY_TEMPLATE", "", str)
        address = self.of("NOTIFY_ADDRESS", "https://api.notifications.service.gov.uk", _address)
        if bool(key) != bool(template):
            self.wrong.append("HANDRAIL_NOTIFY_KEY and HANDRAIL_NOTIFY_TEMPLATE belong together: set both or none.")
        return Notify(key[0], key[1], template, address) if key and template else None

    def provider(self) -> Provider | None:
        """The identity provider: all of it or nothing."""
        names = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
        values = [self._text(f"{_PREFIX}{name}") for name in names]
        name = self._text("HANDRAIL_OIDC_NAME") or "your work account"
        if not any(values):
            return None
        self.wrong += [
            f"HANDRAIL_{one} is not set, and another HANDRAIL_OIDC setting is. Set all three or none."
            for one, value in zip(names, values, strict=True)
            if not value
        ]
        return Provider(values[0] or "", values[1] or "", values[2] or "", name)

    def refuse(self) -> None:
        """Raise BadEnvironment if anything was wrong, or is set that nobody reads."""
        for name in sorted(set(self._given) - self._asked):
            self.wrong.append(f"{name} is not a setting of Handrail. There are: {', '.join(_names_there_are())}.")
        if self.wrong:
            raise BadEnvironment("\n".join(self.wrong))

    def _text(self, name: str) -> str | None:
        self._asked |= {name, name + _FILE}
        if name + _FILE in self._given:
            return self._from_file(name + _FILE)
        return self._given.get(name)

    def _from_file(self, name: str) -> str | None:
        try:
            return Path(self._given[name]).read_text(encoding="utf-8").strip()
        except OSError as error:
            self.wrong.append(f"{name}: the file cannot be read ({error.strerror}).")
            return None


def _names_there_are() -> list[str]:
    names = [field.name.upper() for field in fields(Environment) if field.name not in ("provider", "notify")]
    return [f"{_PREFIX}{name}" for name in (*names, *_OF_PROVIDER, *_OF_NOTIFY)]


def _truth(text: str) -> bool:
    if text not in ("", "0", "1"):
        raise ValueError("write 1 for yes, 0 or nothing for no.")
    return text == "1"


def _secret(text: str) -> str:
    if len(text) < _SHORTEST_SECRET:
        raise ValueError(f"it is shorter than {_SHORTEST_SECRET} characters. `handrail secret` makes a good one.")
    return text


def _secrets(text: str) -> tuple[str, ...]:
    """Several, with commas between; none where there is nothing."""
    return tuple(_secret(one.strip()) for one in text.split(",") if one.strip())


def _database(text: str) -> str:
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError("it is not a database address such as postgresql://user@host/handrail.") from None
    if url.get_backend_name() not in ("postgresql", "sqlite"):
        raise ValueError("Handrail keeps its work in PostgreSQL (postgresql://…) or SQLite (sqlite:///file).")
    if not url.database:
        raise ValueError("it names no database: postgresql://user@host/handrail, or sqlite:///file.")
    return text


def _database_or_none(text: str) -> str:
    return _database(text) if text else ""


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if not names or "*" in names:
        raise ValueError("name each host the service answers for, with commas between; * is refused.")
    return names


def _mail(text: str) -> str:
    if text and urlsplit(text).scheme not in ("smtp", "smtps", "smtp+tls"):
        raise ValueError("write smtp://host:25, smtp+tls://user:password@host:587, or smtps://….")
    return text


def _address(text: str) -> str:
    if text and (urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname):
        raise ValueError("it is not an address such as https://handrail.example.gov.uk.")
    return text.rstrip("/")


def _notify_key(text: str) -> tuple[str, str] | None:
    """The key as Notify gives it out: a name, then the service and the secret, each a UUID, with hyphens between."""
    if not text:
        return None
    service, secret = text[-2 * _UUID - 1 : -_UUID - 1], text[-_UUID:]
    try:
        return str(UUID(service)), str(UUID(secret))
    except ValueError:
        raise ValueError("it is not a key of GOV.UK Notify: copy the whole of it, as Notify showed it.") from None


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("it is not a whole number.")
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError("it is not a day such as 2026-04-02.") from None


def _folder(text: str) -> Path | None:
    if text and not Path(text).is_dir():
        raise ValueError("there is no such folder.")
    return Path(text) if text else None


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ValueError("it is not a time such as 02:00.") from None


def _signing_key(text: str) -> Path | None:
    if not text:
        return None
    try:
        signing_key(Path(text).read_bytes())
    except OSError as error:
        raise ValueError(f"the file cannot be read ({error.strerror}).") from None
    return Path(text)


def _level(text: str) -> str:
    levels = ("DEBUG", "INFO", "WARNING", "ERROR")
    if text not in levels:
        raise ValueError(f"it is none of {', '.join(levels)}.")
    return text

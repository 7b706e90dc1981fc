"""The database as Django wants it, from its address."""

from typing import Any

from sqlalchemy.engine import URL, make_url

_SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
_NOT_COMPILED = "-c jit=off"
"""Compiling a page's queries takes PostgreSQL longer than answering them."""
_KEPT_OPEN = 600  # seconds; below the idle limit of the usual poolers


def database(address: str) -> dict[str, Any]:
    """Django's settings of one database: PostgreSQL, or SQLite with one writer at a time and readers beside it."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.database, "OPTIONS": options}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.database,
        "USER": url.username or "",
        "PASSWORD": url.password or "",
        "HOST": url.host or _text(url, "host"),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": _KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": _NOT_COMPILED} | {name: value for name, value in url.query.items() if name != "host"},
    }


def _text(url: URL, name: str) -> str:
    value = url.query.get(name, "")
    return value if isinstance(value, str) else value[0]

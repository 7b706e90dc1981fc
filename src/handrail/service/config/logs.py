"""Logs as one JSON object a line, without personal data.

A line holds what its author named for it and nothing else: no address (it holds keys of records), no message of an
exception (it may quote a value), no arguments. Of an exception it says the type and where in our code it happened.
"""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

NAMED = ("request", "route", "method", "status", "milliseconds", "task", "authority", "count", "entry")
"""What a line may say besides its words: never whom it is about."""

_HOUSE = Path(__file__).resolve().parents[3]


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one event: its words without their arguments, and what is named for it."""
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "said": record.msg if isinstance(record.msg, str) else type(record.msg).__name__,
        }
        said |= {name: getattr(record, name) for name in NAMED if isinstance(getattr(record, name, None), str | int)}
        if record.exc_info and record.exc_info[0]:
            said["error"], said["in"] = record.exc_info[0].__name__, _places(record.exc_info[2])
        return json.dumps(said, ensure_ascii=False)


def _places(trace: TracebackType | None) -> list[str]:
    """File and line of each step, without what stood in it."""
    return [f"{_short(frame.filename)}:{frame.lineno}" for frame in extract_tb(trace)]


def _short(file: str) -> str:
    path = Path(file)
    return path.relative_to(_HOUSE).as_posix() if path.is_relative_to(_HOUSE) else path.name


def logs(level: str) -> dict[str, Any]:
    """The logging settings: everything to standard error, in this form."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": Lines}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            **{name: {"handlers": [], "propagate": True} for name in ("django", "django.server", "axes")},
            **{name: {"level": "WARNING"} for name in ("django_tasks", "django_tasks_db")},
        },
    }

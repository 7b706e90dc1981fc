"""A log line is one JSON object and holds nothing of whom it is about."""

import json
import logging
import sys

from handrail.service.config.logs import Lines, logs

NAME = "Leah Okafor"


def line(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = json.loads(Lines().format(record))
    return found


def a_record(said: str, *arguments: object, **extra: object) -> logging.LogRecord:
    record = logging.LogRecord("handrail.x", logging.INFO, __file__, 1, said, arguments, None)
    record.__dict__.update(extra)
    return record


def test_a_line_says_what_its_author_named() -> None:
    found = line(a_record("answered", route="people:child", status=200, child=NAME))
    assert (found["said"], found["route"], found["status"]) == ("answered", "people:child", 200)
    assert "child" not in found


def test_arguments_are_left_out() -> None:
    assert NAME not in json.dumps(line(a_record("Not Found: %s", f"/fairlea/{NAME}")))


def test_of_an_exception_it_says_the_type_and_the_place() -> None:
    try:
        raise KeyError(NAME)
    except KeyError:
        record = a_record("failed")
        record.exc_info = sys.exc_info()
    found = line(record)
    assert found["error"] == "KeyError"
    assert NAME not in json.dumps(found)
    assert str(found["in"][-1]).startswith("test_logs.py:")  # type: ignore[index]


def test_every_logger_writes_in_this_form() -> None:
    assert logs("INFO")["root"]["handlers"] == ["lines"]
    assert logs("INFO")["loggers"]["django"]["handlers"] == []

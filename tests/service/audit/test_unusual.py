"""What asks somebody to ask: each rule alone, at its edges."""

from datetime import UTC, datetime

import pytest

from handrail.service.audit.unusual import EMERGENCY, MANY, Look, marks
from handrail.service.clock import LONDON


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 4, 1, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (Look("read", "own_children", at(14), 1), []),
        (Look("read", "own_team", at(14), MANY - 1), []),
        (Look("read", EMERGENCY, at(14), 1), ["by emergency access"]),
        (Look("broke_glass", "", at(14), 0), ["by emergency access"]),
        (Look("read", "own_service", at(14), 1), ["by somebody neither allocated to the child nor in the team"]),
        (Look("export", "own_service", at(14), 0), ["by somebody neither allocated to the child nor in the team"]),
        (Look("list", "own_service", at(14), 0), []),
        (Look("import", "", at(14), 0), []),
        (Look("read", "own_children", at(21, 59), 1), []),
        (Look("read", "own_children", at(22), 1), ["at night"]),
        (Look("read", "own_children", at(5, 59), 1), ["at night"]),
        (Look("read", "own_children", at(6), 1), []),
        (Look("read", "own_children", at(14), MANY), ["one of 15 children opened within minutes"]),
        (Look("read", EMERGENCY, at(2), 40),
         ["by emergency access", "at night", "one of 40 children opened within minutes"]),
    ],
)  # fmt: skip
def test_what_is_marked(look: Look, expected: list[str]) -> None:
    assert marks(look) == expected


def test_night_is_night_in_england() -> None:
    summer = datetime(2026, 7, 1, 21, 30, tzinfo=UTC).astimezone(LONDON)
    assert marks(Look("read", "own_children", summer, 1)) == ["at night"]

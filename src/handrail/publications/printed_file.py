"""What publications have printed, as a file: what is read is what was written, or a ValueError says why."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from handrail.measures.periods import Period
from handrail.publications.disclosure import How
from handrail.publications.disclosure import Shown as Told
from handrail.publications.printed_before import Printed, PrintedNumber


def written(printed: Iterable[Printed]) -> bytes:
    """As JSON, one number a line."""
    rows = [json.dumps(_row(one, number), ensure_ascii=False) for one in printed for number in one.numbers]
    return ("[\n" + ",\n".join(rows) + "\n]\n").encode()


def read(data: bytes) -> tuple[Printed, ...]:
    """What was written, audience by audience. Raises ValueError where it is not as Handrail writes it."""
    found: dict[str, list[PrintedNumber]] = {}
    try:
        for row in json.loads(data):
            found.setdefault(str(row["audience"]), []).append(_read(row))
    except (KeyError, TypeError, AttributeError, RecursionError, ValueError) as error:
        raise ValueError("it is not as Handrail writes it") from error
    return tuple(Printed(audience, tuple(numbers)) for audience, numbers in found.items())


def _row(printed: Printed, one: PrintedNumber) -> dict[str, Any]:
    told = one.told
    return {
        "audience": printed.audience,
        "measure": one.measure,
        "period": [one.period.first.isoformat(), one.period.last.isoformat()],
        "where": dict(one.where),
        "settings": dict(one.settings),
        "part": one.part,
        "how": told.how.value,
        "words": told.words,
        "range": [told.least, told.most],
        "value": told.value,
        "count": one.count,
    }


def _read(row: Mapping[str, Any]) -> PrintedNumber:
    first, last = (date.fromisoformat(day) for day in row["period"])
    least, most = (_number_or_none(end) for end in row["range"])
    return PrintedNumber(
        measure=str(row["measure"]),
        period=Period(first, last),
        where=_pairs(row["where"]),
        settings=_pairs(row["settings"]),
        part=str(row["part"]),
        told=Told(How(row["how"]), str(row["words"]), least, most, _number_or_none(row["value"])),
        count=_number_or_none(row["count"]),
    )


def _pairs(said: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((str(name), str(value)) for name, value in said.items()))


def _number_or_none(value: Any) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError(value)

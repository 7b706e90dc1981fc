"""England's own figures, shipped (`england.toml`): a few years of what a report most often stands beside."""

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path

from handrail.comparators import areas
from handrail.comparators.indicators import NUMBER, known
from handrail.comparators.rows import GIVEN, Comparator

_FILE = Path(__file__).with_name("england.toml")


@cache
def figures() -> tuple[Comparator, ...]:
    """The shipped figures of England, each with its source and the place in the file it stands."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    england = areas.regions()["england"]
    found = []
    for entry in data["figure"]:
        indicator, counts = known()[entry["indicator"]].indicator, entry.get("counts", {})
        for year, value in entry["values"].items():
            numerator, denominator = map(Decimal, counts[year]) if year in counts else (None, None)
            found.append(
                Comparator(
                    indicator.name,
                    entry["measure"],
                    england.code,
                    england.number,
                    england.name,
                    england.kind,
                    "",
                    "",
                    int(year),
                    numerator,
                    denominator,
                    Decimal(value),
                    GIVEN,
                    "",
                    "to the nearest 10" if indicator.measured_in == NUMBER else "",
                    data["source"],
                    data["edition"],
                    f"{_FILE.name}, {indicator.name}, read {data['read_on'].isoformat()}",
                )
            )
    return tuple(found)

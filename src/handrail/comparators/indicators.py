"""The catalogue of published indicators (`indicators.toml`): what each counts, and which of our measures mean the same."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handrail.comparators.rows import Indicator

NUMBER, PER_CENT, PER_10_000, WORKING_DAYS = "number", "per cent", "per 10,000 children", "working days"
AT_31_MARCH, YEAR_TO_31_MARCH, AT_30_JUNE = "at 31 March", "year to 31 March", "at 30 June"

_FILE = Path(__file__).with_name("indicators.toml")


@dataclass(frozen=True)
class Known:
    """An indicator whose definition we know, the measures of ours that mean the same, and why others that look alike do not."""

    indicator: Indicator
    decimals: int | None
    beside: tuple[str, ...]
    settings: Mapping[str, str]
    caution: str
    apart: Mapping[str, str]


@cache
def known() -> dict[str, Known]:
    """Every indicator whose definition we know, by name."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: Known(
            Indicator(name, entry["title"], entry["unit"], entry["measured_in"], entry["timing"], entry["definition"]),
            entry.get("decimals"),
            tuple(entry.get("beside", ())),
            entry.get("settings", {}),
            entry.get("caution", ""),
            entry.get("apart", {}),
        )
        for name, entry in data.items()
    }

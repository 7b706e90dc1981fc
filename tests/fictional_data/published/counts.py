"""What the three authorities are made from: counts beside the project, and those that stand only in print."""

import json
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def shared_counts(shared: Path, report: str) -> dict[str, Any]:
    """The counts of one report (DUD, SUN or SHR) from the reference material beside the project."""
    found = json.loads((shared / "reference/published-tables/counts.json").read_text(encoding="utf-8"))
    return dict(found[report])


def further_counts(name: str) -> dict[str, Any]:
    """The counts of one authority that the shared file does not hold, from the TOML file beside its builder."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def in_months(counts: dict[str, Sequence[int]]) -> list[tuple[int, int]]:
    """Pairs by month, April first."""
    return [(first, second) for first, second in counts.values()]


def evenly(number: int, parts: int = 12) -> list[int]:
    """A number spread as evenly as whole numbers go."""
    return [number * (part + 1) // parts - number * part // parts for part in range(parts)]


def repeated(counts: dict[str, int]) -> list[str]:
    """Each word as often as its count says."""
    return [word for word, number in counts.items() for _ in range(number)]


def shared_out(number: int, weights: Iterable[float]) -> list[int]:
    """A number shared out in proportion to weights, to whole numbers that add up to it."""
    weights = list(weights)
    total, given, shares, seen = sum(weights), 0, [], 0.0
    for weight in weights:
        seen += weight
        share = round(number * seen / total) - given
        shares.append(share)
        given += share
    return shares

"""Picking rows of a store: by indicator, area and year, in the newest edition of each source."""

from collections.abc import Iterable
from difflib import get_close_matches

from handrail.comparators import areas, england
from handrail.comparators.folder import Store
from handrail.comparators.indicators import known
from handrail.comparators.neighbours import average, when
from handrail.comparators.rows import AUTHORITY, Area, Comparator


class NothingCalledSo(ValueError):
    """There is no indicator, area or model of this name; the message names the nearest."""


def shipped() -> Store:
    """The figures of England that Handrail ships, as a store."""
    rows = list(england.figures())
    return Store(rows, {row.indicator: known()[row.indicator].indicator for row in rows})


def of_indicator(store: Store, name: str) -> list[Comparator]:
    """The rows of an indicator, by our name for it or the source's. Raises NothingCalledSo."""
    found = [row for row in store.comparators if name in (row.indicator, row.source_indicator)]
    if not found:
        raise NothingCalledSo(_no("indicator", name, {row.indicator for row in store.comparators}))
    return found


def areas_called(store: Store, text: str) -> list[Area]:
    """The area of this name, number or code, under every code it has had. Raises NothingCalledSo."""
    found = store.areas.find(text)
    if not found:
        names = {area.name for area in (*store.areas.all(), *areas.regions().values())}
        raise NothingCalledSo(_no("area", text, names))
    return found


def of_areas(rows: Iterable[Comparator], wanted: Iterable[Area]) -> list[Comparator]:
    """The rows of these areas, whichever code they then had."""
    wanted = list(wanted)
    numbers = {area.number for area in wanted if area.number}
    codes = {area.code for area in wanted if area.code}
    return [row for row in rows if row.area_number in numbers or (not row.area_number and row.area_code in codes)]


def of_neighbours(
    store: Store, rows: Iterable[Comparator], wanted: Iterable[Area], how: str, model: str | None
) -> list[Comparator]:
    """The mean or median of the statistical neighbours of these authorities. Raises NothingCalledSo where none are known."""
    found: list[Comparator] = []
    rows = list(rows)
    numbers = sorted({area.number for area in wanted if area.kind == AUTHORITY})
    for number in numbers:
        found.extend(average(number, rows, store.neighbours, store.areas, how, model))
    if not found:
        models = sorted({each.model for each in store.neighbours})
        raise NothingCalledSo(
            f"no statistical neighbours{f' of the model {model}' if model else ''} with figures are known here. "
            f"Models in this store: {', '.join(models) or 'none; load a list of statistical neighbours'}."
        )
    return found


def newest(rows: Iterable[Comparator]) -> tuple[list[Comparator], int]:
    """Of each figure the newest edition of each source, and how many of an earlier one differ from it."""
    latest: dict[tuple[str, ...], Comparator] = {}
    differ = 0
    for row in sorted(rows, key=lambda each: when(each.edition)):
        key = (row.indicator, row.area_number or row.area_code, row.area_kind, str(row.year), row.source)
        earlier = latest.get(key)
        if earlier is not None and earlier.edition != row.edition:
            differ += (earlier.value, earlier.status) != (row.value, row.status)
        latest[key] = row
    return list(latest.values()), differ


def _no(kind: str, text: str, names: set[str]) -> str:
    near = get_close_matches(text, sorted(names), 3, 0.5)
    hint = f" Did you mean: {', '.join(near)}?" if near else ""
    return f"there is no {kind} '{text}' here.{hint}"

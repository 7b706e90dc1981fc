"""Which measures a command asks for, and by which groups."""

import argparse
from collections.abc import Iterator, Mapping, Sequence

from handrail.cli import output
from handrail.measures.definitions import (
    Measure,
    UnknownMeasure,
    UnknownSetting,
    all_measures,
    measure,
    measures,
    of_family,
)
from handrail.measures.figures import Figure
from handrail.measures.groups import UnknownGroup

REFUSALS = (UnknownMeasure, UnknownSetting, UnknownGroup)


def wanted(options: argparse.Namespace) -> list[Measure]:
    """The measures named, or the standing ones; of those not named one by one, such as have the groups asked for."""
    named = [measure(name) for name in options.only]
    of_families = [each for name in options.family for each in of_family(name)]
    if options.all:
        of_families = list(all_measures().values())
    if not named and not of_families:
        of_families = list(measures().values())
    for each in named:
        each.refuse_unless_grouped_by(options.groups)
    split = [each for each in of_families if set(options.groups) <= set(each.groups)]
    if of_families and not split and not named:
        raise UnknownGroup(_no_measure_has(options.groups, of_families))
    if options.family and len(split) < len(of_families):
        without = ", ".join(each.name for each in of_families if each not in split)
        output.tell(f"Left out, because they cannot be split so: {without}.")
    return list(dict.fromkeys([*named, *split]))


def _no_measure_has(groups: Sequence[str], asked: Sequence[Measure]) -> str:
    there_are = sorted({name for each in asked for name in each.groups})
    what = f"the group '{groups[0]}'" if len(groups) == 1 else f"all of the groups {', '.join(groups)}"
    return f"None of these measures has {what}. Between them they have: {', '.join(there_are) or 'none'}."


def not_found(figures: Sequence[Figure], where: Mapping[str, str]) -> Iterator[str]:
    """For a group that holds no record: which values there are."""
    for name, value in where.items():
        values = list(dict.fromkeys(figure.group[name] for figure in figures if figure.group))
        if values and value not in values:
            yield f"There is no {name} '{value}' among the records. There are: {', '.join(values)}."

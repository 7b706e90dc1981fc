"""Which counts of a publication must be hidden: what it prints, and everything a reader could add up from it.

`disclosure` decides what to hide; this module tells it which counts are printed and which of them add up: the groups
of a figure to its whole, single months to the year and to the year to date, stocks to their flows, and the measures
that `standing.toml` names as parts of another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations

from handrail.measures.definitions import Measure, all_measures, measure
from handrail.measures.figures import SHARE, Figure
from handrail.measures.periods import Period
from handrail.publications.bindings import Binding
from handrail.publications.disclosure import Counts, Key, Relation, protect
from handrail.publications.over_time import over_time
from handrail.publications.printed_before import Printed, pair_of
from handrail.publications.safeguards.findings import Flow
from handrail.publications.safeguards.measures import snapshots
from handrail.publications.shown import (
    DENOMINATOR,
    NOT_ASSESSABLE,
    NOT_RECORDED,
    NUMERATOR,
    OF_ALL,
    PARTS,
    REST,
    SHARED,
    Shown,
    key_of,
)
from handrail.publications.standing import Part, known
from handrail.publications.times import earlier

_BOUND_WITHIN = 0.1  # a bound is given where it lies within ten percentage points of 100%


def protected(shown: Shown, already: Iterable[Printed] = ()) -> Shown:
    """The same publication with what must be hidden, now that it is known what it prints.

    `already` is what other publications have printed before; of years so long ago that nothing is counted of them now,
    it stands as it was.
    """
    measures = _related(one.measure for one in shown.bindings)
    before = [one.only(measures) for one in already]
    editions = [one.edition(measures) for one in before]
    asked = set(shown.facts.times.all)
    counted = (number for one in before for number in one.numbers if number.period in asked)
    bindings = _all_bindings(shown, (number.binding(measures) for number in counted))
    then = {key: value for edition in editions for key, value in edition.values.items()}
    told = protect(_counts(shown, bindings, then), shown.policy, editions)
    return replace(shown, told=told, asked={}, foreseen=tuple(shown.bindings))


def _related(measures: Iterable[Measure]) -> dict[str, Measure]:
    """These measures, and those that stand in a relation with one of them."""
    names = {one.name for one in measures}
    together = [set(one.measures) for one in known().wholes]
    together += [set(one) for one in known().nested]
    together += [{one.opening, one.closing, *one.into, *one.out_of} for one in known().flows]
    names |= {name for group in together if group & names for name in group}
    return {name: one for name, one in all_measures().items() if name in names}


def _counts(shown: Shown, bindings: list[Binding], then: dict[Key, int]) -> Counts:
    """Every count, as it is now, or as it was `then` where it is counted no more."""
    now = {key: value for one in bindings for key, value in _values(one, shown.facts.figure(one))}
    values = {**then, **now}
    variants = list(_variants(bindings, values))
    values |= {key: value for key, value, _ in variants}
    relations = [
        *(relation for _, _, relation in variants),
        *_within(values),
        *_over_groups(bindings),
        *over_time(values),
        *_declared(bindings),
        *_flows(bindings),
        *_on_one_day(bindings),
    ]
    printed = set(shown.asked) & set(values)
    bounds = {key for key in values if key[2] == REST and _is_bound(key, values, printed, shown.threshold)}
    absent = set(_left_out(bindings, values, printed | set(then)))
    return Counts(
        values=values,
        printed=printed | bounds | absent,
        relations=tuple(dict.fromkeys(relations)),
        keep=set(_headlines(one for one in map(shown.facts.plain, bindings) if one.period == shown.facts.times.own)),
        open={key for one in bindings for key in _open(one) if key in values} | absent,
        shares=dict(_shares(shown, printed)),
    )


def _shares(shown: Shown, printed: set[Key]) -> Iterator[tuple[Key, tuple[Key, Key]]]:
    """The shares that may be printed: of a figure, and of a group in the whole of its measure."""
    for key, binding in shown.asked.items():
        part = SHARED if key[2] == DENOMINATOR else key[2]
        if (part == SHARED or part.startswith(OF_ALL)) and set(pair := pair_of(binding, part)) <= printed:
            yield key_of(binding, part), pair


def _all_bindings(shown: Shown, before: Iterable[Binding]) -> list[Binding]:
    """What is or was asked for, every whole it is a part of, and the other groups of each.

    A reader may take one from another.
    """
    found = dict.fromkeys([*shown.bindings, *before])
    for one in dict.fromkeys(replace(one, where=tuple((name, "") for name in one.groups)) for one in found):
        for names in _subsets(one.groups):
            of = replace(one, where=tuple((name, "") for name in names))
            siblings = (tuple(sorted(each.group.items())) for each in shown.facts.siblings(of)) if names else [()]
            found |= dict.fromkeys(replace(one, where=where) for where in siblings)
    return list(found)


def _subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def _values(binding: Binding, figure: Figure) -> Iterator[tuple[Key, int]]:
    for part in PARTS:
        number = getattr(figure, part)
        if number is not None:
            yield key_of(binding, part), number
    if figure.kind == SHARE and figure.numerator is not None and figure.denominator is not None:
        yield key_of(binding, REST), figure.denominator - figure.numerator


def _open(binding: Binding) -> Iterator[Key]:
    """What says how good the data are, or counts no child, is never hidden; but by what they are, people who work are."""
    is_open = binding.measure.unit in known().open_units and known().personal.isdisjoint(binding.groups)
    parts = (*PARTS, REST) if is_open else (NOT_ASSESSABLE, NOT_RECORDED)
    return (key_of(binding, part) for part in parts)


def _headlines(bindings: Iterable[Binding]) -> Iterator[Key]:
    """What a report is read for first: the wholes, and the counts of shares, by the publication's own settings.

    Rather a single month is kept back, or the same counted another way.
    """
    for one in bindings:
        if not one.settings and (not one.where or one.measure.kind == SHARE):
            yield from (key_of(one, part) for part in (NUMERATOR, DENOMINATOR))


def _is_bound(key: Key, values: dict[Key, int], printed: set[Key], threshold: int) -> bool:
    """Whether so few are not in the numerator that a share can be said to be this or more, and says something."""
    base = (*key[:2], DENOMINATOR)
    return base in printed and 1 <= values[key] <= threshold <= values.get(base, 0) * _BOUND_WITHIN


def _within(values: dict[Key, int]) -> Iterator[Relation]:
    """What is in the numerator and what is not make the denominator."""
    for name, period, part in values:
        if part == REST:
            yield Relation.total((name, period, DENOMINATOR), [(name, period, NUMERATOR), (name, period, REST)])


def _over_groups(bindings: Iterable[Binding]) -> Iterator[Relation]:
    """The groups of a figure add up to it; of two groups at once, those that share one add up to that one."""
    for whole, parts in _splits(bindings):
        for part in (*PARTS, REST):
            yield Relation.total(key_of(whole, part), [key_of(one, part) for one in parts])


def _left_out(bindings: Iterable[Binding], values: dict[Key, int], seen: set[Key]) -> Iterator[Key]:
    """The groups of nought beside others that are seen: a table has no row for them, which says that they are nought."""
    for _, groups in _splits(bindings):
        for part in (*PARTS, REST):
            keys = [key_of(one, part) for one in groups]
            if not seen.isdisjoint(keys):
                yield from (key for key in keys if values.get(key) == 0 and key not in seen)


def _splits(bindings: Iterable[Binding]) -> Iterator[tuple[Binding, list[Binding]]]:
    """Each figure that is split by a group, with its groups."""
    wholes: dict[tuple[Binding, str], list[Binding]] = {}
    for one in bindings:
        for split in one.groups:
            rest = tuple(pair for pair in one.where if pair[0] != split)
            wholes.setdefault((replace(one, where=rest), split), []).append(one)
    for (whole, _), parts in wholes.items():
        yield whole, parts


def _declared(bindings: list[Binding]) -> Iterator[Relation]:
    """The measures that share their records, by definition, in every period and group that is printed."""
    of_measure: dict[str, list[Binding]] = {}
    for one in bindings:
        of_measure.setdefault(one.measure.name, []).append(one)
    for whole in known().wholes:
        own = set(whole.of.where)
        for of in of_measure.get(whole.of.measure, ()):
            if own <= set(of.where):
                without = replace(of, where=tuple(pair for pair in of.where if pair not in own))
                for like in dict.fromkeys((of, without)):
                    yield Relation.total(_key(whole.of, like), [_key(one, like) for one in whole.parts])


def _key(one: Part, like: Binding) -> Key:
    where = tuple(sorted({**dict(like.where), **dict(one.where)}.items()))
    return key_of(replace(_named(one.measure, like), where=where), one.part)


def _variants(bindings: list[Binding], values: dict[Key, int]) -> Iterator[tuple[Key, int, Relation]]:
    """What a figure counts beyond another that counts some of the same and nothing else.

    Beyond the same without transfers in: those who moved in. Beyond a measure nested in it: the difference.
    """
    for one in bindings:
        without = replace(one, settings=tuple(sorted({**dict(one.settings), "transfers_in": "without"}.items())))
        nested = [_named(fewer, one) for more, fewer in known().nested if more == one.measure.name]
        for other in (without, *nested):
            more, fewer = key_of(one, NUMERATOR), key_of(other, NUMERATOR)
            if one != other and more in values and fewer in values and values[more] >= values[fewer]:
                beyond = (f"{more[0]}|beyond|{fewer[0]}", more[1], NUMERATOR)
                yield beyond, values[more] - values[fewer], Relation.total(more, [fewer, beyond])


def _flows(bindings: list[Binding]) -> Iterator[Relation]:
    """What was open before, with what came and without what went, is open at the end: in all, and in each group."""
    for one in bindings:
        for flow in known().flows:
            if one.measure.name == flow.closing and set(one.groups) <= set(flow.by):
                yield from _of_flow(flow, one)


def _of_flow(flow: Flow, closing: Binding) -> Iterator[Relation]:
    """A flow over the days of its closing stock; what was open before them was open at the end of those before."""
    day = closing.period.first - timedelta(days=1)
    before = replace(closing, period=Period(day, day))
    opening = before if flow.opening == flow.closing else _named(flow.opening, closing)
    came, went = [_named(name, closing) for name in flow.into], [_named(name, closing) for name in flow.out_of]
    signed = [(1, opening), *((1, one) for one in came), *((-1, one) for one in went), (-1, closing)]
    yield Relation(tuple((sign, key_of(one, NUMERATOR)) for sign, one in signed))
    year_before = replace(closing, period=earlier(closing.period, 12))
    for stock in (before, year_before):
        if stock != opening:
            yield Relation.total(key_of(opening, NUMERATOR), [key_of(stock, NUMERATOR)])


def _on_one_day(bindings: list[Binding]) -> Iterator[Relation]:
    """What is counted at the end of a day is one number, whether the day ends a month, a year or stands alone."""
    first: dict[Binding, Binding] = {}
    for one in bindings:
        if one.measure.name in snapshots():
            before = first.setdefault(replace(one, period=Period(one.period.last, one.period.last)), one)
            for part in (*PARTS, REST) if before != one else ():
                yield Relation.total(key_of(before, part), [key_of(one, part)])


def _named(name: str, like: Binding) -> Binding:
    """The same part of another measure, over the same days."""
    return replace(like, measure=measure(name))

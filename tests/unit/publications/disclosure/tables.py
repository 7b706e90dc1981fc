"""Random tables of the shapes a report prints, each with what adds up in it."""

from collections.abc import Sequence
from itertools import product

from hypothesis import strategies as st

from handrail.publications.disclosure import Counts, Key, Relation

NUMERATOR, DENOMINATOR, REST = "numerator", "denominator", "rest"


def key(figure: str, period: str = "year", part: str = NUMERATOR) -> Key:
    return (figure, period, part)


def column(parts: Sequence[int]) -> Counts:
    """A column of counts with its total."""
    names = [key(f"row {place}") for place in range(len(parts))]
    values = dict(zip(names, parts, strict=True)) | {key("total"): sum(parts)}
    return Counts(values, set(values), (Relation.total(key("total"), names),), keep={key("total")})


def cross_table(rows: Sequence[Sequence[int]]) -> Counts:
    """Rows by columns, with both totals and the whole."""
    height, width = len(rows), len(rows[0])
    values = {key(f"{r} {c}"): rows[r][c] for r, c in product(range(height), range(width))}
    values |= {key(f"{r} all"): sum(rows[r]) for r in range(height)}
    values |= {key(f"all {c}"): sum(row[c] for row in rows) for c in range(width)}
    values[key("all all")] = sum(map(sum, rows))
    across = [Relation.total(key(f"{r} all"), [key(f"{r} {c}") for c in range(width)]) for r in (*range(height), "all")]
    down = [Relation.total(key(f"all {c}"), [key(f"{r} {c}") for r in range(height)]) for c in (*range(width), "all")]
    totals = {one for one in values if "all" in one[0]}
    return Counts(values, set(values), (*across, *down), keep=totals)


Cell = tuple[int, int]


def shares(rows: Sequence[Cell]) -> Counts:
    """Months of shares and their year: what is on time, what is late (never printed), what was judged."""
    values: dict[Key, int] = {}
    relations, pairs = [], {}
    year = (sum(top for top, _ in rows), sum(rest for _, rest in rows))
    for period, (top, rest) in [*((str(n), row) for n, row in enumerate(rows)), ("year", year)]:
        on_time, late, judged = (key("m", period, part) for part in (NUMERATOR, REST, DENOMINATOR))
        values |= {on_time: top, late: rest, judged: top + rest}
        relations.append(Relation.total(judged, [on_time, late]))
        pairs[key("m", period, "share")] = (on_time, judged)
    for part in (NUMERATOR, DENOMINATOR):
        months = [key("m", str(n), part) for n in range(len(rows))]
        relations.append(Relation.total(key("m", "year", part), months))
    printed = {one for one in values if one[2] != REST}
    keep = {one for one in printed if one[1] == "year"}
    return Counts(values, printed, tuple(relations), keep=keep, shares=pairs)


def two_years(pairs: Sequence[Cell]) -> Counts:
    """Groups in this year and the last, with both totals and every change between them."""
    values: dict[Key, int] = {}
    relations = []
    for name, (now, before) in [
        *((str(n), pair) for n, pair in enumerate(pairs)),
        ("all", tuple(map(sum, zip(*pairs, strict=True)))),
    ]:
        this, last, change = key(name, "year"), key(name, "last_year"), key(name, "change")
        values |= {this: now, last: before, change: now - before}
        relations.append(Relation(((1, this), (-1, last), (-1, change))))
    for period in ("year", "last_year"):
        relations.append(Relation.total(key("all", period), [key(str(n), period) for n in range(len(pairs))]))
    changes = {one for one in values if one[1] == "change"}
    return Counts(
        values, set(values), tuple(relations), keep={key("all", "year"), key("all", "last_year")}, signed=changes
    )


def stock_and_flows(opening: int, started: Sequence[int], ceased: Sequence[int]) -> Counts:
    """Children at the beginning and the end, and those who came and went, month by month."""
    values = {key("stock", "opening"): opening + sum(ceased), key("stock", "year"): opening + sum(started)}
    relations = []
    for name, flow in (("started", started), ("ceased", ceased)):
        values |= {key(name, str(n)): number for n, number in enumerate(flow)} | {key(name): sum(flow)}
        relations.append(Relation.total(key(name), [key(name, str(n)) for n in range(len(flow))]))
    ends = (1, key("stock", "opening")), (-1, key("stock", "year"))
    relations.append(Relation((*ends, (1, key("started")), (-1, key("ceased")))))
    return Counts(values, set(values), tuple(relations), keep={one for one in values if one[1] in ("year", "opening")})


def two_splits(rows: Sequence[Sequence[int]]) -> Counts:
    """One total split by two groups, in two tables whose cells are never crossed: by age, and by sex."""
    whole = cross_table(rows)
    printed = {one for one in whole.values if "all" in one[0]}
    return Counts(whole.values, printed, whole.relations, keep={key("all all")})


counts_up_to = st.integers(0, 9)
columns = st.lists(counts_up_to, min_size=2, max_size=5).map(column)
cross_tables = st.tuples(st.integers(2, 3), st.integers(2, 3)).flatmap(
    lambda size: st.lists(
        st.lists(counts_up_to, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)
share_rows = st.lists(st.tuples(counts_up_to, counts_up_to), min_size=2, max_size=4)
flows = st.lists(counts_up_to, min_size=2, max_size=3)
any_table = st.one_of(
    columns,
    cross_tables.map(cross_table),
    cross_tables.map(two_splits),
    share_rows.map(shares),
    share_rows.map(two_years),
    st.builds(stock_and_flows, st.integers(0, 12), flows, flows),
)

"""Refuses SQL outside the portable subset, so that a measure runs unchanged on every engine it may meet.

Allowed: common table expressions, inner and left joins, CASE, COUNT (also DISTINCT), SUM, MIN, MAX, COALESCE,
ROW_NUMBER, LAG, GROUP BY, ORDER BY, UNION ALL, comparisons and + and -. No date function, no cast, no function of one
engine. Needs sqlglot, which the tests bring: definitions are checked before they land, not each time they run.
"""


class NotPortable(ValueError):
    """SQL that some engine would not run, or would run differently."""


_ALLOWED = frozenset(
    [
        "Select",
        "From",
        "Where",
        "Join",
        "Group",
        "Order",
        "Ordered",
        "Having",
        "With",
        "CTE",
        "TableAlias",
        "Table",
        "Identifier",
        "Column",
        "Alias",
        "Paren",
        "Literal",
        "Null",
        "Boolean",
        "Star",
        "And",
        "Or",
        "Not",
        "In",
        "Is",
        "EQ",
        "NEQ",
        "GT",
        "GTE",
        "LT",
        "LTE",
        "Add",
        "Sub",
        "Neg",
        "Case",
        "If",
        "Count",
        "Sum",
        "Min",
        "Max",
        "Coalesce",
        "RowNumber",
        "Lag",
        "Window",
        "Distinct",
        "Union",
        "Subquery",
        "Tuple",
    ]
)


def refuse_unless_portable(sql: str) -> None:
    """Raise NotPortable naming what the SQL uses that not every engine has."""
    import sqlglot
    from sqlglot import expressions

    tree = sqlglot.parse_one(sql, read="duckdb")
    foreign = sorted({type(node).__name__ for node in tree.walk()} - _ALLOWED)
    if foreign:
        raise NotPortable(f"not in the portable subset: {', '.join(foreign)}")
    for join in tree.find_all(expressions.Join):
        if join.side not in ("", "LEFT") or join.kind not in ("", "INNER") or not join.args.get("on"):
            raise NotPortable("only INNER JOIN and LEFT JOIN with ON are portable")
    for union in tree.find_all(expressions.Union):
        if union.args.get("distinct"):
            raise NotPortable("write UNION ALL")

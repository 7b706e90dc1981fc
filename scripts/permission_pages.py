"""The reference page of permissions: who may do what, told by role and by kind of record."""

from collections.abc import Iterator, Mapping

from handrail.permissions import Table, table_in_force
from handrail.permissions.table import Grant, Kind, Role, Word


def page() -> Iterator[str]:
    """Everything the table says."""
    table = table_in_force()
    yield from ("# Who may do what", "")
    yield "Every permission of the web service, written from the one table it decides by. What is not on this page is refused,"
    yield "and a refusal looks the same whether or not there was something to see."
    yield from ("", "A person holds a role in one stream, from a day to a day, and through the end of its last day.")
    yield "So do the children allocated to them. Somebody with several roles may do what each of them allows, unless"
    yield "[both together take it away](#where-one-person-holds-two-roles)."
    yield from ("", "[Roles](#roles) · [Kinds of record](#kinds-of-record) · [What is never granted](#never)")
    yield from ("[Emergency access](#emergency-access) · [Kept elsewhere](#kept-elsewhere)", "", "## Words")
    for title, words in (("stream", table.streams), ("may", table.actions), ("how far", table.scopes)):
        yield from _meanings(title, words)
    yield from ("", "## Roles")
    for role in table.roles.values():
        yield from _role(role, table)
    yield from ("", "## Kinds of record")
    for kind in table.kinds.values():
        yield from _kind(kind, table)
    yield from _rules(table)


def _meanings(title: str, words: Mapping[str, Word]) -> Iterator[str]:
    yield from ("", f"| {title} | meaning |", "|---|---|")
    yield from (f"| {word.title} | {word.meaning} |" for word in words.values())


def _role(role: Role, table: Table) -> Iterator[str]:
    yield from ("", f"### {role.title}", "", f"{role.meaning} Held in: {_titles(role.streams, table.streams)}.")
    if role.for_a_time:
        yield "It is in force only where the day it ends is known."
    if not role.names:
        yield "Children appear without their names."
    yield from ("", "| may | what | how far | why |", "|---|---|---|---|")
    yield from (_granted(grant, table) for grant in role.grants)
    theirs = {(kind, action) for grant in role.grants for kind in grant.kinds for action in grant.actions}
    for grant in table.everyone:
        kinds = tuple(kind for kind in grant.kinds if (kind, grant.actions[-1]) not in theirs)
        if kinds:
            yield _granted(Grant(grant.actions, kinds, grant.scope, grant.why), table)


def _granted(grant: Grant, table: Table) -> str:
    what = _titles(grant.kinds, table.kinds)
    return (
        f"| {_titles(grant.actions, table.actions)} | {what} | {table.scopes[grant.scope].title} | {grant.why or '-'} |"
    )


def _kind(kind: Kind, table: Table) -> Iterator[str]:
    yield from ("", f"### {kind.title}", "", f"{kind.meaning} Kept in: {_titles(kind.streams, table.streams)}.", "")
    yield f"| who | {' | '.join(action.title for action in table.actions.values())} |"
    yield "|---" * (len(table.actions) + 1) + "|"
    for role in table.roles.values():
        cells = [_cell(role, kind, action, table) for action in table.actions]
        if any(cell != "-" for cell in cells):
            yield f"| {role.title} | {' | '.join(cells)} |"


def _cell(role: Role, kind: Kind, action: str, table: Table) -> str:
    """How far a role may; the same in every stream it shares with the kind."""
    grants = [table.grant(role.name, stream, kind.name, action) for stream in kind.streams]
    return next((table.scopes[grant.scope].title for grant in grants if grant), "-")


def _rules(table: Table) -> Iterator[str]:
    yield from ("", "## Never", "", "The table is refused if it grants any of this, whatever else changes.", "")
    yield from ("| who | may never | what | how far | why |", "|---|---|---|---|---|")
    for never in table.never:
        owners = [f"whatever belongs to: {', '.join(never.owners)}"] if never.owners else []
        what = "; ".join([*owners, *filter(None, [_titles(never.kinds, table.kinds)])])
        who, how_far = _titles(never.roles, table.roles) or "anybody", _titles(never.scopes, table.scopes) or "at all"
        yield f"| {who} | {_titles(never.actions, table.actions) or 'anything'} | {what or 'any record'} | {how_far} | {never.why} |"
    for own in table.never_own:
        what = _titles(own.kinds, table.kinds)
        yield f"| anybody | {_titles(own.actions, table.actions)} | {what} | on a record of their own | {own.why} |"
    yield from ("", "## Where one person holds two roles", "", "| rule | one of | beside one of | takes away | why |")
    yield "|---|---|---|---|---|"
    for conflict in table.conflicts:
        taken = f"{_titles(conflict.takes, table.actions)}: {_titles(conflict.kinds, table.kinds)}"
        roles, beside = _titles(conflict.roles, table.roles), _titles(conflict.beside, table.roles)
        yield f"| {conflict.name} | {roles} | {beside} | {taken} | {conflict.why} |"
    yield from _outside_the_table(table)


def _outside_the_table(table: Table) -> Iterator[str]:
    yield from ("", "## Emergency access", "")
    yield "To one child outside one's own, with a reason that others see. What is under seal stays under seal, no other stream"
    yield "opens, and the child's case line is not told."
    yield from ("", "| who | may | what | for | who is told | why |", "|---|---|---|---|---|---|")
    for rule in table.break_glass:
        who, told = _titles(rule.roles, table.roles), _titles(rule.tells, table.roles)
        acts, what = _titles(rule.actions, table.actions), _titles(rule.kinds, table.kinds)
        yield f"| {who} | {acts} | {what} | {rule.hours} hours | {told} | {rule.why} |"
    yield from ("", "## Kept elsewhere", "", "| rule | kept by | law or page |", "|---|---|---|")
    for each in table.elsewhere:
        source = f"[{each.law or each.kept_by}]({each.link})" if each.link else "-"
        yield f"| {each.rule} | {each.kept_by} | {source} |"


def _titles(names: tuple[str, ...], words: Mapping[str, Word]) -> str:
    return ", ".join(_lower(words[name].title) for name in names)


def _lower(title: str) -> str:
    return title[0].lower() + title[1:]

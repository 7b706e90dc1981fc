"""The page of what can stand in the audit trail, written from the list the program reads."""

from collections.abc import Iterator

from handrail.trail.actions import actions


def actions_page() -> Iterator[str]:
    """Every action, what it means and what its entry must say."""
    yield from ("# What the audit trail can say was done", "")
    yield "A closed list. Every entry says also its number, authority, time, who (blank for the system itself), role,"
    yield "kind of record, children (by opaque keys), page, reason and a few plain details, as far as they apply."
    yield from ("", "[How the trail is sealed](../explanation/how-the-trail-is-sealed.md)", "")
    yield from ("| action | meaning | may not be blank |", "|---|---|---|")
    for action in actions().values():
        yield f"| `{action.name}` | {action.means} | {', '.join(action.needs) or '-'} |"

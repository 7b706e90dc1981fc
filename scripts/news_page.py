"""The reference page of the kinds of news: what the officer is asked or told, by when to be answered, on what it rests."""

from collections.abc import Iterator
from dataclasses import fields

from handrail.profiles.news import News
from handrail.timescales.clocks import EVIDENCE
from handrail.workflows.news import DECISIONS, VIEWS, NewsKind, news_kinds


def page() -> Iterator[str]:
    """Every kind of news."""
    kinds = list(news_kinds().values())
    yield from (
        "# News of a child",
        "",
        "What the reviewing officer is asked before it happens, and told when it has.",
        "",
    )
    yield from ("## Before it happens", "", *_table(one for one in kinds if one.is_proposed))
    yield from ("The officer's view is one of these, with its reason in words:", "")
    yield from (*(f"- {words}" for words in VIEWS.values()), "")
    yield from ("## When it has happened", "", *_table(one for one in kinds if not one.is_proposed))
    yield from ("The officer decides one of these, with a reason in words:", "")
    yield from (*(f"- {words}" for words in DECISIONS.values()), "")
    yield from (
        "## By when",
        "",
        "The law gives no number of days for the officer's answer; the profile does, in `[news]`.",
        "",
    )
    yield from ("| setting | working days as shipped | meaning |", "|---|---|---|")
    yield from (f"| `{one.name}` | {one.default} | {one.metadata['meaning']} |" for one in fields(News))


def _table(kinds: Iterator[NewsKind]) -> Iterator[str]:
    yield from (
        "| kind | who tells it | answer within | duties that bear on it | in the record's events as | source |",
        "|---|---|---|---|---|---|",
    )
    for one in kinds:
        duties = ", ".join(f"`{name}`" for name in one.clocks) or "-"
        source = f"[{one.law}]({one.link}); {EVIDENCE[one.evidence]}; looked up on {one.read_on}"
        event = f"`{one.event}`" if one.event else "-"
        yield f"| {one.title} (`{one.key}`) | {one.tellers} | `{one.limit}` | {duties} | {event} | {source} |"
    yield ""

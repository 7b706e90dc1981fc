"""Runs every safeguard over a finished document."""

from collections.abc import Iterator

from handrail.publications.document import Document
from handrail.publications.safeguards.findings import REFUSAL, Finding, Standing
from handrail.publications.safeguards.hints import questions
from handrail.publications.safeguards.passages import Reading
from handrail.publications.safeguards.sentences import sentences_hold
from handrail.publications.safeguards.standing_facts import facts_hold
from handrail.publications.safeguards.tables import tables_hold


def examine(document: Document, standing: Standing | None = None) -> list[Finding]:
    """Every refusal and question, each once, in the order found."""
    known = standing or Standing()
    return list(dict.fromkeys(_all(Reading(document), known)))


def refusals(document: Document, standing: Standing | None = None) -> list[Finding]:
    """What stops publication."""
    return [one for one in examine(document, standing) if one.kind == REFUSAL]


def _all(reading: Reading, standing: Standing) -> Iterator[Finding]:
    yield from sentences_hold(reading, standing)
    yield from tables_hold(reading, standing)
    yield from facts_hold(reading, standing)
    yield from questions(reading)

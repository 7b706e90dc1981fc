"""Every refusal carries the true wording or number: what it offers, or asks for, makes the document clean."""

import ast
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.publications.safeguards.large_document import large
from tests.unit.publications.safeguards.listed_findings import all_listed
from tests.unit.publications.safeguards.mending import mended
from tests.unit.publications.safeguards.mutants import number
from tests.unit.publications.safeguards.repairs import Repair, repairs
from tests.unit.publications.safeguards.tree import Sites
from tests.unit.publications.safeguards.true_words import pairs, standing, written

from handrail.publications import safeguards
from handrail.publications.document import Document
from handrail.publications.safeguards import REFUSAL, Standing, examine, refusals
from handrail.publications.safeguards.findings import Spot

SOURCE = Path(safeguards.__file__).parent
LEAST = 0.95


@pytest.mark.parametrize("one", repairs(), ids=lambda one: one.says)
def test_what_the_remedy_asks_for_makes_the_document_clean(one: Repair) -> None:
    found = refusals(one.fault, one.standing)
    assert any(one.says in each.remedy for each in found), found
    if one.repaired != one.fault:  # a target is mended in the profile, and not in the document
        assert refusals(one.repaired, one.standing) == []


def test_the_words_that_are_offered_make_a_false_sentence_true() -> None:
    offered = [
        document
        for document in map(written, (false for _, false in pairs()))
        if any(one.instead for one in refusals(document, standing()))
    ]
    left = [one for one in offered if refusals(mended(one, standing()), standing())]
    assert len(offered) > len(pairs()) / 2
    assert 1 - len(left) / len(offered) >= LEAST


def test_where_no_words_are_offered_the_remedy_says_what_is_true() -> None:
    for _, false in pairs():
        found = refusals(written(false), standing())
        assert any(
            one.instead or any(sign.isdigit() for sign in one.remedy) or "Bind" in one.remedy for one in found
        ), false


def test_the_number_that_is_offered_makes_a_document_clean() -> None:
    document, known = large()
    document = replace(document, sections=document.sections[:2])
    pick, sites = random.Random(7), Sites(document)
    for _ in range(30):
        mutant = number(sites, pick)
        assert mutant is not None
        assert refusals(mutant[0], known), mutant[1]
        assert refusals(mended(mutant[0], known), known) == [], mutant[1]


def refusing_places() -> set[tuple[str, range]]:
    """Every place in the source that refuses, as its file and lines."""
    return {
        (path.name, range(node.lineno, (node.end_lineno or node.lineno) + 1))
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "refuse"
    }


def test_every_place_that_refuses_is_tried_here(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[tuple[str, int]] = set()
    refuse = Spot.refuse

    def noted(self: Spot, *said: str, **more: object) -> object:
        frame = sys._getframe(1)
        seen.add((Path(frame.f_code.co_filename).name, frame.f_lineno))
        return refuse(self, *said, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Spot, "refuse", noted)
    for document, known in documents():
        examine(document, known)
    assert {place for place in refusing_places() if not any((place[0], at) in seen for at in place[1])} == set()


def documents() -> Iterator[tuple[Document, Standing]]:
    yield from ((one.fault, one.standing) for one in repairs())
    yield from ((one.document, one.standing) for one in all_listed() if one.kind == REFUSAL)
    yield from ((written(false), standing()) for _, false in pairs())

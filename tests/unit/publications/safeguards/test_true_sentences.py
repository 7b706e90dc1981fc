"""Two hundred sentences as an author would write them: the true ones raise nothing, their false twins are refused."""

import re

import pytest
from tests.conftest import ROOT
from tests.unit.publications.safeguards.true_words import pairs, standing, written

from handrail.publications.safeguards import REFUSAL, examine
from handrail.publications.safeguards.typed import typed_number

LEAST = 0.98


@pytest.mark.parametrize("true", [true for true, _ in pairs()])
def test_a_true_sentence_raises_nothing(true: str) -> None:
    assert typed_number(re.sub(r"\{[^}]*\}", "…", true)) is None
    assert examine(written(true), standing()) == []


def test_nearly_every_false_twin_is_refused() -> None:
    false = [twin for _, twin in pairs()]
    survivors = [one for one in false if not any(f.kind == REFUSAL for f in examine(written(one), standing()))]
    assert 1 - len(survivors) / len(false) >= LEAST, "\n".join(survivors)


def test_there_are_two_hundred_of_each() -> None:
    assert len({true for true, _ in pairs()}) >= 200
    assert len({false for _, false in pairs()} - {true for true, _ in pairs()}) >= 200


def test_the_page_says_how_many_there_are() -> None:
    page = (ROOT / "docs/reference/safeguards.md").read_text(encoding="utf-8")
    assert f"The tests hold {len(pairs())} sentences" in page

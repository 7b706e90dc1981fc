"""Of the mutants of a finished document nearly all are refused; what survives is listed with the reason."""

import os
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.unit.publications.made_up import inputs, only_903, only_cin, questions, small_council
from tests.unit.publications.safeguards.finished import finished
from tests.unit.publications.safeguards.large_document import large
from tests.unit.publications.safeguards.mutants import OPERATORS, mutants

from handrail.publications.checks import refuse_what_contradicts
from handrail.publications.document import Document
from handrail.publications.prose import ChapterError
from handrail.publications.safeguards import Standing, examine

LONG = int(os.environ.get("HANDRAIL_EXAMPLES", "0")) > 60
LEAST = 0.98
PAGE = ROOT / "docs/reference/safeguards.md"
EXPLAINED = tomllib.loads(Path(__file__).with_name("survivors.toml").read_text(encoding="utf-8"))["explained"]
Made = Callable[[], tuple[Document, Standing]]


def test_a_clean_report_raises_nothing() -> None:
    assert examine(*finished()) == []
    for made in (inputs(), only_903(), only_cin(), small_council()):
        assert questions(made) == []


@pytest.mark.parametrize(
    ("make", "by_default"), [(finished, 120), (large, 40)], ids=["annual report", "large document"]
)
def test_nearly_all_mutants_of_a_finished_document_are_refused(make: Made, by_default: int) -> None:
    survivors, tried = [], Counter[str]()
    document, standing = make()
    wanted = 1000 if LONG else by_default
    for operator, mutant, said in mutants(document, wanted):
        tried[operator] += 1
        try:
            refuse_what_contradicts(mutant, standing)
        except ChapterError:
            continue
        survivors.append((operator, said))
    assert sum(tried.values()) == wanted
    listed = "\n".join(f"{operator}: {said}" for operator, said in survivors)
    unexplained = [one for one in survivors if not is_explained(*one)]
    assert not unexplained, f"These survive and survivors.toml does not say why:\n{listed}"
    assert not LONG or 1 - len(survivors) / wanted >= LEAST, f"{len(survivors)} of {wanted} survive:\n{listed}"


def is_explained(operator: str, said: str) -> bool:
    return any(one["operator"] == operator and re.search(one["matches"], said) for one in EXPLAINED)


def test_every_operator_finds_something_to_change() -> None:
    assert {operator for operator, _, _ in mutants(finished()[0], 60)} == {one.__name__ for one in OPERATORS}


def test_the_operators_and_survivors_are_published() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for one in OPERATORS:
        doc = (one.__doc__ or "").split("\n")[0]
        assert f"| {one.__name__.replace('_', ' ')} | {doc} |" in page
    for one in EXPLAINED:
        assert f"- {one['why']}" in page

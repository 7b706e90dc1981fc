"""Each listed finding is refused with the true wording, or asked; the table in the docs is held to this."""

import re
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.unit.publications.safeguards.listed_findings import Listed, all_listed

from handrail.publications.safeguards import QUESTION, REFUSAL, examine

PAGE = ROOT / "docs/reference/safeguards.md"
_ROW = re.compile(
    r"^\| (?P<id>[A-Z]{3}-A-\d\d) \| (?P<code>G\d\d) \| (?P<fault>[^|]*) \| (?P<who>refused|asked) \|", re.M
)


@pytest.mark.parametrize("one", all_listed(), ids=lambda one: one.id)
def test_each_listed_finding_is_refused_or_asked(one: Listed) -> None:
    found = examine(one.document, one.standing)
    assert any(one.code == each.code and one.kind == each.kind and one.true in str(each) for each in found), found
    if one.kind == QUESTION:
        assert not [each for each in found if each.kind == REFUSAL], "a question only: nothing here is decided"


def test_at_least_sixty_of_the_77_are_decided_by_the_machine() -> None:
    kinds = [one.kind for one in all_listed()]
    assert len(kinds) == 77
    assert kinds.count(REFUSAL) >= 60


def test_every_finding_of_the_list_is_here(shared: Path) -> None:
    listed = re.findall(r"^\| ([A-Z]{3}-A-\d\d) ", (shared / "reference/report-safeguards.md").read_text(), re.M)
    assert [one.id for one in all_listed()] == listed


def test_the_table_of_the_docs_says_which_is_which() -> None:
    rows = [found.groups() for found in _ROW.finditer(PAGE.read_text(encoding="utf-8"))]
    who = {REFUSAL: "refused", QUESTION: "asked"}
    assert rows == [(one.id, one.code, one.fault, who[one.kind]) for one in all_listed()]

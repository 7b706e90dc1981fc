"""Of the mutants of a finished report nearly all are refused; what survives is listed with the reason."""

import os
import re
from collections import Counter

from tests.unit.publications.made_up import inputs, only_903, only_cin, questions, small_council
from tests.unit.publications.safeguards.mutants import OPERATORS, finished, mutants

from handrail.publications.checks import refuse_what_contradicts
from handrail.publications.prose import ChapterError
from handrail.publications.safeguards import examine

MUTANTS = 1000 if int(os.environ.get("HANDRAIL_EXAMPLES", "0")) > 60 else 300
LEAST = 0.98
EXPLAINED = (
    r"label: table-problems: columns '(Rule|How serious)' and '(Rule|How serious)' swapped",  # words, bound to nothing
    r"trend_word: 'That (rose|improved), and is an increase of ",  # true; and asked about
)


def test_a_clean_report_raises_nothing() -> None:
    assert examine(*finished()) == []
    for made in (inputs(), only_903(), only_cin(), small_council()):
        assert questions(made) == []


def test_nearly_all_mutants_of_a_finished_report_are_refused() -> None:
    survivors, tried = [], Counter[str]()
    for operator, (document, standing, said) in mutants(MUTANTS):
        tried[operator] += 1
        try:
            refuse_what_contradicts(document, standing)
        except ChapterError:
            continue
        survivors.append(f"{operator}: {said}")
    assert sum(tried.values()) == MUTANTS
    assert set(tried) == {operator.__name__ for operator in OPERATORS}
    listed = "\n".join(survivors)
    unexplained = [one for one in survivors if not any(re.match(why, one) for why in EXPLAINED)]
    assert not unexplained, f"These survive and docs/reference/safeguards.md does not say why:\n{listed}"
    assert 1 - len(survivors) / MUTANTS >= LEAST, f"{len(survivors)} of {MUTANTS} survive:\n{listed}"

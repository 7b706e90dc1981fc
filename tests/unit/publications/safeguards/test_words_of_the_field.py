"""Words that look like claims and are none: what a council writes every day beside its numbers raises nothing."""

import pytest
from tests.unit.publications.safeguards.small_documents import num, said

from handrail.publications.safeguards import examine
from handrail.publications.safeguards.typed import typed_number

EVERYDAY = [
    "The officer acts in the best interests of the child at every review.",
    "A conference asks whether the child is likely to suffer significant harm.",
    "We will work to improve how children take part, and should reduce drift.",
    "Plans to increase the number of advocates are with the board.",
    "Three children declined a visit, and one young person declined to be seen alone.",
    "A stable placement and a consistent officer matter more than any form.",
    "The most recent audit looked at how minutes are written up and followed up.",
    "Children growing up in care keep the same officer wherever they live.",
    "Reviews that fell due in the school holidays were held early where the family asked.",
    "The rise to the challenge of last winter was the work of the whole team.",
    "As set out above, the law asks for a first review within the limit.",
    "The service improvement plan falls to the head of service.",
    "The improvement board met each quarter.",
    "No child should wait longer than the law allows.",
    "More information on advocacy is on the council's page.",
    "Half-term is the busiest time for holidays.",
    "All officers have supervision, and every child has an officer.",
    "It is up to the chair who comes in, and for how long.",
    "A child may be looked after more than once in a year.",
    "Better outcomes for children come from better planning.",
    "The key worker and the main carer are asked before each review.",
    "The higher the need, the sooner the next visit.",
    "Officers should be able to meet children before their review.",
    "At least once between reviews the officer looks at the plan.",
    "The under-fives are seen with their carers.",
    "Children aged 16 or over have a pathway plan.",
    "Some families asked for a later date so that an aunt could come.",
    "The second officer joined in the autumn and the third in the spring.",
    "Reduced timetables were raised with the virtual school.",
    "The number of reviews a child has depends on how long they are looked after.",
]


@pytest.mark.parametrize("words", EVERYDAY)
def test_everyday_words_raise_nothing(words: str) -> None:
    assert examine(said(words)) == []
    assert typed_number(words) in (None, "Three children")


@pytest.mark.parametrize("words", [one for one in EVERYDAY if not one.startswith("All ")])
def test_nor_do_they_beside_a_number(words: str) -> None:
    assert examine(said("The number of reviews held was ", num("held", 812, unit="review"), f". {words}")) == []

"""Caseloads in words: the guide as it stood, and how far caseloads lie apart without naming anyone."""

from dataclasses import replace
from datetime import date

from tests.unit.publications.exhibits.record import a_record, scene

from handrail.measures.periods import Period
from handrail.publications.caseloads import caseload_guide, caseload_range
from handrail.publications.document import Number, Paragraph, plain
from handrail.publications.facts import Facts
from handrail.publications.scene import Scene
from handrail.publications.times import Times
from handrail.record.record import Record
from handrail.record.service_tables import Allocation


def shared_out(*children: int) -> Record:
    """So many children to each officer in turn, and one who went before the year to an officer who has none now."""
    record = a_record()
    record.allocations = [
        Allocation(f"{officer}-{child}", f"w{officer}", "reviewing_officer", date(2024, 7, 1))
        for officer, number in enumerate(children, 1)
        for child in range(number)
    ]
    gone = Allocation("gone", "w9", "reviewing_officer", date(2024, 7, 1), date(2024, 8, 1))
    record.allocations.append(gone)
    return record


def said(scene: Scene) -> list[str]:
    return [plain(one.parts) for one in caseload_range(scene) if isinstance(one, Paragraph)]


def test_it_lies_between_the_fewest_and_the_most_of_those_who_have_any() -> None:
    assert said(scene(record=shared_out(7, 12))) == [
        "As officers and chairs, those in the post of Independent reviewing officer have between 7 and 12 allocations each, "
        "whatever their hours."
    ]


def test_one_who_reviews_and_chairs_has_both() -> None:
    record = shared_out(7, 12)
    record.allocations.append(Allocation("1-0", "w1", "conference_chair", date(2024, 7, 1)))
    record.allocations.append(Allocation("1-0", "w1", "social_worker", date(2024, 7, 1)))
    assert "between 8 and 12" in said(scene(record=record))[0]


def test_nothing_is_said_of_a_single_officer() -> None:
    assert said(scene(record=shared_out(7))) == []


def test_its_numbers_are_of_nobody_in_particular() -> None:
    (paragraph,) = caseload_range(scene(record=shared_out(7, 12)))
    numbers = [one for one in paragraph.parts if isinstance(one, Number)] if isinstance(paragraph, Paragraph) else []
    assert [one.figure.group for one in numbers if one.figure] == [
        {"duty": "reviews_or_chairs", "post": "reviewing_officer"}
    ] * 2


def test_the_guide_is_given_with_its_source_and_not_before_it_was() -> None:
    now = scene()
    assert "50 to 70 looked-after children" in caseload_guide(now)
    assert "IRO Handbook 2010, paragraph 7.15" in caseload_guide(now)
    before = Facts(a_record(), Times(Period(date(2009, 4, 1), date(2010, 3, 31))))
    assert caseload_guide(replace(now, shown=replace(now.shown, facts=before))) == ""

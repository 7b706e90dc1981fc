"""Why a published figure is different now: the definition, the rules, a correction, or data that came later."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.unit.editions.small import BOTH, NEXT_YEAR, PLAIN, YEAR, a_record, make, published

from handrail.editions.compare import restated
from handrail.editions.making import Made, Source
from handrail.editions.refused import EditionRefused
from handrail.measures.definitions import all_measures
from handrail.measures.engine import measure_all
from handrail.publications.restatements import CORRECTED, DEFINITION, LATER_DATA, RULES, Restatement
from handrail.record.record import Record
from handrail.record.tables import Review


def compared(folder: Path, record: Record) -> list[Restatement]:
    """The same year published twice: of thirty children, of whom the last was reviewed late, and of another record."""
    first = published(folder / "editions", chapters=BOTH)
    second = published(folder / "editions", chapters=BOTH, record=record)
    return restated(first, second)


def reviews(record: Record, *changed: Review) -> Record:
    by_child = {review.child_id: review for review in record.reviews} | {review.child_id: review for review in changed}
    return replace(record, reviews=list(by_child.values()))


def test_the_same_record_restates_nothing(tmp_path: Path) -> None:
    assert compared(tmp_path, a_record()) == []


def test_a_child_who_came_in_later_is_later_data(tmp_path: Path) -> None:
    found = {each.now.measure: each for each in compared(tmp_path, a_record(31))}
    assert found["looked_after_children"].reasons == (LATER_DATA,)
    assert (found["looked_after_children"].then.numerator, found["looked_after_children"].now.numerator) == (30, 31)


def test_a_review_moved_to_its_true_day_is_a_correction(tmp_path: Path) -> None:
    late = next(review for review in a_record().reviews if review.opened_on == date(2023, 9, 20))
    (found,) = compared(tmp_path, reviews(a_record(), late._replace(opened_on=date(2023, 5, 26))))
    assert (found.now.measure, found.then.numerator, found.now.numerator) == ("reviews_held_on_time", 29, 30)
    assert CORRECTED in found.reasons


def without(monkeypatch: pytest.MonkeyPatch, condition: str) -> None:
    """Define the children looked after otherwise."""
    measure = all_measures()["looked_after_children"]
    sql = measure.sql.replace("c.ended_on IS NULL", condition)
    monkeypatch.setitem(all_measures(), measure.name, replace(measure, sql=sql))


def test_another_definition_is_named_and_the_record_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = published(tmp_path / "editions", chapters=BOTH)
    without(monkeypatch, "c.child_id = '7'")
    second = published(tmp_path / "editions", chapters=BOTH)
    (found,) = restated(first, second)
    assert (found.then.numerator, found.now.numerator, found.reasons) == (30, 1, (DEFINITION,))


def test_a_changed_definition_and_a_changed_record_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(tmp_path / "editions", chapters=BOTH)
    without(monkeypatch, "c.child_id <> '7' AND c.ended_on IS NULL")
    second = published(tmp_path / "editions", chapters=BOTH, record=a_record(32))
    found = {each.now.measure: each.reasons for each in restated(first, second)}
    assert found["looked_after_children"] == (DEFINITION, LATER_DATA)


def test_a_rule_of_an_earlier_release_that_counted_otherwise_is_told_from_a_correction(tmp_path: Path) -> None:
    def as_an_older_release(source: Source) -> Made:
        made = make(source)
        return replace(made, figures=(replace(made.figures[0], numerator=29), *made.figures[1:]))

    first = published(tmp_path / "editions", maker=as_an_older_release, chapters=BOTH)
    second = published(tmp_path / "editions", chapters=BOTH)
    (found,) = restated(first, second)
    assert (found.then.numerator, found.now.numerator, found.reasons) == (29, 30, (RULES,))


def test_last_years_figures_are_counted_once_more_from_this_years_record(tmp_path: Path) -> None:
    """The later edition repeats what was published; that the record now says otherwise is told all the same."""
    root = tmp_path / "editions"
    first = published(root, chapters=BOTH)
    second = published(root, earlier=(first,), chapters=BOTH, period=NEXT_YEAR, record=a_record(31))
    found = {each.now.measure: each for each in restated(first, second)}
    assert (found["looked_after_children"].then.numerator, found["looked_after_children"].now.numerator) == (30, 31)
    assert found["looked_after_children"].reasons == (LATER_DATA,)


def test_a_record_that_does_not_reach_back_restates_nothing(tmp_path: Path) -> None:
    root = tmp_path / "editions"
    first = published(root, chapters=BOTH)
    later = replace(a_record(31), care_from=date(2024, 4, 1))
    second = published(root, earlier=(first,), chapters=PLAIN, period=NEXT_YEAR, record=later)
    assert restated(first, second) == []


def test_a_group_nothing_is_counted_in_any_more_is_nought(tmp_path: Path) -> None:
    def by_sex(source: Source) -> Made:
        measure = all_measures()["looked_after_children"]
        return replace(make(source), figures=tuple(measure_all(source.record, [measure], [YEAR], {}, ["sex"])))

    first = published(tmp_path / "editions", maker=by_sex)
    none_left = replace(a_record(), periods_of_care=[])
    second = published(tmp_path / "editions", record=none_left, period=NEXT_YEAR)
    found = {tuple(each.now.group.items()): each for each in restated(first, second)}
    assert {of: (each.then.numerator, each.now.numerator) for of, each in found.items()} == {
        (): (30, 0),
        (("sex", "M"),): (30, 0),
    }
    assert {each.reasons for each in found.values()} == {(CORRECTED,)}


def test_only_a_published_edition_restates(tmp_path: Path) -> None:
    from tests.unit.editions.small import drafted

    draft = drafted(tmp_path / "editions")
    with pytest.raises(EditionRefused, match="Only a published edition"):
        restated(draft, draft)

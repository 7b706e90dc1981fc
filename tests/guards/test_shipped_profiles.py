"""Every shipped profile says only what the rest of the program can bear out."""

from datetime import date

import pytest

from handrail.measures.groups import lists
from handrail.profiles import shipped, shipped_names
from handrail.profiles.outline import CHAPTERS, PUBLICATIONS
from handrail.publications.library import names, publication

FIVE = ["dudley", "middlesbrough", "shropshire", "sunderland", "worcestershire"]
REQUIRED_BY_THE_HANDBOOK = {"reviews", "participation", "disputes"}
"""What every one of the five reports on; what the Handbook asks for besides is printed as missing."""


def test_five_services_are_shipped() -> None:
    assert shipped_names() == FIVE


def test_every_publication_and_chapter_there_may_be_is_written() -> None:
    assert set(names()) == set(PUBLICATIONS)
    assert set(CHAPTERS) <= set(publication("annual_report").chapters)


@pytest.mark.parametrize("name", FIVE)
def test_groupings_take_the_place_of_a_list_of_the_same_kind_and_lose_no_code(name: str) -> None:
    for of, grouping in shipped(name).groupings.items():
        national = lists().get(of)
        if national is None:
            continue
        assert grouping.kind == national["kind"]
        codes = {code for entry in national["entry"] for code in entry.get("codes", ())}
        assert codes <= {code for entry in grouping.entries for code in entry.codes}


@pytest.mark.parametrize("name", FIVE)
def test_the_annual_report_has_an_outline_of_its_own(name: str) -> None:
    outline = shipped(name).outline_of("annual_report")
    named = [chapter.name for chapter in outline.chapters]
    assert set(named) >= REQUIRED_BY_THE_HANDBOOK
    assert {chapter.name for chapter in outline.chapters if not chapter.text} <= set(CHAPTERS)
    assert named[-2:] == ["data-quality", "definitions"]
    assert all(chapter.title for chapter in outline.chapters[:-2])


@pytest.mark.parametrize("name", FIVE)
def test_every_chapter_that_an_outline_names_is_written(name: str) -> None:
    for of, outline in shipped(name).outline.items():
        named = [chapter.name for chapter in outline.chapters]
        written = publication(of, outline.chapters).chapters
        assert all(written.values())
        assert list(written) == (named or list(publication(of).chapters))


@pytest.mark.parametrize("name", FIVE)
def test_every_table_of_its_own_is_printed_by_a_chapter(name: str) -> None:
    profile = shipped(name)
    texts = " ".join(chapter.text or "" for one in profile.outline.values() for chapter in one.chapters)
    assert profile.tables
    assert [table for table in profile.tables if f"{{{{ table {table} }}}}" not in texts] == []


def test_each_service_challenges_in_its_own_shape() -> None:
    shapes = {name: shipped(name).disputes for name in FIVE}
    assert [kind.name for kind in shapes["dudley"].kinds] == ["informal", "formal", "good_practice"]
    assert len(shapes["sunderland"].stages) == 5
    assert [kind.written_as for kind in shapes["worcestershire"].kinds] == ["case_note", "form", "form"]
    assert [kind.nature for kind in shapes["shropshire"].kinds] == ["rating", "challenge"]
    assert [stage.name for stage in shapes["middlesbrough"].stages_of("protection")] == ["issue"]


def test_sunderland_has_five_stages_since_april_2018() -> None:
    before = shipped("sunderland", date(2018, 3, 31)).disputes
    assert len(before.stages) == 2
    first = shipped("sunderland", date(2018, 4, 1)).disputes.stages[0]
    assert first.first_contact is not None
    assert (first.first_contact.amount, first.first_contact.unit) == (24, "hour")
    assert first.limit is not None
    assert (first.limit.amount, first.on_silence) == (10, "move_up")


def test_dudley_s_targets_change_as_its_tables_print_them() -> None:
    profile = shipped("dudley")

    def on(measure: str, day: date) -> float:
        (found,) = [target.value for target in profile.targets_of(measure) if target.holds_on(day)]
        return found

    months = [date(2019, month, 28) for month in range(4, 13)] + [date(2020, month, 28) for month in (1, 2, 3)]
    assert [on("reviews_held_on_time", day) for day in months] == [0.95] * 8 + [1.0] * 4
    assert [on("icpc_within_15_working_days", day) for day in months] == [0.8] * 8 + [0.9] * 4
    assert [on("rcpc_held_on_time", day) for day in months] == [0.95] * 8 + [1.0] * 3 + [0.943]


def test_priorities_change_with_the_year() -> None:
    assert len(shipped("sunderland", date(2019, 3, 31)).labels("priorities")) == 8
    assert len(shipped("sunderland").labels("priorities")) == 7

"""One child from several sources: who is who, what is filled, what is said, and what is never crossed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import EPISODES, HEADER, REVIEWS, write

from handrail.record.record import Missing, Record
from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Enquiry,
    Episode,
    Event,
    Identifier,
    PeriodOfCare,
    Plan,
    RecordedDue,
    Review,
)
from handrail.returns.load import Loaded, assemble, load
from handrail.returns.part import Part

BORN = date(2015, 1, 1)
UPN = "A123456789012"


def a_set(folder: Path) -> Path:
    """Child 1 is looked after from May 2024; child 9 was adopted on 2 September 2024. Both have a UPN."""
    folder.mkdir(exist_ok=True)
    write(folder / "header.csv", HEADER, [f"1,M,01/01/2015,WBRI,{UPN},,", "9,F,01/01/2023,WBRI,B123456789012,,"])
    write(
        folder / "episodes.csv",
        EPISODES,
        ["1,01/05/2024,S,C2,N1,U6,PR1,,,,,,", "9,01/02/2024,S,E1,N1,A6,PR1,02/09/2024,E12,,,,"],
    )
    write(folder / "reviews.csv", REVIEWS, ["1,01/01/2015,24/05/2024,PN1", "1,01/01/2015,20/08/2024,"])
    return folder


def together(folder: Path, *parts: Part, covers: date | None = None) -> Loaded:
    """The set and these parts, put together as every command does it."""
    read = load([a_set(folder)])
    loaded = Loaded(Record(), [], read.sets, read.censuses, list(parts))
    return assemble(loaded, covers)


def part(source: str = "ssd", **tables: object) -> Part:
    return Part(source, f"the {source}", Record(**tables))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "to", "covered"),
    [
        ("2019-04-01", "2024-03-31", ("2019-04-01", "2025-03-31")),  # up to the day the returns begin
        ("2019-04-01", "2022-03-31", ("2024-04-01", "2025-03-31")),  # two years between are in neither
        ("2025-04-01", "2026-03-31", ("2024-04-01", "2026-03-31")),
        ("2026-04-01", "2027-03-31", ("2024-04-01", "2025-03-31")),
    ],
)
def test_what_lies_between_two_sources_is_never_taken_to_be_covered(
    tmp_path: Path, first: str, to: str, covered: tuple[str, str]
) -> None:
    other = part(
        episodes=[Episode("7", date(2019, 5, 1), date(2019, 6, 1), "S", "C2", None, "U6", None, "E4A")],
        reviews=[Review("7", date(2019, 5, 9), None, None, "ssd:2")],
        care_from=date.fromisoformat(first),
        care_to=date.fromisoformat(to),
    )
    record = together(tmp_path / "set", other).record
    assert (record.care_from, record.care_to) == tuple(date.fromisoformat(day) for day in covered)


def test_an_id_that_looks_like_one_given_after_an_adoption_stays_one_child(tmp_path: Path) -> None:
    folder = a_set(tmp_path / "set")
    with (folder / "header.csv").open("a") as file:
        file.write("9-after-adoption,F,01/01/2023,WBRI,,,\n")
    with (folder / "episodes.csv").open("a") as file:
        file.write("9,01/02/2025,S,C2,N1,U6,PR1,,,,,,\n")
    children = [child.child_id for child in load([folder]).record.children]
    assert children == ["1", "9", "9-after-adoption"]


def rules(loaded: Loaded) -> list[str]:
    return [problem.rule for problem in loaded.problems]


def ids(loaded: Loaded) -> list[str]:
    return [child.child_id for child in loaded.record.children]


def test_without_a_part_the_returns_stand_as_they_are(tmp_path: Path) -> None:
    assert together(tmp_path).record == load([a_set(tmp_path)]).record
    assert together(tmp_path).problems == []


def test_the_upn_of_the_header_is_kept_and_un1_is_none(tmp_path: Path) -> None:
    write(a_set(tmp_path) / "header.csv", HEADER, [f"1,M,01/01/2015,WBRI,{UPN},,", "9,F,01/01/2023,WBRI,UN1,,"])
    (found,) = load([tmp_path]).record.identifiers
    assert found == Identifier("1", "upn", UPN, "ssda903", "header.csv:2")


def test_blanks_are_filled_and_new_entries_added(tmp_path: Path) -> None:
    loaded = together(
        tmp_path,
        part(
            children=[Child("1", BORN, read_from="p.csv:2"), Child("2", date(2016, 6, 1))],
            reviews=[Review("1", date(2024, 8, 20), date(2024, 8, 27), "PN3"), Review("1", date(2025, 2, 3))],
            events=[Event("1", "visit", date(2024, 6, 1))],
            recorded_dues=[RecordedDue("1", "lac_review", "ssd", date(2024, 8, 22), date(2024, 8, 20))],
        ),
    )
    assert loaded.problems == []
    assert ids(loaded) == ["1", "2", "9"]
    reviews = {review.opened_on: review for review in loaded.record.reviews}
    assert reviews[date(2024, 8, 20)] == Review("1", date(2024, 8, 20), date(2024, 8, 27), "PN3", "reviews.csv:3")
    assert date(2025, 2, 3) in reviews
    assert len(loaded.record.events) == len(loaded.record.recorded_dues) == 1


def test_a_conflict_is_listed_with_both_values_and_places_and_the_first_stands(tmp_path: Path) -> None:
    ssd = part(children=[Child("1", BORN)], reviews=[Review("1", date(2024, 5, 24), None, "PN5", "ssd.csv:7")])
    tracker = part(
        "tracker", children=[Child("1", date(2015, 1, 2), read_from="t.csv:4")],
        reviews=[Review("1", date(2024, 8, 20), None, "PN6", "t.csv:9")],
    )  # fmt: skip
    loaded = together(tmp_path, tracker, ssd)
    assert {(problem.rule, problem.file, problem.row, problem.value) for problem in loaded.problems} == {
        ("HR-SRC-1", "ssd.csv", 7, "PN5"),
        ("HR-ID-5", "t.csv", 4, "2015-01-02"),
    }
    told = next(problem.message for problem in loaded.problems if problem.rule == "HR-SRC-1")
    assert all(said in told for said in ("PN1", "reviews.csv:2", "PN5", "ssd.csv:7", "PN1 was used"))
    codes = {review.opened_on: review.participation for review in loaded.record.reviews}
    assert codes == {date(2024, 5, 24): "PN1", date(2024, 8, 20): "PN6"}, "the tracker comes last and fills a blank"


@pytest.mark.parametrize(
    ("born_on", "upn", "linked"),
    [
        (BORN, UPN, True),
        (BORN, UPN.lower(), True),
        (date(2015, 1, 2), UPN, False),
        (None, UPN, False),
        (BORN, "UN1", False),
        (BORN, "A12345", False),
        (BORN, "C123456789012", False),
    ],
)  # fmt: skip
def test_a_upn_links_only_with_the_birth_date(tmp_path: Path, born_on: date | None, upn: str, linked: bool) -> None:
    ssd = part(
        children=[Child("p-77", born_on)],
        identifiers=[Identifier("p-77", "upn", upn, "ssd")],
        reviews=[Review("p-77", date(2025, 2, 3))],
    )
    loaded = together(tmp_path, ssd)
    assert ids(loaded) == (["1", "9"] if linked else ["1", "9", "p-77"])
    assert any(review.child_id == ("1" if linked else "p-77") for review in loaded.record.reviews[2:])
    other_birth_date = not linked and upn == UPN
    assert rules(loaded) == (["HR-ID-3"] if other_birth_date else [])


def test_a_former_upn_and_a_name_link_nothing(tmp_path: Path) -> None:
    ssd = part(
        children=[Child("p-77", BORN)],
        identifiers=[Identifier("p-77", "former_upn", UPN, "ssd"), Identifier("p-77", "name", "A Child", "ssd")],
    )
    assert ids(together(tmp_path, ssd)) == ["1", "9", "p-77"]


def test_a_council_id_links_under_the_source_s_own_number(tmp_path: Path) -> None:
    ssd = part(children=[Child("p-77", None)], identifiers=[Identifier("p-77", "council_id", "1", "ssd")])
    assert ids(together(tmp_path, ssd)) == ["1", "9"]


def test_a_source_s_own_number_that_is_another_child_s_id_is_kept_apart(tmp_path: Path) -> None:
    ssd = part(children=[Child("9", BORN)], identifiers=[Identifier("9", "council_id", "300", "ssd")])
    assert ids(together(tmp_path, ssd)) == ["1", "9", "9-other"]


def test_ids_of_two_known_children_link_to_neither(tmp_path: Path) -> None:
    both = [Identifier("p", "council_id", "1", "ssd"), Identifier("p", "council_id", "9", "ssd")]
    loaded = together(tmp_path, part(children=[Child("p", BORN)], identifiers=both))
    assert ids(loaded) == ["1", "9", "p"]
    assert rules(loaded) == ["HR-ID-2"]


# --- never across an adoption


def test_what_comes_after_an_adoption_under_the_same_id_is_a_child_of_its_own(tmp_path: Path) -> None:
    ssd = part(
        children=[Child("9", date(2023, 1, 1))],
        enquiries=[Enquiry("9", date(2024, 1, 8), read_from="ssd.csv:2"), Enquiry("9", date(2025, 1, 8), read_from="ssd.csv:3")],
        episodes=[Episode("9", date(2025, 2, 1), None, "S", "C2", read_from="ssd.csv:4")],
    )  # fmt: skip
    loaded = together(tmp_path, ssd)
    assert ids(loaded) == ["1", "9", "9-after-adoption"]
    assert [(row.child_id, row.started_on.year) for row in loaded.record.enquiries] == [
        ("9", 2024),
        ("9-after-adoption", 2025),
    ]
    assert [period.child_id for period in loaded.record.periods_of_care] == ["1", "9", "9-after-adoption"]
    (problem,) = loaded.problems
    assert (problem.rule, problem.file, problem.row) == ("HR-ID-1", "ssd.csv", 3)
    assert "02/09/2024" in problem.message
    assert "adoption records must look" in problem.what_to_do


@pytest.mark.parametrize("day", [date(2025, 1, 8), None])
def test_a_upn_does_not_lead_back_across_an_adoption(tmp_path: Path, day: date | None) -> None:
    ssd = part(
        children=[Child("500", date(2023, 1, 1), sex="F")],
        identifiers=[Identifier("500", "upn", "B123456789012", "ssd")],
        enquiries=[Enquiry("500", day)] if day else [],
    )
    loaded = together(tmp_path, ssd)
    assert ids(loaded) == ["1", "500", "9"]
    assert rules(loaded) == ["HR-ID-1"]
    assert "9" not in loaded.problems[0].message.replace("UPN", ""), "the problem does not name the child of before"


def test_a_return_that_uses_the_id_of_an_adopted_child_again_is_parted_too(tmp_path: Path) -> None:
    with (a_set(tmp_path) / "episodes.csv").open("a", encoding="utf-8") as file:
        file.write("9,02/09/2024,S,C2,N1,U6,PR1,,,,,,\n")  # on the very day of the adoption order
    write(tmp_path / "reviews.csv", REVIEWS, ["9,01/01/2023,20/05/2024,PN0", "9,01/01/2023,20/09/2024,PN0"])
    loaded = load([tmp_path])
    assert rules(loaded) == ["HR-ID-1"]
    assert [(row.child_id, row.opened_on.month) for row in loaded.record.reviews] == [("9", 5), ("9-after-adoption", 9)]
    assert [(row.child_id, row.end_reason) for row in loaded.record.periods_of_care if row.child_id != "1"] == [
        ("9", "E12"),
        ("9-after-adoption", None),
    ]


def test_a_upn_leads_to_what_was_before_the_adoption(tmp_path: Path) -> None:
    ssd = part(
        children=[Child("500", date(2023, 1, 1))],
        identifiers=[Identifier("500", "upn", "B123456789012", "ssd")],
        enquiries=[Enquiry("500", date(2024, 1, 8))],
    )
    assert ids(together(tmp_path, ssd)) == ["1", "9"]


def test_a_list_without_a_date_is_not_linked_to_the_adopted_child(tmp_path: Path) -> None:
    loaded = together(tmp_path, part("annex_a", children=[Child("9", date(2023, 1, 1), sex="F")]))
    assert ids(loaded) == ["1", "9", "9-after-adoption"]
    assert rules(loaded) == ["HR-ID-1"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["9", "p"]), st.dates(date(2023, 6, 1), date(2026, 6, 1)), st.booleans()), max_size=8
    )
)
def test_nothing_after_an_adoption_ever_stands_under_the_adopted_child(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[str, date, bool]]
) -> None:
    record = Record(
        children=[Child("9", date(2023, 1, 1)), Child("p", date(2023, 1, 1))],
        identifiers=[Identifier("p", "upn", "B123456789012", "ssd")],
    )
    for child, day, is_plan in entries:
        if is_plan:
            record.plans.append(Plan(child, day))
        else:
            record.events.append(Event(child, "visit", day))
    loaded = together(tmp_path_factory.mktemp("set"), Part("ssd", "the ssd", record))
    adopted_on = date(2024, 9, 2)
    for row in (*loaded.record.plans, *loaded.record.events):
        day = row.started_on if isinstance(row, Plan) else row.happened_on
        assert row.child_id != "9" or day <= adopted_on
    kept = {row.read_from for row in loaded.record.children}
    assert len(loaded.record.plans) <= len(record.plans)
    assert kept
    named = {child.child_id for child in loaded.record.children}
    assert {row.child_id for row in (*loaded.record.plans, *loaded.record.events)} <= named


# --- conferences, periods of care and what is covered


def test_a_conference_is_known_by_child_and_day_whatever_its_number(tmp_path: Path) -> None:
    day = date(2025, 1, 20)
    ssd = part(
        children=[Child("1", BORN), Child("2", BORN)],
        conferences=[Conference("c-1", "initial", day)],
        conference_children=[ConferenceChild("c-1", "1", None, None, read_from="ssd.csv:2")],
    )
    tracker = part(
        "tracker",
        children=[Child("1", BORN), Child("2", BORN)],
        conferences=[Conference("x", "transfer_in", day)],
        conference_children=[
            ConferenceChild("x", "1", date(2025, 1, 6), None, read_from="t.csv:2"),
            ConferenceChild("x", "2"),
        ],
    )
    loaded = together(tmp_path, ssd, tracker)
    assert loaded.record.conference_children == [
        ConferenceChild("c-1", "1", date(2025, 1, 6), None, read_from="ssd.csv:2"),
        ConferenceChild("x", "2"),
    ]
    assert rules(loaded) == ["HR-SRC-1"], "the kinds differ"


def test_a_known_start_of_care_replaces_the_first_day_loaded(tmp_path: Path) -> None:
    a_set(tmp_path)
    write(tmp_path / "episodes.csv", EPISODES, ["1,01/05/2024,L,C2,N1,U6,PR1,,,,,,"])
    read = load([tmp_path])
    assert [period.began_known for period in read.record.periods_of_care] == [False]
    began = date(2022, 3, 7)
    listed = part("annex_a", children=[Child("1", BORN)], periods_of_care=[PeriodOfCare("1", began, True)])
    loaded = assemble(Loaded(Record(), [], read.sets, [], [listed]))
    (period,) = loaded.record.periods_of_care
    assert (period.began_on, period.began_known, period.read_from) == (began, True, "episodes.csv:2")


def test_a_list_of_one_day_never_makes_a_table_loaded(tmp_path: Path) -> None:
    day = date(2025, 3, 31)
    listed = part("annex_a", children=[Child("1", BORN)], plans=[Plan("1", day)], care_from=day, protection_from=day)
    listed.record.missing = [Missing("plans", "only the latest", None, date(2025, 3, 30)), Missing("plans", "nothing after", date(2025, 4, 1))]  # fmt: skip
    record = together(tmp_path, listed).record
    assert record.why_missing(("enquiries",), day, day) == "No CIN census was loaded."
    assert record.why_missing(("plans",), date(2024, 4, 1), day) == "only the latest"
    assert record.care_from == date(2024, 4, 1), "the returns reach back further and stand"


def test_a_dataset_fills_a_gap_from_the_day_it_can_be_relied_on(tmp_path: Path) -> None:
    plans = part(children=[Child("1", BORN)], plans=[Plan("1", date(2023, 5, 2))], protection_from=date(2023, 4, 1))
    record = together(tmp_path, plans).record
    assert record.why_missing(("plans",), date(2023, 4, 1), date(2025, 3, 31)) is None
    assert record.why_missing(("plans",), date(2023, 3, 1), date(2023, 3, 31)) == "No CIN census was loaded."
    assert record.why_missing(("enquiries",), date(2023, 4, 1), date(2025, 3, 31)) == "No CIN census was loaded."
    assert record.protection_from == date(2023, 4, 1)
    assert record.care_from == date(2024, 4, 1)


def test_the_parts_are_not_changed_by_being_put_together(tmp_path: Path) -> None:
    ssd = part(children=[Child("9", date(2023, 1, 1))], plans=[Plan("9", date(2025, 1, 8))])
    first = together(tmp_path, ssd).record
    assert ssd.record.plans == [Plan("9", date(2025, 1, 8))]
    assert together(tmp_path, ssd).record == first


def test_two_ids_of_the_returns_with_one_upn_and_birth_date_are_said_and_not_joined(tmp_path: Path) -> None:
    rows = [f"{child},M,01/01/2015,WBRI,{UPN},," for child in ("1", "2")]
    write(a_set(tmp_path) / "header.csv", HEADER, rows)
    loaded = load([tmp_path])
    assert ids(loaded) == ["1", "2", "9"]
    assert rules(loaded) == ["HR-ID-4"]

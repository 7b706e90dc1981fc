"""Every publication that ships is made for every profile, audience and size, and says plainly what is missing."""

from dataclasses import replace
from functools import cache

import pytest
from tests.integration.publications.fairlea import PROFILES, facts, made, profile, record, request

from handrail.publications.library import names, publication
from handrail.publications.making import compose
from handrail.publications.numbers import NOT_LOADED
from handrail.publications.safeguards import examine
from handrail.record.record import Missing, Record

OTHERS = [name for name in names() if name != "annual_report"]
NOT_GIVEN = "No such return was loaded."


@pytest.mark.parametrize("of", PROFILES)
@pytest.mark.parametrize("name", OTHERS)
def test_it_is_made_for_every_profile_without_a_refusal(name: str, of: str) -> None:
    document = made(name, profile(of))
    assert document.authority == profile(of).authority
    assert any(one.figure is not None and one.figure.numerator for one in document.numbers())


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("name", OTHERS)
def test_it_is_made_for_those_who_see_less_and_more(name: str, audience: str) -> None:
    assert made(name, audience=audience).sections


@pytest.mark.parametrize("of", PROFILES)
@pytest.mark.parametrize("name", OTHERS)
def test_it_is_made_of_a_very_small_authority(name: str, of: str) -> None:
    assert made(name, profile(of), record=record(60, 3)).sections


@pytest.mark.slow  # a whole report each, with every chapter of the outline and every table of the profile
@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("size", [(200, 1), (60, 3)], ids=["fairlea", "small"])
@pytest.mark.parametrize("of", PROFILES)
def test_the_annual_report_of_every_profile_raises_nothing(of: str, size: tuple[int, int], audience: str) -> None:
    asked = request("annual_report", profile(of), record=record(*size), audience=audience)
    document, standing = compose(asked, facts(asked))
    assert [str(one) for one in examine(document, standing)] == []
    outline = profile(of).outline.get("annual_report")
    wanted = [one.name for one in outline.chapters] if outline else []
    there = [one.id for one in document.sections if one.id != "approval"]
    assert there == (wanted or list(publication("annual_report").chapters))


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("lacking", ["care", "protection", "service"])
def test_what_was_not_loaded_is_said_plainly(name: str, lacking: str) -> None:
    document = made(name, record=without(lacking))
    said = " ".join([one.text for one in document.parts()])
    unknown = [one for one in document.numbers() if one.figure is None or one.figure.numerator is None]
    assert all(one.text.partition(" (")[0] in (NOT_LOADED, "no target", "not published") for one in unknown)
    assert all((one.figure.note or "").rstrip(".") in said for one in unknown if one.figure)


_TABLES = {
    "care": ("episodes", "reviews", "periods_of_care"),
    "protection": ("plans", "conferences", "conference_children", "enquiries"),
    "service": (
        "disputes", "dispute_reasons", "dispute_stages", "dispute_children", "ratings", "rating_reasons", "contacts",
        "surveys", "survey_answers", "plan_items", "plan_item_ratings", "workers", "allocations", "attendances",
        "praises", "audits", "advocacy", "midway_reviews",
    ),
}  # fmt: skip


@cache
def without(lacking: str) -> Record:
    """The record where a source was not loaded: its tables are empty, and it says so of each."""
    whole, tables = record(), _TABLES[lacking]
    days = {} if lacking == "service" else {f"{lacking}_from": None, f"{lacking}_to": None}
    gaps = [Missing(table, NOT_GIVEN) for table in tables]
    return replace(whole, missing=[*whole.missing, *gaps], **{table: [] for table in tables}, **days)

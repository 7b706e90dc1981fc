"""Saved and shared filters, and extra columns made and closed."""

from typing import Any

from django.test import Client
from lxml import html
from tests.service.conftest import SignedIn
from tests.service.worklist.conftest import rows_of

from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.worklist.models import LocalColumn, LocalValue, SavedFilter

LIST = "/fairlea/list/due/"


def said(answer: Any) -> str:
    return " ".join(html.fromstring(answer.content.decode()).text_content().split())


def test_a_filter_is_saved_used_and_taken_away(manager: Client, listed: Authority) -> None:
    answer = manager.post(f"{LIST}filters/", {"title": "Late ones", "q-state": "late", "q-sort": "-late"})
    assert answer["Location"] == f"{LIST}?state=late&sort=-late"
    with wall(listed):
        number = SavedFilter.objects.get().pk
    used = manager.get(f"{LIST}filter/", {"filter": number}, follow=True)
    assert {one["state"] for one in rows_of(used)} == {"Late"}
    manager.post(f"{LIST}filter-drop/", {"filter": number})
    assert "You have saved none." in said(manager.get(f"{LIST}filters/"))


def test_a_shared_filter_is_there_for_others_and_never_with_words(
    manager: Client, listed: Authority, signed_in: SignedIn
) -> None:
    other = signed_in(listed, "business_support")
    manager.post(f"{LIST}filters/", {"title": "Late ones", "q-state": "late", "shared": "on"})
    manager.post(f"{LIST}filters/", {"title": "My own", "q-state": "late"})
    page = said(other.get(f"{LIST}filters/"))
    assert "Late ones" in page
    assert "My own" not in page
    with wall(listed):
        number = SavedFilter.objects.get(title="Late ones").pk
    other.post(f"{LIST}filter-drop/", {"filter": number})
    assert "Late ones" in said(other.get(f"{LIST}filters/"))
    mark = manager.post(f"{LIST}narrow/", {"words": "Leah"})["Location"].partition("words=")[2]
    refused = manager.post(f"{LIST}filters/", {"title": "Leah", "q-words": mark, "shared": "on"})
    assert "words may be a child's name" in said(refused)
    manager.post(f"{LIST}filters/", {"title": "Leah", "q-words": mark})
    with wall(listed):
        number = SavedFilter.objects.get(title="Leah").pk
    used = manager.get(f"{LIST}filter/", {"filter": number})
    assert "Leah" not in used["Location"]
    assert all("Leah" in one["child"] for one in rows_of(manager.get(used["Location"])))


def test_a_column_is_added_filled_and_closed_and_keeps_what_stood_in_it(manager: Client, listed: Authority) -> None:
    given = {"heading": "Room", "kind": "choice", "choices": "Blue\nHall\nBlue", "about": "Where it is held"}
    assert manager.post(f"{LIST}columns/", given).status_code == 302
    with wall(listed):
        room = LocalColumn.objects.get()
    assert room.choices == ["Blue", "Hall"]
    row = rows_of(manager.get(LIST))[0]
    manager.post(f"{LIST}cell/", {"row": row["number"], "column": room.key, "text": "Hall", "was": ""})
    assert [one["number"] for one in rows_of(manager.get(LIST, {room.key: "Hall"}))] == [row["number"]]
    assert rows_of(manager.get(LIST, {"sort": room.key}))[0][room.key] == "Hall"
    manager.post(f"{LIST}column-close/", {"column": room.pk})
    assert room.key not in rows_of(manager.get(LIST))[0]
    with wall(listed):
        assert LocalValue.objects.get().value == "Hall"


def test_a_column_needs_a_heading_of_its_own_and_choices(manager: Client) -> None:
    page = said(manager.post(f"{LIST}columns/", {"heading": "note", "kind": "choice", "choices": " "}))
    assert "The list has a column with this heading already." in page
    assert "Write the choices, one on each line" in page

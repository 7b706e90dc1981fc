"""Editing the list: a cell, a row, a pasted block, many rows; who was first, what cannot be, and taking back."""

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html
from tests.service.conftest import MORNING, SignedIn
from tests.service.worklist.conftest import rows_of

from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.due import recompute
from handrail.service.due.models import Duty, LatenessReason, Note
from handrail.service.worklist.models import Change, LocalColumn, LocalValue, Step

LIST = "/fairlea/list/due/"
LATE_REPORT, TOLD_LATE = "The social work report had not come", "The service was told late"


@pytest.fixture
def room(listed: Authority) -> LocalColumn:
    """An extra column of the authority: which room."""
    with wall(listed):
        return LocalColumn.objects.create(
            grid="due",
            heading="Room",
            kind="choice",
            choices=["Blue; large", "Blue", "Hall"],
            made_by="m",
            made_at=MORNING,
        )


def late_reviews(client: Client) -> list[dict[str, str]]:
    return [one for one in rows_of(client.get(LIST, {"state": "late"})) if "review" in one["what"].lower()]


def put(client: Client, row: dict[str, str], column: str, text: str, was: str | None = None) -> Any:
    given = {"row": row["number"], "column": column, "text": text, "was": row[column] if was is None else was}
    return client.post(f"{LIST}cell/", given).json()


def again(client: Client, row: dict[str, str]) -> dict[str, str]:
    return next(
        one for one in rows_of(client.get(LIST, {"state": row["state"].lower()})) if one["number"] == row["number"]
    )


def test_a_cell_is_written_by_the_rules_of_the_ledger_and_leaves_its_entry(
    manager: Client, fairlea: Authority, room: LocalColumn
) -> None:
    row = late_reviews(manager)[0]
    assert put(manager, row, "main", LATE_REPORT)["cells"]["main"] == LATE_REPORT
    assert put(manager, row, "contributing", TOLD_LATE)["cells"]["contributing"] == TOLD_LATE
    assert (
        put(manager, row, "note", "Rang the team.\nThey ring back.")["cells"]["note"]
        == "Rang the team.\nThey ring back."
    )
    assert put(manager, row, room.key, "blue; LARGE")["cells"][room.key] == "Blue; large"
    with wall(fairlea):
        duty = Duty.objects.get(pk=row["number"])
        assert list(LatenessReason.objects.filter(duty=duty.key, child_id=duty.child_id, replaced_at=None).values_list("reason", "main").order_by("-main")) == [("missing_report", True), ("late_notification", False)]  # fmt: skip
        assert Note.objects.get(duty=duty.key).text == "Rang the team.\nThey ring back."
        said = [json.loads(one.detail)["what"] for one in Entry.objects.exclude(detail="{}").order_by("id")]
        assert said == ["late_reason", "late_reason", "note", "extra_column"]


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("main", "Because", "“Because” is none of these"),
        ("contributing", TOLD_LATE, "Give the main reason first."),
        ("due", "1 May 2026", "This column cannot be changed here."),
        ("nothing", "x", "There is no such column"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(manager: Client, column: str, text: str, why: str) -> None:
    row = late_reviews(manager)[0]
    assert why in put(manager, row, column, text, row.get(column, ""))["problem"]
    assert again(manager, row) == row


def test_no_reason_is_given_for_what_is_not_late(manager: Client) -> None:
    row = next(one for one in rows_of(manager.get(LIST, {"state": "on time"})) if "review" in one["what"].lower())
    assert put(manager, row, "main", LATE_REPORT)["problem"] == "This is not late, so there is no reason to give."


def test_the_second_of_two_sees_what_the_first_wrote_and_loses_no_word(
    manager: Client, listed: Authority, signed_in: SignedIn
) -> None:
    other, row = signed_in(listed, "business_support"), late_reviews(manager)[0]
    put(other, row, "note", "Room is booked.")
    answer = put(manager, row, "note", "Minute taker found.")
    assert "It now says: “Room is booked.”" in answer["problem"]
    assert put(manager, row, "note", "Minute taker found.", answer["now"])["cells"]["note"] == "Minute taker found."
    with wall(listed):
        assert list(Note.objects.order_by("id").values_list("text", flat=True)) == [
            "Room is booked.",
            "Minute taker found.",
        ]


def row_page(client: Client, row: dict[str, str]) -> tuple[str, Any]:
    page = html.fromstring(client.get(LIST, {"state": "late"}).content.decode())
    href = page.xpath(f"//tr[@data-row='{row['number']}']//a[text()='Change']/@href")[0]
    address = "/fairlea/" + href.removeprefix("../../")
    return address, html.fromstring(client.get(address).content.decode()).forms[-1]


def test_a_row_is_changed_on_its_page_and_a_clash_shows_both(
    manager: Client, listed: Authority, signed_in: SignedIn, room: LocalColumn
) -> None:
    row = late_reviews(manager)[0]
    address, form = row_page(manager, row)
    put(signed_in(listed, "business_support"), row, "note", "Room is booked.")
    sent = {**dict(form.form_values()), "v-note": "Minute taker found.", f"v-{room.key}": "Hall"}
    again_form = html.fromstring(manager.post(address, sent).content.decode())
    assert "it now says “Room is booked.”" in again_form.text_content()
    assert again_form.forms[-1].fields["v-note"].strip() == "Minute taker found."
    assert manager.post(address, dict(again_form.forms[-1].form_values())).status_code == 302
    assert (again(manager, row)["note"], again(manager, row)[room.key]) == ("Minute taker found.", "Hall")


def preview(client: Client, answer: Any) -> tuple[Any, dict[str, str]]:
    assert answer.status_code == 302, answer.content.decode()
    page = html.fromstring(client.get(answer["Location"]).content.decode())
    return page, dict(page.forms[-1].form_values()) if page.forms else {}


def paste(client: Client, cells: list[tuple[dict[str, str], str, str]]) -> Any:
    block = [{"row": row["number"], "column": column, "was": row[column], "text": text} for row, column, text in cells]
    return client.post(f"{LIST}paste/", {"block": json.dumps(block)})


def test_a_pasted_block_is_looked_at_first_then_written_and_taken_back_whole(
    manager: Client, fairlea: Authority, room: LocalColumn
) -> None:
    first, second = late_reviews(manager)[:2]
    cells = [(first, "main", LATE_REPORT), (first, "contributing", TOLD_LATE), (first, "note", "Asked."), (second, room.key, "Hall"), (second, "main", "Because"), (second, "team", "Another")]  # fmt: skip
    page, form = preview(manager, paste(manager, cells))
    said = page.text_content()
    assert "Will change (4)" in said
    assert "Cannot change (2)" in said
    assert again(manager, first) == first
    manager.post(f"{LIST}step/", form)
    assert again(manager, first)["contributing"] == TOLD_LATE
    assert again(manager, second)[room.key] == "Hall"
    with wall(fairlea):
        step = Step.objects.get(applied_at__isnull=False)
    manager.post(f"{LIST}undo/", {"step": step.pk})
    assert (again(manager, first), again(manager, second)) == (first, second)
    with wall(fairlea):
        assert not LatenessReason.objects.filter(replaced_at=None).exists()
        assert LatenessReason.objects.count() == 2, "what was said stays to be seen"
        assert Change.objects.filter(step__undoes=step, done=True).count() == 4


def test_undo_leaves_what_was_changed_since_and_says_so(
    manager: Client, listed: Authority, signed_in: SignedIn
) -> None:
    first, second = late_reviews(manager)[:2]
    _, form = preview(manager, paste(manager, [(first, "note", "One."), (second, "note", "Two.")]))
    manager.post(f"{LIST}step/", form)
    put(signed_in(listed, "business_support"), second, "note", "Changed since.", "Two.")
    with wall(listed):
        number = Step.objects.filter(applied_at__isnull=False).order_by("id")[0].pk
    said = manager.post(f"{LIST}undo/", {"step": number}, follow=True).content.decode()
    assert "1 cell is as before." in said
    assert "One cell was changed since and stayed as it is now: Note of" in said
    assert (again(manager, first)["note"], again(manager, second)["note"]) == ("", "Changed since.")


def test_many_rows_get_one_value_after_a_look_and_those_that_cannot_say_why(
    manager: Client, fairlea: Authority
) -> None:
    everything = manager.post(f"{LIST}many/", {"which": "all", "column": "main", "q-what": "meetings"})
    form = dict(html.fromstring(everything.content.decode()).forms[-1].form_values())
    page, confirm = preview(manager, manager.post(f"{LIST}many/", {**form, "value": "missing_report"}))
    late = len(rows_of(manager.get(LIST, {"state": "late", "what": "meetings"})))
    assert f"Will change ({late})" in page.text_content() or late == 0
    assert "This is not late, so there is no reason to give." in page.text_content()
    manager.post(f"{LIST}step/", confirm)
    with wall(fairlea):
        assert LatenessReason.objects.filter(replaced_at=None, reason="missing_report").count() >= late > 0


def test_a_step_is_its_makers_alone(manager: Client, listed: Authority, signed_in: SignedIn) -> None:
    row = late_reviews(manager)[0]
    _, form = preview(manager, paste(manager, [(row, "note", "Mine.")]))
    assert signed_in(listed, "business_support").post(f"{LIST}step/", form).status_code == 302
    assert again(manager, row)["note"] == ""


def test_extra_values_outlive_the_row_they_hang_on(manager: Client, fairlea: Authority, room: LocalColumn) -> None:
    row = late_reviews(manager)[0]
    put(manager, row, room.key, "Hall")
    with wall(fairlea):
        duty = Duty.objects.get(pk=row["number"])
        Duty.objects.filter(pk=duty.pk).delete()
        recompute.for_child(duty.child_id)
        assert Duty.objects.exclude(pk=duty.pk).filter(child_id=duty.child_id, key=duty.key).exists()
        assert LocalValue.objects.get().duty == duty.key
    assert (
        next(one for one in late_reviews(manager) if one["child"] == row["child"] and one["what"] == row["what"])[
            room.key
        ]
        == "Hall"
    )


def test_who_may_only_read_is_offered_nothing_to_write(listed: Authority, signed_in: SignedIn) -> None:
    page = signed_in(listed, "director").get(LIST)
    if page.status_code == 200:
        assert "data-edits" not in page.content.decode()

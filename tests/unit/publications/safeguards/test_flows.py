"""Stocks and flows, reasons and forms, in all and group by group; and what a group may be called."""

from dataclasses import replace

import pytest
from tests.unit.publications.safeguards.small_documents import (
    LAST,
    fig,
    made_of,
    month,
    num,
    paragraph,
    row,
    table,
    tabled,
)

from handrail.publications.document import SEVERAL_UNITS, Block, Number, Paragraph
from handrail.publications.safeguards import Flow, Reasons, Standing, examine


def _stream(name: str, brought: int, raised: int, closed: int, still: int) -> tuple[Paragraph, ...]:
    numbers = {"open_before": brought, "raised": raised, "closed": closed, "still_open": still}
    of: dict[str, object] = {"unit": "dispute", "group": {"stream": name} if name else {}}
    return tuple(paragraph(f"{name} {what}: ", num(what, count, **of), ".") for what, count in numbers.items())


@pytest.mark.parametrize(("care_closed", "where"), [(147, ""), (140, "The report (looked after)")])
def test_disputes_balance_in_each_stream_and_not_only_in_all(care_closed: int, where: str) -> None:
    flow = Flow("G16", "open_before", ("raised",), ("closed",), "still_open", by=("stream",))
    lines = [
        *_stream("", 10, 287, 284, 13),
        *_stream("looked after", 4, 147, care_closed, 4),
        *_stream("protection", 6, 140, 137, 9),
    ]
    found = [one for one in examine(made_of(*lines), Standing(flows=(flow,))) if one.code == "G16"]
    assert [one.where for one in found] == ([where] if where else [])


def test_the_opening_stock_is_that_of_the_day_before_and_not_of_a_month() -> None:
    flow = Flow("G15", "plans", ("starts",), ("ends",), "plans")
    months = [(month(number), 480 + number) for number in range(4, 16)]
    stock = table(
        "Plans open", ["Month", "Open"], *(row(f"{one[0]:%B %Y}", num("plans", count, one)) for one, count in months)
    )
    flows = paragraph(
        "Open before: ", num("plans", 499, LAST), "; started ", num("starts", 720), "; ended ", num("ends", 724), "."
    )
    assert [one for one in examine(made_of(stock, flows), Standing(flows=(flow,))) if one.code == "G15"] == []


def _forms(reasons: dict[str, int], colour: str, forms: int, without: int = 0) -> list[Block]:
    of: dict[str, object] = {"unit": "form", "group": {"colour": colour}}
    said = [
        paragraph(
            f"{colour} {why}: ", num("reasons", count, unit="reason", group={"colour": colour, "reason": why}), "."
        )
        for why, count in reasons.items()
    ]
    lacking = fig("reasons", sum(reasons.values()), unit="reason", group={"colour": colour})
    none_given = Number(f"{without}", replace(lacking, not_recorded=without), "not_recorded")
    return [
        paragraph(f"{colour} forms: ", num("forms", forms, **of), "."),
        *said,
        paragraph(f"{colour}, no reason: ", none_given, "."),
    ]


@pytest.mark.parametrize(
    ("reasons", "without", "remedies"),
    [
        ({"late report": 20, "not seen": 8}, 0, []),
        ({"late report": 20, "not seen": 47}, 0, ["Count the reasons of 'forms' only; 28 is the most."]),
        ({"late report": 10, "not seen": 8}, 0, ["Add 'no reason recorded' with 10."]),
        ({"late report": 10, "not seen": 8}, 10, []),
    ],
)  # fmt: skip
def test_reasons_fit_the_forms_of_their_colour(reasons: dict[str, int], without: int, remedies: list[str]) -> None:
    tied = Reasons("reasons", "forms", by=("colour",))
    document = made_of(*_forms(reasons, "red", 28, without), *_forms({"in time": 90}, "green", 90))
    assert [one.remedy for one in examine(document, Standing(reasons=(tied,))) if one.code == "G18"] == remedies


def test_a_group_may_be_called_as_the_authority_calls_it() -> None:
    plans = num("plans", 12, unit="plan", group={"category": "NEG"})
    document = tabled("Plans open", ["Category", "Number"], row("Lack of care", plans), unit="plan")
    assert [one.code for one in examine(document)] == ["G02"]
    assert examine(document, Standing(names={"NEG": ("Lack of care",)})) == []


@pytest.mark.parametrize(("unit", "refused"), [("conference", False), ("child", True)])
def test_a_table_of_several_units_names_the_unit_of_each_row(unit: str, refused: bool) -> None:
    rows = [
        row("Conferences held", unit, num("conferences", 9, unit="conference")),
        row("Children", "child", num("children", 16)),
    ]
    document = made_of(
        table("Held", ["What", "Counted", "Number"], *rows, unit=SEVERAL_UNITS, also=("conference", "child"))
    )
    assert [one.code for one in examine(document)] == (["G02"] if refused else [])


def _reason(why: str, stream: str, count: int) -> Number:
    return num("reasons", count, unit="reason", group={"reason": why, "stream": stream})


@pytest.mark.parametrize(("largest", "refused"), [(14, False), (9, True)])
def test_the_largest_in_one_stream_need_not_be_so_in_another(largest: int, refused: bool) -> None:
    counts = {("drift", "care"): 14, ("late", "care"): 9, ("drift", "protection"): 3, ("late", "protection"): 30}
    rows = [row(f"{why} {stream}", _reason(why, stream, count)) for (why, stream), count in counts.items()]
    why = "drift" if largest == counts["drift", "care"] else "late"
    said = paragraph(f"Care: the largest is {why}, at ", _reason(why, "care", largest), ".")
    found = examine(made_of(said, table("Reasons by stream", ["Reason", "Number"], *rows, unit="reason")))
    assert [one.code for one in found] == (["G05"] if refused else [])


@pytest.mark.parametrize(("without", "refused"), [(2, False), (1, True)])
def test_forms_without_a_reason_may_be_told_of_all_and_not_of_each_group(without: int, refused: bool) -> None:
    care = {"stream": "care"}
    none_given = replace(fig("reasons", 4, unit="reason"), not_recorded=without)
    rows = [
        row("Late", num("reasons", 4, unit="reason", group={**care, "reason": "late"})),
        row("All", num("reasons", 4, unit="reason", group=care), total=True),
    ]
    document = made_of(
        paragraph("Forms: ", num("forms", 6, unit="form"), "."),
        paragraph("Forms of care: ", num("forms", 6, unit="form", group=care), "."),
        paragraph("Without a reason: ", Number(str(without), none_given, "not_recorded"), "."),
        table("Reasons", ["Reason", "Number"], *rows, unit="reason"),
    )
    found = examine(document, Standing(reasons=(Reasons("reasons", "forms", by=("stream",)),)))
    assert ("G18" in {one.code for one in found}) == refused


def test_what_an_authority_calls_a_reason_may_begin_as_a_total_does() -> None:
    invited = num("reasons", 30, unit="reason", group={"reason": "key_people"})
    other = num("reasons", 4, unit="reason", group={"reason": "other"})
    rows = [row("All key people were invited", invited), row("Other", other)]
    document = tabled(
        "Reasons",
        ["Reason", "Number"],
        *rows,
        row("All reasons", num("reasons", 34, unit="reason"), total=True),
        unit="reason",
    )
    assert {one.code for one in examine(document)} == {"G11"}
    assert examine(document, Standing(names={"key_people": ("All key people were invited",)})) == []


@pytest.mark.parametrize(("must", "codes"), [(True, ["G18"]), (False, [])])
def test_where_each_form_must_have_a_reason_they_are_printed(must: bool, codes: list[str]) -> None:
    document = made_of(paragraph("Forms: ", num("forms", 6, unit="form"), "."))
    found = examine(document, Standing(reasons=(Reasons("reasons", "forms", must=must),)))
    assert [one.code for one in found] == codes

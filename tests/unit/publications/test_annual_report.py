import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.unit.publications.made_up import (
    a_year,
    build,
    figure,
    inputs,
    monthly,
    only_903,
    only_cin,
    profile,
    small_council,
    some_months,
)

from handrail.measures.figures import Figure
from handrail.profiles import Profile, Target
from handrail.publications.checks import refuse_what_contradicts
from handrail.publications.document import (
    Block,
    Chart,
    Column,
    Document,
    Number,
    Paragraph,
    Row,
    Section,
    Series,
    Subheading,
    Table,
    Terms,
    Text,
    plain,
)
from handrail.publications.inputs import RuleText
from handrail.publications.prose import ChapterError


def words(document: Document, section_id: str | None = None) -> str:
    """Everything said in a document, or in one chapter."""
    sections = [one for one in document.sections if section_id in (None, one.id)]
    part = replace(document, sections=tuple(sections))
    return " ".join(one.text for one in part.parts())


def table(document: Document, table_id: str) -> Table:
    return next(block for block in document.blocks() if isinstance(block, Table) and block.id == table_id)


def column(found: Table, place: int) -> list[str]:
    return [row.cells[place].text for row in found.rows]


def test_the_report_begins_with_its_summary_and_ends_with_its_definitions() -> None:
    named = [section.id for section in build(inputs()).sections]
    assert named[0] == "summary"
    assert named[-2:] == ["data-quality", "definitions"]


def titled(title: str) -> Profile:
    """The profile of the made-up council with this title for its annual report."""
    usual = profile()
    outline = usual.outline["annual_report"]
    return profile(outline={**usual.outline, "annual_report": replace(outline, title=title)})


def test_the_title_is_the_authority_s() -> None:
    document = build(inputs(profile=titled("{service} {year}")))
    assert document.title == "Independent Reviewing Service 2025/26"
    assert document.subtitle == "1 April 2025 to 31 March 2026"


def test_the_same_measure_is_the_same_number_wherever_it_stands() -> None:
    document = build(inputs())
    shares = {one.text for one in document.numbers() if one.shows == "share" and is_year_of(one.figure)}
    assert shares == {"92.9%", "92.9% (2,085 of 2,244; 96 cannot be judged)"}


def is_year_of(one: Figure | None) -> bool:
    if one is None or one.measure != "reviews_held_on_time":
        return False
    return one.period_from == date(2025, 4, 1) and one.period_to == date(2026, 3, 31)


def test_every_number_is_bound_to_a_figure() -> None:
    document = build(inputs(not_run=(RuleText("903-440", "The code says under four"),)))
    assert not [one for one in document.numbers() if one.figure is None]


def test_the_months_stand_with_how_much_could_be_judged() -> None:
    found = table(build(inputs()), "table-reviews-by-month")
    assert [one.heading for one in found.columns][1:] == [
        "Judged",
        "On time",
        "Share on time",
        "Cannot be judged",
    ]
    assert found.rows[0].heading == "April 2025"
    assert [cell.text for cell in found.rows[0].cells] == ["186", "171", "91.9%", "8"]
    assert [cell.text for cell in found.rows[-1].cells] == ["2,244", "2,085", "92.9%", "96"]
    assert found.rows[-1].total


def test_opening_starts_ends_and_closing_add_up_and_it_says_so() -> None:
    document = build(inputs())
    assert column(table(document, "table-periods-of-care"), 0) == ["812", "166", "154", "824"]
    assert "The count adds up" in words(document, "children-in-care-flows")


def test_a_count_that_does_not_add_up_is_said_openly() -> None:
    year = a_year() | {"looked_after_children": figure("looked_after_children", 801)}
    said = words(build(inputs(year=year)), "children-in-care-flows")
    assert "does not add up" in said
    assert "The cause lies in the records" in said


def test_without_an_opening_number_nothing_is_claimed() -> None:
    year = {name: one for name, one in a_year().items() if name != "looked_after_children:opening"}
    document = build(inputs(year=year))
    assert "cannot be said" in words(document, "children-in-care-flows")
    assert column(table(document, "table-periods-of-care"), 0)[0] == "not loaded"


@pytest.mark.parametrize(
    ("made", "there", "absent", "why"),
    [
        (
            only_903,
            "Reviews held",
            "Children considered at initial conferences",
            "No CIN census was loaded.",
        ),
        (only_cin, "Children considered at initial", "Reviews held:", "No SSDA903 set was loaded."),
    ],
)
def test_the_report_reads_well_with_one_source_only(made: Any, there: str, absent: str, why: str) -> None:
    document = build(made())
    said = words(document, "summary")
    assert there in said
    assert absent not in said
    assert why in said
    under_one = {block.id for block in document.blocks() if isinstance(block, Subheading)}
    assert {one.id for one in build(inputs()).sections} <= {one.id for one in document.sections} | under_one


def test_without_months_the_chapters_still_stand() -> None:
    document = build(inputs(months={}))
    assert not [block for block in document.blocks() if isinstance(block, Chart)]
    assert column(table(document, "table-reviews-by-month"), 1)[:-1] == ["not loaded"] * 12


def test_data_without_a_problem_says_so() -> None:
    document = build(inputs(problems=()))
    assert "No problem was found" in words(document, "data-quality")


def test_problems_are_counted_and_their_counts_are_open() -> None:
    """How often the data broke a rule says nothing of a child."""
    found = table(build(inputs()), "table-problems")
    counts = [int(cell.replace(",", "")) for cell in column(found, 2)]
    assert sum(counts[:-1]) == counts[-1]


def test_what_the_handbook_asks_for_and_the_returns_lack_is_named() -> None:
    assert "how parents took part" in words(build(inputs()), "data-quality")


def test_the_snapshot_is_marked_as_our_reading() -> None:
    assert "our reading of an unproved numerator" in words(build(inputs()), "plans")


def test_the_authority_s_own_words_are_used() -> None:
    own = replace(
        profile().words,
        child="child in our care",
        children="children in our care",
        review="CLA review",
        reviews="CLA reviews",
        reviewing_officer="IRO",
        reviewing_officers="IROs",
        service="IRO Service 24/7",
    )
    document = build(inputs(profile=profile(words=own)))
    said = words(document)
    assert "A child in our care must first be reviewed" in said
    assert "IRO Service 24/7" in document.title
    assert next(one.title for one in document.sections if one.id == "reviews") == "CLA reviews on time"
    assert table(document, "table-reviews-by-month").caption.startswith("CLA reviews held on time")
    assert "looked-after child " not in said.replace("first review of a looked-after child", "").lower()


def test_the_law_and_its_limit_come_from_the_clocks() -> None:
    said = words(build(inputs()), "reviews")
    assert "20 working days (Care Planning, Placement and Case Review (England) Regulations 2010" in said


def test_the_definitions_carry_limits_settings_and_hash() -> None:
    document = build(inputs())
    (section,) = [one for one in document.sections if one.id == "definitions"]
    place = [block.id if isinstance(block, Subheading) else "" for block in section.blocks]
    terms = section.blocks[place.index("def-reviews_held_on_time") + 1]
    assert isinstance(terms, Terms)
    said = {term: plain(parts) for term, parts in terms.items}
    assert said["Time limits"].startswith("First review of a looked-after child, 20 working days; ")
    assert "basis: statutory" in said["Settings"]
    assert said["Definition"] == "3f6a0c1d"


def chosen(**settings: str) -> Document:
    """The report with these settings for every figure; nobody made up months without transfers in."""
    months = {
        name: ones for name, ones in some_months().items() if "transfers_in" not in settings or name != "icpc_held"
    }
    return build(inputs(settings=settings, months=months))


def test_another_basis_is_said_and_its_limits_printed() -> None:
    document = chosen(basis="dfe_statistic")
    assert "not counted in months" in words(document, "summary")
    assert "not counted in months" in words(document, "reviews")
    assert "91 days, then 183 days" in words(document, "reviews")
    assert "not counted in months" in words(document, "conferences")
    assert "91 days" in words(document, "definitions")


@pytest.mark.parametrize(
    ("setting", "value", "chapter_id", "said_before", "said_then"),
    [
        ("attended_without_views", "participation", "participation", "but did not take part", "is counted here as"),
        ("under_four", "leave_out", "participation", "counts as it was given", "are left out, whatever code they have"),
        ("transfers_in", "without", "conferences", "so the main figures do", "The figures of this report do not."),
        ("reviews_outside_care", "count", "reviews", "", "are among them, and cannot be judged"),
        ("basis_of_record", "verified", "summary", "", "rest on the record with its corrections"),
    ],
)
def test_the_words_follow_the_settings(
    setting: str, value: str, chapter_id: str, said_before: str, said_then: str
) -> None:
    usual, other = words(build(inputs()), chapter_id), words(chosen(**{setting: value}), chapter_id)
    assert said_before in usual
    assert said_then not in usual
    assert not said_before or said_before not in other
    assert said_then in other


def test_both_counts_of_transfers_in_stand_whichever_was_chosen() -> None:
    document = chosen(transfers_in="without")
    for table_id in ("table-conferences", "table-conferences-on-time"):
        headings = [row.heading for row in table(document, table_id).rows]
        for which in ("with transfers in", "without transfers in"):
            assert [heading for heading in headings if heading.endswith(which)]
    counts = {row.heading: row.cells[1].text for row in table(document, "table-conferences").rows}
    assert counts["Children considered at initial conferences, with transfers in"] == "363"
    assert counts["Children considered at initial conferences, without transfers in"] == "344"
    assert "344" in words(document, "summary")


def test_rules_that_did_not_run_are_named() -> None:
    rules = (RuleText("903-440", "The code says under four"), RuleText("HR-LAC-5", "A review was overdue"))
    document = build(inputs(not_run=rules))
    assert re.search(r"could not run on all that was loaded is\s+2\s*\.", words(document, "data-quality"))
    assert column(table(document, "table-rules-not-run"), 0) == ["903-440", "HR-LAC-5"]
    assert "could not run" not in words(build(inputs()), "data-quality")


def test_data_that_end_before_the_year_does_are_said_wherever_it_matters() -> None:
    note = "The data loaded end on 2025-12-31 (children looked after); what happened after is not in them."
    year = a_year() | {"reviews_held_on_time": replace(a_year()["reviews_held_on_time"], note=note)}
    document = build(inputs(year=year))
    assert all(note in words(document, place) for place in ("summary", "reviews"))
    assert note not in words(document, "conferences")
    unknown = figure("reviews_overdue", None, kind="count", not_assessable=None, note="Not loaded.")
    assert "Not loaded." not in words(build(inputs(year=a_year() | {"reviews_overdue": unknown})), "data-quality")


def targets() -> tuple[Target, ...]:
    first = Target("reviews_held_on_time", 0.95, date(2024, 4, 1), date(2025, 9, 30), "the Board")
    later = Target("reviews_held_on_time", 0.96, date(2025, 10, 1), None, "the Board")
    ended = Target("reviews_held_on_time", 0.8, date(2020, 4, 1), date(2021, 3, 31), "the Board")
    return (later, first, ended)


def test_targets_are_dated_and_only_those_of_the_year_are_printed() -> None:
    document = build(inputs(profile=profile(targets=targets())))
    said = words(document, "reviews")
    assert "The target was 95%, set by the Board, in force from 1 April 2024 to 30 September 2025." in said
    assert "The target was 96%, set by the Board, in force from 1 October 2025." in said
    assert "80%" not in said
    chart = next(block for block in document.blocks() if isinstance(block, Chart) and block.unit == "share")
    assert chart.series[-1].values == (0.95,) * 6 + (0.96,) * 6


def test_a_chart_says_its_message_in_its_title() -> None:
    chart = next(block for block in build(inputs()).blocks() if isinstance(block, Chart) and block.unit == "share")
    assert plain(chart.title) == (
        "The share of reviews on time was lowest in August 2025, at 86.1% (118 of 137), "
        "and highest in May 2025, at 95.2% (180 of 189); no month stands out from the usual variation."
    )
    assert "Line chart" in chart.alt


def chart_of(name: str, numbers: list[Any], *left_out: list[int], note: str | None = None) -> Chart:
    """The chart of a measure with these single months, which make up its year."""
    months, year = some_months(), a_year()
    months[name] = [replace(one, note=note) for one in monthly(name, numbers, *left_out)]
    if left_out:
        year[name] = figure(name, *(sum(counts) for counts in zip(*numbers, strict=True)))
        year["reviews_held"] = figure("reviews_held", sum(base for _, base in numbers))
    else:
        year[name] = figure(name, sum(numbers))
    document = build(inputs(months=months, year=year))
    end = "reviews-on-time-by-month" if left_out else "periods-by-month"
    return next(block for block in document.blocks() if isinstance(block, Chart) and block.id == f"chart-{end}")


def limits(chart: Chart) -> list[Series]:
    return [series for series in chart.series if series.kind == "limit"]


USUAL_CEASED = [8, 9, 7, 8, 9, 8, 9, 8, 7, 8, 9, 8]


def test_a_month_beyond_the_usual_variation_is_named_in_the_title_and_in_words() -> None:
    chart = chart_of("periods_of_care_ceased", [*USUAL_CEASED[:6], 35, *USUAL_CEASED[7:]])
    assert plain(chart.title).endswith(
        "The number of periods of care ceased was highest in October 2025 (35); October 2025, at 35, stands out from the usual variation. "
    )
    assert plain(chart.title).startswith(
        "The number of periods of care started was highest in September 2025 (21); no month"
    )
    assert "Ceased: grey lines mark the mean, 10.3, and the limits of usual variation, 0.0 and 25.8." in chart.alt
    assert "October 2025, at 35, stands out" in chart.alt


def test_eight_months_on_one_side_of_the_mean_are_named() -> None:
    chart = chart_of(
        "reviews_held_on_time",
        [(150, 200), (151, 200), (149, 200), (150, 200), *[(168, 200), (169, 200)] * 4],
        [0] * 12,
    )
    assert (
        "every month from August 2025, at 84.0% (168 of 200), to March 2026, at 84.5% (169 of 200), lies above the mean"
        in plain(chart.title)
    )


def test_the_mean_of_the_months_is_the_share_of_the_year() -> None:
    chart = next(block for block in build(inputs()).blocks() if isinstance(block, Chart) and block.unit == "share")
    mean = next(series for series in chart.series if series.kind == "mean")
    assert mean.values == (2085 / 2244,) * 12
    assert "Grey lines mark the mean, 92.9%, and the limits of usual variation, 84.3% and 100.0%." in chart.alt


@pytest.mark.parametrize(
    ("numbers", "note", "why"),
    [
        ([8] * 11 + [2], None, "a month has no value that can be shown"),
        (USUAL_CEASED, "The data loaded end on 2025-12-31.", "a month is not whole in the data"),
        ([8] * 12, None, "every month is the same"),
        (USUAL_CEASED[:7], None, "they need 8 months"),
    ],
)
def test_without_limits_the_chart_says_why_and_claims_nothing(numbers: list[int], note: str | None, why: str) -> None:
    months, year = some_months(), a_year()
    for name in ("periods_of_care_started", "periods_of_care_ceased"):
        whole_year = monthly(name, [*numbers, *numbers][:12])
        months[name] = [replace(one, note=note) for one in whole_year[: len(numbers)]]
        year[name] = figure(name, sum(numbers))
    document = build(inputs(months=months, year=year))
    chart = next(
        block for block in document.blocks() if isinstance(block, Chart) and block.id == "chart-periods-by-month"
    )
    assert chart.note == f"No limits of usual variation: {why}."
    assert chart.note in chart.alt
    assert not limits(chart)
    assert "stands out" not in plain(chart.title)


def test_a_month_known_by_a_bound_only_leaves_no_limits() -> None:
    chart = chart_of("reviews_held_on_time", [(186, 190)] * 11 + [(120, 140)], [0] * 12)
    assert not limits(chart)
    assert chart.note == "No limits of usual variation: a month has no value that can be shown."
    assert "usual variation" not in plain(chart.title)


def test_limits_of_one_series_do_not_wait_for_the_other() -> None:
    chart = chart_of("periods_of_care_started", [2, 9, 3] * 4)
    assert len(limits(chart)) == 2
    assert chart.note == "Started: no limits of usual variation, a month has no value that can be shown."


def test_months_with_few_late_are_bounded_and_the_title_says_so() -> None:
    months, year = some_months(), a_year()
    pairs = [(186, 190)] * 11 + [(120, 140)]
    months["reviews_held_on_time"] = monthly("reviews_held_on_time", pairs, [0] * 12)
    top, base = (sum(numbers) for numbers in zip(*pairs, strict=True))
    year["reviews_held_on_time"] = figure("reviews_held_on_time", top, base)
    year["reviews_held"] = figure("reviews_held", base)
    document = build(inputs(months=months, year=year))
    chart = next(block for block in document.blocks() if isinstance(block, Chart) and block.unit == "share")
    assert plain(chart.title) == ("The share of reviews on time was lowest in March 2026, at 85.7% (120 of 140).")
    least = next(series for series in chart.series if series.kind == "least")
    assert least.values == (185 / 190,) * 11 + (None,)
    assert column(table(document, chart.table), 2)[0] == "97.3% or more"


def test_a_chart_draws_nothing_that_its_table_hides() -> None:
    document = a_middling_council()
    for block in document.blocks():
        if isinstance(block, Chart) and block.unit == "count":
            found = table(document, block.table)
            bars = [series for series in block.series if series.kind == "bar"]
            for place, series in enumerate(bars):
                shown = [cell.isdigit() for cell in column(found, place)[:-1]]
                assert [value is not None for value in series.values] == shown


def test_a_chart_of_hidden_numbers_only_is_its_message() -> None:
    document = build(small_council())
    assert not [block for block in document.blocks() if isinstance(block, Chart)]
    assert "The number of periods of care started is not shown by month." in words(document, "children-in-care-flows")
    assert "not shown by month: the numbers are small" in words(document, "reviews")


def a_middling_council() -> Document:
    """Some months small, some not."""
    months, year = some_months(), a_year()
    for name, counts in {
        "periods_of_care_started": [2, 9, 3] * 4,
        "periods_of_care_ceased": [8] * 11 + [1],
    }.items():
        months[name], year[name] = monthly(name, counts), figure(name, sum(counts))
    return build(inputs(months=months, year=year))


def test_the_same_share_every_month_has_no_lowest() -> None:
    months = some_months()
    months["reviews_held_on_time"] = [replace(one, numerator=one.denominator) for one in months["reviews_held_on_time"]]
    year = a_year() | {"reviews_held_on_time": figure("reviews_held_on_time", 2244, 2244, not_assessable=96)}
    chart = next(
        block
        for block in build(inputs(months=months, year=year)).blocks()
        if isinstance(block, Chart) and block.id == "chart-reviews-on-time-by-month"
    )
    assert "was the same in each month: for instance 100.0% (186 of 186) in April 2025" in plain(chart.title)


def made_of(*blocks: Block) -> Document:
    section = Section("only", "Only", blocks)
    return Document("T", "S", "A", date(2025, 4, 1), date(2026, 3, 31), "#0b5457", (section,))


def a_table(**changes: Any) -> Table:
    values: dict[str, Any] = {
        "id": "table-x",
        "caption": "Things",
        "columns": (Column("What", numeric=False), Column("Number")),
        "rows": (Row("overdue", (Number("7", figure("reviews_overdue", 7), "numerator"),)),),
        "unit": "review",
    }
    return Table(**(values | changes))


CHART = Chart("chart-x", (Text("T"),), "alt", "count", "Things", (), (), table="table-x")


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ((a_table(), a_table()), "2 places called 'table-x'"),
        ((Paragraph((Text("see", link="nowhere"),)),), "leads to 'nowhere'"),
        ((a_table(unit="child"),), "'overdue' counts review, the table child."),
        ((a_table(columns=(Column("N"), Column("N"))),), "2 columns are headed 'N'"),
        ((a_table(rows=(Row("a", ()),)),), "one cell for each column"),
        ((a_table(), CHART), "has no table 'table-x' after it"),
    ],
)
def test_a_document_that_contradicts_itself_is_refused(blocks: tuple[Block, ...], said: str) -> None:
    with pytest.raises(ChapterError) as refused:
        refuse_what_contradicts(made_of(*blocks))
    assert said in str(refused.value)


def test_a_sound_document_is_let_through() -> None:
    refuse_what_contradicts(made_of(CHART, a_table()))


def test_the_lowest_of_the_months_shown_may_be_said_where_a_lower_one_is_hidden() -> None:
    """A suppressed month neither stops the report nor stands in its refusal."""
    months, year = some_months(), a_year()
    pairs = [(5, 100)] + [(150 - n, 160) for n in range(11)]
    months["reviews_held_on_time"] = monthly("reviews_held_on_time", pairs, [0] * 12)
    top, base = (sum(numbers) for numbers in zip(*pairs, strict=True))
    year["reviews_held_on_time"] = figure("reviews_held_on_time", top, base)
    year["reviews_held"] = figure("reviews_held", base)
    chart = next(
        block
        for block in build(inputs(months=months, year=year)).blocks()
        if isinstance(block, Chart) and block.unit == "share"
    )
    assert "Of the months shown, the share of reviews on time was lowest in" in plain(chart.title)
    assert "5.0%" not in plain(chart.title)

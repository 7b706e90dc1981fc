"""For each kind of refusal: a small document that has the fault, what its remedy says, and the same done as it says."""

from dataclasses import dataclass, field, replace
from datetime import date

from tests.unit.publications.safeguards.small_documents import (
    LAST,
    THIS,
    change,
    fig,
    made_of,
    month,
    num,
    paragraph,
    row,
    said,
    share,
    table,
    target,
    to_date,
)

from handrail.profiles import Target
from handrail.publications.document import Block, Chart, Column, Document, Number, Series, Subheading, Table, Text
from handrail.publications.safeguards import Flow, Reasons, Standing

QUARTER = (date(2020, 1, 1), date(2020, 3, 31))
PLAN, REVIEW = {"unit": "plan"}, {"unit": "review"}
STOCK = Standing(flows=(Flow("G15", "plans", ("starts",), ("ends",), "plans"),))
ON_TIME = Target("on_time", 0.95, date(2018, 4, 1), None, "the Board")


@dataclass(frozen=True)
class Repair:
    """A fault, what its remedy says, and the document when that is done."""

    fault: Document
    says: str
    repaired: Document
    standing: Standing = field(default_factory=Standing)


def share_of(name: str, top: int, base: int, when: object = THIS, **more: object) -> Number:
    return share(name, top, base, when, **{"unit": "review", **more})  # type: ignore[arg-type]


def formal(*reasons: tuple[str, int], total: int = 78) -> Document:
    rows = [row(name, num("formal", count, group={"reason": name}, unit="dispute")) for name, count in reasons]
    return made_of(
        table(
            "Formal disputes",
            ["Reason", "Number"],
            *rows,
            row("All", num("formal", total, unit="dispute"), total=True),
            unit="dispute",
        )
    )


def by_month(*whole: Number, note: str = "", heading: str = "Held") -> Document:
    rows = [
        row(f"{month(4 + at)[0]:%B %Y}", share_of("held", top, base, month(4 + at)))
        for at, (top, base) in enumerate(((9, 10), (10, 90)))
    ]
    return made_of(
        table("Held, by month", ["Month", heading], *rows, row("All", *whole, total=True), unit="review", note=note)
    )


def one_cell(
    cell: Number, caption: str = "Reviews", heading: str = "Number", label: str = "Held", **more: object
) -> Document:
    return made_of(table(caption, ["What", heading], row(label, cell), **{"unit": "review", **more}))  # type: ignore[arg-type]


def held(count: int, when: object = THIS, name: str = "held") -> Number:
    return num(name, count, when, unit="review")


def months(last: int = 5, caption: str = "Reviews by month", **more: object) -> Table:
    rows = [row(f"{month(at)[0]:%B %Y}", share_of("on_time", top, 100, month(at)))
            for at, top in zip(range(4, 4 + last), (96, 93, 95, 90, 97), strict=False)]  # fmt: skip
    return table(caption, ["Month", "Share on time"], *rows, **{"unit": "review", **more})  # type: ignore[arg-type]


def years(*counts: int) -> Table:
    first = 2020 - len(counts)
    rows = [row(f"{first + at}/{first + at - 1999}", num("plans", count, (date(first + at, 4, 1), date(first + at + 1, 3, 31)), **PLAN))
            for at, count in enumerate(counts)]  # fmt: skip
    return table("Plans by year", ["Year", "Plans"], *rows, unit="plan")


def beside(*blocks: Block | str | Number) -> Document:
    """Words and numbers as one paragraph, and the tables behind it."""
    parts = [one for one in blocks if isinstance(one, str | Number)]
    return made_of(paragraph(*parts), *(one for one in blocks if not isinstance(one, str | Number)))  # type: ignore[arg-type]


def numbers() -> list[Repair]:
    """G01, G08, G11, G12: how a number is printed."""
    mean = fig("caseload", 80, 10)
    return [
        Repair(said("It is ", Number("42", None, "numerator"), "."), "Bind it to its measure", said("It is ", held(42), ".")),
        Repair(said("The average is ", Number("8", fig("caseload", None), "mean"), "."), "what it was divided by",
               said("The average is ", Number("8.0", mean, "mean"), ".")),
        Repair(said("The average is ", Number("8.0 (81 for 10)", mean, "mean"), "."), "Write 8.0",
               said("The average is ", Number("8.0 (80 for 10)", mean, "mean"), ".")),
        Repair(said("Held: ", Number("3", fig("held", None), "numerator"), "."), "Print 'not measured'", said("Held: not measured.")),
        Repair(said("Held: ", Number("about 3", fig("held", None), "about"), "."), "Print 'not measured'", said("Held: not measured.")),
        Repair(said("On time: ", Number("80%", fig("on_time", None, kind="share"), "share"), "."), "Give its numerator",
               said("On time: ", share_of("on_time", 8, 10), ".")),
        Repair(said("On time: ", share("on_time", None, 57, text="38%", **REVIEW), "."), "36.8% (21 of 57) or 38.6% (22 of 57)",
               said("On time: ", share_of("on_time", 21, 57), ".")),
        Repair(said("England: ", Number("78%", fig("on_time", 77, 100, kind="share", group={"area": "England"}), "published"), "."),
               "Write 77%", said("England: ", Number("77%", fig("on_time", 77, 100, kind="share", group={"area": "England"}), "published"), ".")),
        Repair(said("A change of ", change("+12", "difference", fig("a", 8), fig("a", 20, when=LAST)), "."), "Write −12",
               said("A change of ", change("−12", "difference", fig("a", 8), fig("a", 20, when=LAST)), ".")),
        Repair(made_of(table("On time", ["What", "Share"], row("All", share("on_time", 93, 100, text="90% or more", **REVIEW)), unit="review")),
               "99.0% or more", made_of(table("On time", ["What", "Share"], row("All", share_of("on_time", 93, 100)), unit="review"))),
        Repair(said("On time: ", share("on_time", 8, 10, text="80.0% (9 of 10)", **REVIEW), "."), "Write 8 of 10", said("On time: ", share_of("on_time", 8, 10), ".")),
        Repair(said("On time: ", share("on_time", 8, 10, text="80.0% (8 of 10; 3 cannot be judged)", **REVIEW), "."), "Write 0 cannot be judged",
               said("On time: ", share("on_time", 8, 10, text="80.0% (8 of 10; 0 cannot be judged)", **REVIEW), ".")),
        Repair(said("Held: ", held(42), "; the list has ", held(40), "."), "Bind both to one figure: 42 or 40",
               said("Held: ", held(42), "; the list has ", held(42), ".")),
    ]  # fmt: skip


def sentences() -> list[Repair]:
    """G02, G05, G06, G09, G11, G20: what a sentence says of its numbers."""
    rose = ("Reviews rose from ", held(40, LAST), " to ")
    icpc = share("icpc_within_15_working_days", 9, 10, unit="child")
    return [
        Repair(said("There were ", num("outcomes", 286), " conferences."), "Name the child", said("There were ", num("outcomes", 286), " children.")),
        Repair(said("On time were ", share_of("on_time", 8, 10), "% of reviews."), "Leave '%' out",
               said("On time were ", share_of("on_time", 8, 10), " of reviews.")),
        Repair(said(*rose, num("held", 42, unit="child"), "."), "one unit: review or child", said(*rose, held(42), ".")),
        Repair(said("We had ", held(42), " compared with ", held(40, LAST, "asked"), " last year."), "the same measure",
               said("We had ", held(42), " compared with ", held(40, LAST), " last year.")),
        Repair(said(*rose, num("held", 42, definition="0", **REVIEW), "."), "one definition", said(*rose, held(42), ".")),
        Repair(said("It rose from ", held(4, month(4)), " in April to ", held(42), "."), "single months with single months",
               said("It rose from ", held(4, month(4)), " in April to ", held(5, month(5)), " in May.")),
        Repair(said("More (", held(42), ") than last year (", held(42), ")."), "Both are of 2019/20",
               said("More (", held(42), ") than last year (", held(40, LAST), ").")),
        Repair(said("The timeliness of reviews was ", icpc, "."), "Say 'initial'", said("The timeliness of initial conferences was ", icpc, ".")),
        Repair(said("We held ", held(40, LAST), "."), "Say so: 'in 2018/19'", said("We held ", held(40, LAST), " last year.")),
        Repair(said("Returned home: ", num("home", 28, group={"return": "planned"}), "."), "Add 'planned'",
               said("Returned home as planned: ", num("home", 28, group={"return": "planned"}), ".")),
        Repair(said("An increase of ", held(42), " from ", held(40, LAST), "."), "Write that it rose by 2 (5.0%)",
               said("An increase of ", change("2", "difference", fig("held", 42, **REVIEW), fig("held", 40, when=LAST, **REVIEW)), " from ", held(40, LAST), ".")),
        Repair(said("Reviews rose to ", held(42), "."), "Bind the earlier number too", said(*rose, held(42), ".")),
        Repair(said("About 42 reviews were held."), "Bind the number it rounds", said("About 42 reviews were held (", held(42), ").")),
    ]  # fmt: skip


def over_time() -> list[Repair]:
    """G05, G13: the highest, how many months, how many years, and targets."""
    at = Standing(targets=(ON_TIME,))
    best, may = share_of("on_time", 96, 100, month(4)), share_of("on_time", 93, 100, month(5))
    year = share_of("on_time", 471, 500)
    plans = num("plans", 318, **PLAN)
    return [
        Repair(beside("The highest share on time was in April, ", best, "."), "Print 'on_time' by month", beside("The highest share on time was in April, ", best, ".", months(4))),
        Repair(beside("The highest share on time was in May, ", may, ".", months()), "It is 97.0% in August 2019",
               beside("The highest share on time was in August, ", share_of("on_time", 97, 100, month(8)), ".", months())),
        Repair(beside("It is the lowest since 2009: ", plans, " plans.", years(371, 351, 318)), "Print every year since 2009, or name the first",
               beside("It is the lowest since 2017: ", plans, " plans.", years(371, 351, 318))),
        Repair(beside("The share on time ranged from ", share_of("on_time", 90, 100, month(7)), " in July to ", best, " in April.", months()),
               "Write from 90.0% in July 2019 to 97.0% in August 2019",
               beside("The share on time ranged from ", share_of("on_time", 90, 100, month(7)), " in July to ", share_of("on_time", 97, 100, month(8)), " in August.", months())),
        Repair(said("The two key areas are visits and views."), "Bind the number it has", said("The areas are visits and views.")),
        Repair(beside("The target was met in two of the five months; for the year it was ", year, ".", months()), "Write 3 of 5 months",
               beside("The target was met in three of the five months; for the year it was ", year, ".", months()), at),
        Repair(beside("The target was met in three of the five months; for the year it was ", year, "."), "Print the months of 'on_time'",
               beside("The target was met in three of the five months; for the year it was ", year, ".", months()), at),
        Repair(beside("For the second year running plans rose, to ", plans, ".", years(371, 351, 318)), "371 in 2017/18, 351 in 2018/19, 318 in 2019/20",
               beside("For the second year running plans fell, to ", plans, ".", years(371, 351, 318))),
        Repair(beside("For the second year running plans fell, to ", plans, "."), "Print 'plans' of 3 years",
               beside("For the second year running plans fell, to ", plans, ".", years(371, 351, 318))),
        Repair(said("On time: ", year, "; the target was met."), "Set the target with its first day", said("On time: ", year, ".")),
        Repair(said("On time: ", year, "; the target was 90%."), "The targets: 95% from 1 April 2018", said("On time: ", year, "; the target was 95%."), at),
        Repair(said("On time: ", year, "; the target was ", target("on_time", "90%", 471, 500), "."), "The target: 95% from 1 April 2018",
               said("On time: ", year, "; the target was ", target("on_time", "95%", 471, 500), "."), at),
        Repair(said("Asked: ", share_of("asked", 471, 500), "; the target was ", target("on_time", "95%", 471, 500), "."), "Report 'on_time' against it",
               said("On time: ", year, "; the target was ", target("on_time", "95%", 471, 500), "."), at),
        Repair(said("The target was ", target("on_time", "95%", None, None), "."), "Write 'not measured'",
               said("The target was ", target("on_time", "95%", None, None), "; the result was not measured."), at),
    ]  # fmt: skip


def tables() -> list[Repair]:
    """G02 to G04, G06 to G09, G11, G14: what a table says of its cells."""
    twice = [
        table("Held", ["What", "Number"], row("All", held(count, name=name)), unit="review")
        for name, count in (("held", 42), ("asked", 41))
    ]
    apart = [
        replace(one, caption=caption, id=caption) for one, caption in zip(twice, ("Held", "Asked for"), strict=True)
    ]
    to_dates = [row(f"{month(at)[0]:%B}", held(20 * at, to_date(at))) for at in range(4, 8)]
    thirds = [
        row(name, share("issues", 23, 69, group={"kind": name}, text="33.3% (23 of 69)"))
        for name in ("Plan", "Contact", "Other")
    ]
    everyone = row("All", share("issues", 69, 69, text="100.0% (69 of 69)"), total=True)
    overlapping = Standing(overlapping=frozenset({"on_plan", "in_care"}))
    both = [row("Plan", num("on_plan", 366)), row("Care", num("in_care", 622))]
    words = Table("t", "Notes", (Column("What", False), Column("Why", False)), (row("Held", held(42)),), "review")
    return [
        Repair(made_of(*twice), "'held' of 2019/20; 'asked' of 2019/20", made_of(*apart)),
        Repair(one_cell(num("held", 42)), "Give the number of review", one_cell(held(42))),
        Repair(made_of(table("Held", ["What", "17/18", "17/18"], row("All", held(40, LAST), held(42)), unit="review")), "The periods are 2018/19 and 2019/20",
               made_of(table("Held", ["What", "2018/19", "2019/20"], row("All", held(40, LAST), held(42)), unit="review"))),
        Repair(made_of(words), "Head it by what is counted: 'held' of 2019/20", one_cell(held(42), caption="Notes")),
        Repair(formal(("Total", 40), ("Care plan", 38)), "Head it by what is in it: Total", formal(("Drift", 40), ("Care plan", 38))),
        Repair(formal(("Drift", 40), ("Care plan", 37)), "Add a row 'not recorded' with 1", formal(("Drift", 40), ("Care plan", 37), ("not recorded", 1))),
        Repair(formal(("Drift", 40), ("Care plan", 39)), "Write 79", formal(("Drift", 40), ("Care plan", 39), total=79)),
        Repair(by_month(share_of("held", 51, 100)), "pooled counts: 19.0% (19 of 100)", by_month(share_of("held", 19, 100))),
        Repair(made_of(table("Children", ["List", "Number"], *both, row("All", num("children", 988), total=True))), "distinct people",
               made_of(table("Children", ["List", "Number"], *both)), overlapping),
        Repair(made_of(table("Issues", ["Kind", "Share"], *thirds, everyone)), "rounded and add to 99.9%",
               made_of(table("Issues", ["Kind", "Share"], *thirds, everyone, note="The shares are rounded and add to 99.9%."))),
        Repair(made_of(table("Reviews", ["Month", "Held"], *to_dates, unit="review")), "'Held, year to date'",
               made_of(table("Reviews", ["Month", "Held, year to date"], *to_dates, unit="review"))),
        Repair(one_cell(held(4, month(4)), label="Whole year"), "Head it 'April 2019'", one_cell(held(4, month(4)), label="April 2019")),
        Repair(one_cell(held(4, month(4))), "Head it with its period: April 2019", one_cell(held(4, month(4)), label="Held, April 2019")),
        Repair(one_cell(held(4, month(4)), label="Held, 2019/20"), "Head it with its period: April 2019",
               one_cell(held(4, month(4)), label="Held, 2019/20, April 2019")),
        Repair(one_cell(num("plans", 318, **PLAN), label="Ended in the year", unit="plan"), "Write 'Open on 31 March 2020'",
               one_cell(num("plans", 318, **PLAN), label="Open on 31 March 2020", unit="plan"), STOCK),
        Repair(one_cell(num("entrants", 21), caption="Age as at 31 March 2020", unit="child"), "1 April 2019 to 31 March 2020",
               one_cell(num("entrants", 21), caption="Age from 1 April 2019 to 31 March 2020", unit="child")),
        Repair(one_cell(num("reviews_overdue", 21, **REVIEW)), "Its label has 'overdue'", one_cell(num("reviews_overdue", 21, **REVIEW), label="Overdue")),
        Repair(one_cell(held(42), heading="Share"), "Its heading has 'on time'", one_cell(held(42), heading="Number")),
        Repair(one_cell(num("icpc_held", 42, settings={"transfers_in": "without"}, **REVIEW), label="Initial, with transfers in"), "Write 'without transfers in'",
               one_cell(num("icpc_held", 42, settings={"transfers_in": "without"}, **REVIEW), label="Initial, without transfers in")),
        Repair(one_cell(num("held", 42, settings={"basis_of_record": "verified"}, **REVIEW), label="Held, as recorded"), "Write 'as verified'",
               one_cell(num("held", 42, settings={"basis_of_record": "verified"}, **REVIEW), label="Held, as verified")),
        Repair(one_cell(held(5, month(5)), label="April 2019"), "Write May 2019", one_cell(held(5, month(5)), label="May 2019")),
        Repair(one_cell(held(42), label="Held to 31 March 2018"), "Write 31 March 2020", one_cell(held(42), label="Held to 31 March 2020")),
        Repair(one_cell(held(42), heading="Number 2018/19"), "Write 2019/20", one_cell(held(42), heading="Number 2019/20")),
    ]  # fmt: skip


def _stock(open_now: int, *rest: str | Number) -> Document:
    before, ends = num("plans", 499, LAST, **PLAN), num("ends", 724, **PLAN)
    now = num("plans", open_now, **PLAN)
    return said("Open before: ", before, " last year; ended: ", ends, "; open: ", now, *rest)


def _because(*counts: tuple[str, int]) -> Document:
    rows = [row(name, num("why", count, group={"reason": name}, **REVIEW)) for name, count in counts]
    late = row("Late", num("late", 6, **REVIEW))
    return made_of(table("Late", ["What", "Number"], late, *rows, unit="review"))


def _linked(text: str) -> Document:
    return made_of(Subheading("late", "Late reviews"), paragraph(Text(text, link="late")))


def whole_document() -> list[Repair]:
    """G09, G10, G13 and G15 to G19: what concerns more than one place."""
    starts = num("starts", 711, **PLAN)
    reasons, one_each = (
        Standing(reasons=(Reasons("why", "late"),)),
        Standing(reasons=(Reasons("why", "late", one_each=True),)),
    )
    chart = Chart(
        "c", (Text("Reviews"),), "Bars", "count", "Reviews", ("All",), (Series("All", "bar", (1.0,)),), "table-x"
    )
    targets = Standing(
        targets=(
            Target("meetings", 4, date(2018, 4, 1), None, "the manager"),
            Target("meetings", 12, date(2019, 4, 1), None, "the plan"),
        )
    )
    recorded, verified = (
        share_of("rcpc_held_on_time", top, 100, settings={"basis_of_record": view})
        for view, top in (("recorded", 90), ("verified", 93))
    )
    return [
        Repair(made_of(paragraph("It is so."), title="Report 2018-19"), "Write 2019/20", made_of(paragraph("It is so."), title="Report 2019/20")),
        Repair(replace(said("It is so."), subtitle="1 April 2018 to 31 March 2019"), "Write 1 April 2019 to 31 March 2020", said("It is so.")),
        Repair(said("It was so on 31 March 2017."), "Write 31 March 2019 or", said("It was so on 31 March 2019.")),
        Repair(said("In June 2018 we held ", held(42), "."), "Write April 2019", said("In the year from April 2019 we held ", held(42), ".")),
        Repair(said("We held ", held(5, month(5)), " in April."), "Say 'May'", said("We held ", held(5, month(5)), " in May.")),
        Repair(_stock(486, "."), "711 would balance", _stock(486, "; started: ", starts, "."), STOCK),
        Repair(_stock(480, "; started: ", starts, "."), "Find the difference of 6", _stock(486, "; started: ", starts, "."), STOCK),
        Repair(_because(("illness", 4)), "'no reason recorded' with 2", _because(("illness", 4), ("no reason recorded", 2)), reasons),
        Repair(_because(("illness", 4), ("no room", 3)), "several may be given", _because(("illness", 4), ("no room", 2)), one_each),
        Repair(_because(("illness", 7)), "6 is the most", _because(("illness", 6)), reasons),
        Repair(made_of(chart), "Put its table after it", made_of(chart, table("Reviews", ["What", "Number"], row("All", held(1)), unit="review"))),
        Repair(said("The list is in the appendix."), "Link to it: [appendix](#place)", made_of(paragraph("The list is in the ", Text("appendix", link="late"), "."), Subheading("late", "Appendix"))),
        Repair(beside("See table 1.", months(2)), "[table 1](#table-x)", made_of(paragraph("See ", Text("table 1", link="table-x"), "."), months(2))),
        Repair(said("It is so."), '{{ missing "audits" because', said("Not in this report: audits."), Standing(required=(("audits", ("audits",)),))),
        Repair(_linked("the early ones"), "as it is headed: 'Late reviews'", _linked("Late reviews")),
        Repair(said("It is so."), "End the first on the day before 1 April 2019", said("It is so."), targets),
        Repair(said("As recorded, review conferences on time: ", recorded, "."), "Print it as verified too",
               said("Review conferences on time as recorded: ", recorded, "; as verified: ", verified, "."), Standing(both_records=("rcpc_held_on_time",))),
    ]  # fmt: skip


def repairs() -> list[Repair]:
    """All of them."""
    return [one for part in (numbers, sentences, over_time, tables, whole_document) for one in part()]

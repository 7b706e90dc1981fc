"""The 77 findings of three published reports, each as a small document of ours with the same fault.

`decided` findings are refused by the machine with the true wording or number; the others are put to the author as a
question, because no number in the document can settle them. docs/reference/safeguards.md is held to this list.
"""

from dataclasses import dataclass, field
from datetime import date

from tests.unit.publications.safeguards.small_documents import (
    LAST,
    change,
    fig,
    made_of,
    month,
    num,
    paragraph,
    row,
    said,
    share,
    tabled,
    target,
    to_date,
)

from handrail.profiles import Target
from handrail.publications.document import Chart, Document, Number, Series, Text
from handrail.publications.safeguards import QUESTION, REFUSAL, Flow, Reasons, Standing

BOARD = "the Board"
QUARTERS = [(date(2019, 10, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2020, 3, 31))]


@dataclass(frozen=True)
class Listed:
    """One finding: its id, the safeguard, what is wrong in few words, our document, and the remedy's words."""

    id: str
    code: str
    fault: str
    document: Document
    true: str
    standing: Standing = field(default_factory=Standing)
    kind: str = REFUSAL


def parts(measure: str, kind: str, counts: dict[str, int], **more: object) -> list[object]:
    return [row(name, num(measure, count, group={kind: name}, **more)) for name, count in counts.items()]  # type: ignore[arg-type]


def dudley() -> list[Listed]:
    measures = Standing(targets=(Target("rcpc_on_time", 0.95, date(2018, 4, 1), date(2019, 11, 30), BOARD),
                                 Target("rcpc_on_time", 1.0, date(2019, 12, 1), None, BOARD)))  # fmt: skip
    dispute = {"unit": "dispute"}
    return [
        Listed("DUD-A-01", "G03", "dispute reasons add to 77 of 78",
               tabled("Formal disputes", ["Reason", "Number"], row("Drift", num("formal", 40, group={"reason": "drift"}, **dispute)),
                      row("Care plan", num("formal", 37, group={"reason": "care plan"}, **dispute)),
                      row("All", num("formal", 78, **dispute), total=True), unit="dispute"),
               "'not recorded' with 1"),
        Listed("DUD-A-02", "G05", "14 more over 92 to 68",
               said("There were more issues (", num("issues", 68, unit="issue"), ") than last year (",
                    num("issues", 92, LAST, unit="issue"), ")."), "24 (26.1%) fewer"),
        Listed("DUD-A-03", "G05", "'improved' over a fall in the last quarter",
               said("Review conferences on time improved from ", share("rcpc_held_on_time", 91, 100, QUARTERS[0]), " to ",
                    share("rcpc_held_on_time", 88, 100, QUARTERS[1]), "."), "fell by 3.0 percentage points"),
        Listed("DUD-A-04", "G13", "a comparator typed as the target",
               said("Held ", share("rcpc_on_time", 350, 400), "; the target was ", target("rcpc_on_time", "94.3%", 350, 400), "."),
               "95% from 1 April 2018; 100% from 1 December 2019", measures),
        Listed("DUD-A-05", "G11", "two values for one measure",
               said("The series has ", share("icpc", 377, 400, unit="conference"), ", and the manual count ",
                    share("icpc", 392, 400, unit="conference"), "."), "94.3% or 98.0%"),
        Listed("DUD-A-06", "G05", "'improved' over 0.1 points",
               said("Initial conferences in time improved from ", share("icpc_within_15_working_days", 958, 1000, QUARTERS[0]),
                    " to ", share("icpc_within_15_working_days", 959, 1000, QUARTERS[1]), "."), "much the same"),
        Listed("DUD-A-07", "G06", "year to date beside single months",
               tabled("Conferences in time", ["Month", "Initial", "Review"],
                      *[row(f"{month(at)[0]:%B}", num("initial", 20 * (at - 3), to_date(at)), num("review", 30 + at, month(at)))
                        for at in range(4, 9)]), "year to date"),
        Listed("DUD-A-08", "G08", "two decimals where all others have one",
               said("Held in time: ", share("icpc", 164, 202, text="81.19% (164 of 202)"), "."), "Write 81.2%"),
        Listed("DUD-A-09", "G12", "38% of 57 answers",
               said("Of those who answered, ", share("survey", None, 57, text="38%", unit="response"), " said so."),
               "36.8% (21 of 57) or 38.6% (22 of 57)"),
        Listed("DUD-A-10", "G12", "30% of 39",
               said("Of these, ", share("survey", None, 39, text="30%", unit="response"), " chaired."),
               "28.2% (11 of 39) or 30.8% (12 of 39)"),
        Listed("DUD-A-11", "G09", "one survey, two dates",
               said("The survey of December 2019 had ", num("survey_answers", 57, month(13), unit="response"), " answers."),
               "January 2020"),
        Listed("DUD-A-12", "G13", "asked whether they would chair, against a target to chair",
               said("Young people asked to chair: ", share("asked_to_chair", 60, 200), "; the target is ",
                    target("chaired_by_child", "30%", None, None), "."), "Report 'chaired_by_child' against it",
               Standing(targets=(Target("chaired_by_child", 0.3, date(2019, 4, 1), None, BOARD),))),
        Listed("DUD-A-13", "G20", "matches and waiting beside matches",
               said("We have ", num("matched_or_waiting", 14), " compared with ", num("matched", 14, LAST), " a year earlier."),
               "Compare the same measure"),
        Listed("DUD-A-14", "G05", "a strong sign of early resolution",
               said("More informal disputes (", num("informal", 153, unit="dispute"), ") than formal (",
                    num("formal", 78, unit="dispute"), ") is a strong sign of early resolution."),
               "Which records show it", kind=QUESTION),
        Listed("DUD-A-15", "G08", "shares add to 99.9 under 100%",
               tabled("Issues", ["Kind", "Share"], *[row(name, share("issues", count, 69, text=text, group={"kind": name}), )
                      for name, count, text in (("Plan", 23, "33.3%"), ("Contact", 23, "33.3%"), ("Other", 23, "33.3%"))],
                      row("All", share("issues", 69, 69, text="100%"), total=True)), "add to 99.9%"),
        Listed("DUD-A-16", "G14", "a child on both lists counted twice",
               tabled("Children with an officer", ["List", "Number"], row("Plan", num("on_plan", 366)), row("Care", num("in_care", 622)),
                      row("All", num("children", 988), total=True)), "distinct people",
               Standing(overlapping=frozenset({"on_plan", "in_care"}))),
        Listed("DUD-A-17", "G01", "an average without its counts",
               said("The average caseload was ", Number("70", fig("caseload", None), "mean"), "."), "what it was divided by"),
        Listed("DUD-A-18", "G19", "promised in the main body and not there",
               said("The first quarterly report is outlined in the main body."), "Link to it"),
        Listed("DUD-A-19", "G17", "participation required and absent",
               said("Reviews held: ", num("held", 1700, unit="review"), "."), "name it as missing",
               Standing(required=(("participation of children", ("took part", "participation")),))),
        Listed("DUD-A-20", "G05", "'slight' over 11.4%",
               said("Plans fell slightly from ", num("plans", 413, LAST, unit="plan"), " to ", num("plans", 366, unit="plan"), "."),
               "fell by 47 (11.4%)"),
        Listed("DUD-A-21", "G19", "'as can be seen above' points to nothing",
               said("As can be seen above, there are ", num("plans", 366, unit="plan"), " plans."), "Link to it"),
        Listed("DUD-A-22", "G11", "reviews named where initial conferences are counted",
               said("The timeliness of reviews was ", share("icpc_within_15_working_days", 380, 400), "."), "initial"),
        Listed("DUD-A-23", "G13", "a target for what was not measured",
               said("The target for progress reviews is ", target("progress_reviews", "100%", None, None), "."), "not measured",
               Standing(targets=(Target("progress_reviews", 1.0, date(2019, 4, 1), None, BOARD),))),
        Listed("DUD-A-24", "G09", "an action after the year ended",
               said("The action starts in August 2020."), "the month you mean", kind=QUESTION),
        Listed("DUD-A-25", "G05", "an average read as a majority",
               said("The majority of children find the meeting useful: ",
                    Number("6.0", fig("score", 342, 57, unit="response"), "mean"), " out of ten."), "Bind the share"),
        Listed("DUD-A-26", "G11", "unique to the authority",
               said("Progress reviews are unique to our service."), "Who looked at the others", kind=QUESTION),
    ]  # fmt: skip


def sunderland() -> list[Listed]:
    plan = {"unit": "plan"}
    late, held = {"unit": "conference"}, {"unit": "review"}
    section20 = (fig("section_20", 109, 602), fig("section_20", 148, 618, LAST))
    statements = (fig("statements", 401, unit="statement"), fig("statements", 275, when=LAST, unit="statement"))
    names = ("Neglect", "Emotional", "Physical", "Sexual")
    return [
        Listed("SUN-A-01", "G03", "categories add to 467 of 486",
               tabled("Plans by category", ["Category", "Number"],
                      *[row(name, num("plans", count, group={"category": name}, **plan))
                        for name, count in zip(names, (221, 160, 50, 36), strict=True)],
                      row("All", num("plans", 486, **plan), total=True), unit="plan"), "'not recorded' with 19"),
        Listed("SUN-A-02", "G08", "a share cut off, not rounded",
               said("Emotional abuse: ", share("plans", 166, 499, LAST, text="33.2% (166 of 499)", unit="plan"), " last year."), "33.3%"),
        Listed("SUN-A-03", "G02", "rows of conferences, a total of children",
               tabled("Late initial conferences", ["Reason", "Number"], row("Quoracy", num("late_icpc", 50, group={"reason": "quoracy"}, **late)),
                      row("Report late", num("late_icpc", 32, group={"reason": "report late"}, **late)),
                      row("All", num("late_icpc", 161, unit="child"), total=True), unit="conference"), "Give the number of conference"),
        Listed("SUN-A-04", "G03", "rows add to 39, the total says 70",
               tabled("Late review conferences", ["Reason", "Number"], row("Quoracy", num("late_rcpc", 25, group={"reason": "quoracy"}, **late)),
                      row("Report late", num("late_rcpc", 14, group={"reason": "report late"}, **late)),
                      row("All", num("late_rcpc", 70, **late), total=True), unit="conference"), "'not recorded' with 31"),
        Listed("SUN-A-05", "G03", "the variance of the total is last year's value",
               tabled("Late", ["Reason", "Variance"],
                      row("All", change("+18", "difference", fig("late", 70), fig("late", 18, when=LAST)), total=True)), "Write 52"),
        Listed("SUN-A-06", "G20", "children last year, conferences this year",
               said("Meetings fell from ", num("meetings", 1629, LAST), " to ", num("meetings", 1062, **late), "."), "one unit"),
        Listed("SUN-A-07", "G09", "two years headed 17/18",
               tabled("Reviews", ["Kind", "17/18", "17/18"], row("All", num("held", 1553, LAST, **held), num("held", 1706, **held)),
                      unit="review"), "2018/19 and 2019/20"),
        Listed("SUN-A-08", "G08", "94.55% cut off to 94",
               said("In time: ", share("reviews_held_on_time", 1613, 1706, text="94% (1,613 of 1,706)", unit="review"), "."), "94.5%"),
        Listed("SUN-A-09", "G05", "old divided by new",
               said("Statements rose by ", change("69%", "relative", *statements), "."), "45.8%"),
        Listed("SUN-A-10", "G08", "148 of 618 is not 25%",
               said("Under section 20: ", share("section_20", 148, 618, LAST, text="25% (148 of 618)"), " last year."), "23.9%"),
        Listed("SUN-A-11", "G05", "points called per cent",
               said("The share fell by ", change("5.8", "points", *section20), " per cent."), "5.8 percentage points"),
        Listed("SUN-A-12", "G16", "more closed than were raised",
               said("Disputes open before: ", num("open_before", 0, **plan), ", raised: ", num("raised", 140, **plan), ", closed: ",
                    num("closed", 147, **plan), ", open: ", num("still_open", 0, **plan), "."), "difference of 7",
               Standing(flows=(Flow("G16", "open_before", ("raised",), ("closed",), "still_open"),))),
        Listed("SUN-A-13", "G02", "one stream's number told as all",
               said("Disputes at the later stages: ", num("late_stages", 18, unit="dispute", group={"stream": "looked after"}), "."),
               "Add 'looked after'"),
        Listed("SUN-A-14", "G01", "a per cent told as a number of children",
               said("Children with an education plan: ", share("education_plan", 470, 500, text="94"), "."), "94.0% (470 of 500)"),
        Listed("SUN-A-15", "G03", "154 more in the body, 150 in the end",
               said("There were ", change("150", "difference", fig("held", 1706, unit="review"), fig("held", 1552, when=LAST, unit="review")),
                    " more reviews."), "Write 154"),
        Listed("SUN-A-16", "G05", "a rise in children that was a fall",
               said("Children looked after rose from ", num("in_care", 618, LAST), " to ", num("in_care", 602), "."), "'fell': it fell by 16"),
        Listed("SUN-A-17", "G05", "'improvement' over 87 to 79",
               said("An improvement in initial conferences in time, from ", share("icpc_within_15_working_days", 435, 500, LAST),
                    " to ", share("icpc_within_15_working_days", 313, 395), "."), "fell by 7.8 percentage points"),
        Listed("SUN-A-18", "G21", "reasons noted, and cannot be recorded",
               said("Visits made: ", num("visits", 1048, unit="visit"), "; visits refused cannot be recorded."),
               "Make both say the same", kind=QUESTION),
        Listed("SUN-A-19", "G08", "an average that its counts do not make",
               said("The average caseload was ", Number("72", fig("caseload", 10880, 135), "mean"), "."), "Write 80.6"),
        Listed("SUN-A-20", "G10", "migrated dates printed as recorded only",
               said("On time: ", share("rcpc_held_on_time", 628, 667, settings={"basis_of_record": "recorded"}), " of review conferences."),
               "as verified too", Standing(both_records=("rcpc_held_on_time",))),
        Listed("SUN-A-21", "G05", "'double' with no earlier number",
               said("Questionnaires doubled to ", num("questionnaires", 368, unit="response"), "."), "Bind the earlier number"),
        Listed("SUN-A-22", "G05", "'in line with' four points below",
               said("In time ", share("icpc", 312, 395), ", in line with ", share("icpc", 830, 1000, group={"area": "North East"}),
                    " in the North East."), "4.0 percentage points"),
        Listed("SUN-A-23", "G09", "two priorities numbered alike",
               tabled("Priorities", ["Priority", "Progress"], row("Priority", "begun"), row("Priority", "begun")), "Head each"),
        Listed("SUN-A-24", "G13", "two rules for one thing",
               said("The team met each quarter."), "End the first",
               Standing(targets=(Target("team_meetings", 4, date(2018, 4, 1), None, "the manager"),
                                 Target("team_meetings", 12, date(2019, 4, 1), None, "the plan")))),
        Listed("SUN-A-25", "G13", "planned after each review, only totals given",
               said("Midway reviews: ", num("midway", 1107, unit="review"), "; the target is ", target("midway_each", "100%", None, None), "."),
               "Report 'midway_each' against it", Standing(targets=(Target("midway_each", 1.0, date(2018, 4, 1), None, BOARD),))),
        Listed("SUN-A-26", "G15", "the starts are not printed",
               said("Plans before: ", num("plans", 499, LAST, **plan), "; ended: ", num("plan_ends", 724, **plan), "; open: ",
                    num("plans", 486, **plan), "."), "711 would balance",
               Standing(flows=(Flow("G15", "plans", ("plan_starts",), ("plan_ends",), "plans"),))),
        Listed("SUN-A-27", "G19", "themes as a picture only",
               made_of(Chart("themes", (Text("Themes"),), "Bars", "count", "Disputes", ("Drift",), (Series("All", "bar", (1.0,)),), "none")),
               "Put its table"),
        Listed("SUN-A-28", "G18", "six late and no reasons",
               said("Reviews of carers held late: ", num("late_carers", 6, unit="review"), "."), "'no reason recorded' with 6",
               Standing(reasons=(Reasons("late_carer_reasons", "late_carers"),))),
        Listed("SUN-A-29", "G13", "days and working days in one process",
               said("All stages take twenty working days, the informal one ten days."), "working or calendar", kind=QUESTION),
        Listed("SUN-A-30", "G20", "the count changed its meaning",
               said("Issues rose from ", num("issues", 40, LAST, definition="00000000", unit="issue"), " to ",
                    num("issues", 287, unit="issue"), "."), "one definition"),
        Listed("SUN-A-31", "G05", "a level told as an increase",
               said("An increase of ", num("missing", 12), " from ", num("missing", 4, LAST), " last year."), "rose by 8"),
    ]  # fmt: skip


def shropshire() -> list[Listed]:
    conference, review = {"unit": "conference"}, {"unit": "review"}
    red = Standing(reasons=(Reasons("red_reasons", "red_forms"),))
    green = Standing(reasons=(Reasons("green_reasons", "green_forms"),))
    return [
        Listed("SHR-A-01", "G12", "81.2% cannot be made from 267",
               said("White British: ", share("origin", None, 267, text="81.2%"), "."), "80.9% (216 of 267) or 81.3% (217 of 267)"),
        Listed("SHR-A-02", "G05", "the year's shortfall put down to one month",
               said("The shortfall is put down to August, at ", share("on_time", 42, 74, month(8), unit="review"), " last month."),
               "this cause and no other", kind=QUESTION),
        Listed("SHR-A-03", "G18", "28 red forms, 18 reasons",
               tabled("Red", ["What", "Number"], row("Forms", num("red_forms", 28, unit="form")),
                      row("late report", num("red_reasons", 18, unit="form", group={"reason": "late report"})), unit="form"),
               "'no reason recorded' with 10", red),
        Listed("SHR-A-04", "G18", "'key' areas that are in no chart",
               said("The two key areas are outstanding assessments and visits."), "Bind the number"),
        Listed("SHR-A-05", "G18", "47 reasons for 28 green reviews",
               tabled("Green", ["What", "Number"], row("Forms", num("green_forms", 28, unit="form")),
                      row("good plan", num("green_reasons", 47, unit="form", group={"reason": "good plan"})), unit="form"),
               "28 is the most", green),
        Listed("SHR-A-06", "G18", "30 reasons for 19 green conferences",
               tabled("Green", ["What", "Number"], row("Forms", num("green_forms", 19, unit="form")),
                      row("good plan", num("green_reasons", 30, unit="form", group={"reason": "good plan"})), unit="form"),
               "19 is the most", green),
        Listed("SHR-A-07", "G03", "amber is missing",
               tabled("Forms", ["Colour", "Number"], row("Red", num("forms", 28, group={"colour": "red"}, **review)),
                      row("Green", num("forms", 28, group={"colour": "green"}, **review)), row("All", num("forms", 67, **review), total=True),
                      unit="review"), "'not recorded' with 11"),
        Listed("SHR-A-08", "G05", "the largest band called the majority",
               said("The majority entered care aged ten to fourteen: ", share("entrants", 21, 83), "."), "25.3% (21 of 83) or 'the largest group'"),
        Listed("SHR-A-09", "G02", "planned returns told as all",
               said("Returned home: ", num("returned_home", 28, group={"return": "planned"}), "."), "Add 'planned'"),
        Listed("SHR-A-10", "G02", "outcomes of children called conferences",
               said("There were ", num("outcomes", 286), " conferences."), "Name the child"),
        Listed("SHR-A-11", "G02", "children and conferences in one total",
               tabled("Conferences", ["Kind", "Number"], row("Initial", num("initial", 286)), row("Review", num("review", 299, **conference)),
                      row("All", num("all", 585, **conference), total=True), unit="conference"), "Give the number of conference"),
        Listed("SHR-A-12", "G08", "95 for each, by its counts 100.7",
               said("The average is ", Number("95", fig("caseload", 28300, 281), "mean"), "."), "Write 100.7"),
        Listed("SHR-A-13", "G08", "73.5 cut off",
               said("A month had ", Number("73", fig("held", 882, 12, unit="review"), "mean"), " on average."), "Write 73.5"),
        Listed("SHR-A-14", "G05", "'continue to improve' over a fall",
               said("Stability on time continues to improve, from ", share("reviews_held_on_time", 784, 1000, month(14)), " to ",
                    share("reviews_held_on_time", 768, 1000, month(15)), "."), "'worsen': it fell by 1.6 percentage points"),
        Listed("SHR-A-15", "G06", "a cumulative share compared as if it were one month's",
               said("The share rose from ", share("three_moves", 1, 300, to_date(4)), " to ", share("three_moves", 30, 303, to_date(15)), "."),
               "single months with single months"),
        Listed("SHR-A-16", "G08", "shares add to 100.2 under 100%",
               tabled("Age on starting", ["Age", "Share"], *[row(f"Band {at}", share("entrants", count, 83, text=text, group={"age": f"band {at}"}))
                      for at, (count, text) in enumerate([(14, "16.9%")] * 5 + [(13, "15.7%")])],
                      row("All", share("entrants", 83, 83, text="100%"), total=True)), "rounded and add to 100.2%"),
        Listed("SHR-A-17", "G02", "people and posts side by side",
               said("Staff: ", num("staff", 6, unit="person"), " in ", num("establishment", 6, unit="post"), " posts."),
               "Who is counted", kind=QUESTION),
        Listed("SHR-A-18", "G18", "87 late and no reason counted",
               said("Held late: ", num("late", 87, **review), "."), "'no reason recorded' with 87",
               Standing(reasons=(Reasons("late_reasons", "late"),))),
        Listed("SHR-A-19", "G09", "entries of a year headed 'as at'",
               tabled("Age as at 31 March 2020", ["Age", "Number"], row("Ten to fourteen", num("entrants", 21))), "from its first to its last day"),
        Listed("SHR-A-20", "G17", "no risks over caseloads called too high",
               made_of(paragraph("There are no risks.")), "name them as one", kind=QUESTION),
    ]  # fmt: skip


def all_listed() -> list[Listed]:
    """All 77, in the order of the list."""
    return [*dudley(), *sunderland(), *shropshire()]

"""How far the made-up authority lies from England: shares of a large one beside the published national tables.

The distances are stated in percentage points and are loose on purpose: one authority is not the nation, and real ones
lie further from it than this. National figures are those of the latest year in each table (2024 or 2025).
"""

import csv
from collections import Counter
from datetime import date

import pytest

from handrail.fictional.as_record import record_of
from handrail.fictional.authority import make
from handrail.fictional.calendar import months_after, working_days_after
from handrail.fictional.truth import figures
from handrail.record.care import SHORT_BREAKS

FURTHEST = {  # percentage points between the authority and England
    "initial conferences within 15 working days": 4,
    "initial conferences within 10 working days": 4,
    "initial conferences after 20 working days": 5,
    "plans reviewed in time all year": 4,
    "plans that are a second or later one": 4,
    "plans ended within 3 months": 5,
    "plans ended after 3 to 6 months": 5,
    "plans ended after 6 to 12 months": 5,
    "plans ended after 1 to 2 years": 5,
    "plans ended after 2 years or more": 3,
    "open plans of up to 3 months": 8,
    "open plans of 3 to 6 months": 7,
    "open plans of 6 to 12 months": 5,
    "open plans of 1 to 2 years": 5,
    "open plans of 2 years or more": 3,
    "plans begun for each child considered at an initial conference": 5,
    "children in care with 3 or more placements in the year": 3,
    "children long in care with the same placement for 2 years": 6,
    "children in foster placements": 18,
    "children who came into care, to 100 in care": 10,
    "children who left care, to 100 in care": 6,
}
BANDS = ("3_months_or_less", "more_than_3_months_6_months", "more_than_6_months_less_than_1_year",
         "1_year_less_than_2_years", "2_years_or_more")  # fmt: skip
ENDED = [name for name in FURTHEST if name.startswith("plans ended")]
OPEN = [name for name in FURTHEST if name.startswith("open plans")]


@pytest.fixture(scope="module")
def ours():
    """The shares of an authority of 5,000 children over the last five of six years, in percent."""
    authority = make(5000, 1, years=6)
    record, years = record_of(authority), authority.span.years[1:]
    return {
        **_conferences(record, years),
        **_plans(record, years),
        **_in_time(authority, years),
        **_care(record, years),
    }


def _share(part, whole):
    return 100 * part / whole


def _within(day, year):
    return day is not None and year.first_day <= day <= year.last_day


def _conferences(record, years):
    held = [each for each in record.enquiries for year in years if _within(each.conference_on, year)]

    def by(days):
        return sum(each.conference_on <= working_days_after(each.started_on, days) for each in held)

    initial = [each for each in record.conferences if each.kind != "review"]
    children = Counter(each.conference_id for each in record.conference_children)
    considered = sum(children[each.conference_id] for each in initial for year in years if _within(each.held_on, year))
    begun = sum(_within(plan.started_on, year) for plan in record.plans for year in years)
    return {
        "initial conferences within 10 working days": _share(by(10), len(held)),
        "initial conferences after 20 working days": 100 - _share(by(20), len(held)),
        "plans begun for each child considered at an initial conference": _share(begun, considered),
    }


def _band(first: date, last: date) -> int:
    limits = (months_after(first, 3), months_after(first, 6), months_after(first, 12), months_after(first, 24))
    return (last > limits[0]) + (last > limits[1]) + (last >= limits[2]) + (last >= limits[3])


def _plans(record, years):
    ended, still, later = Counter(), Counter(), Counter()
    for plan in record.plans:
        for year in years:
            if _within(plan.started_on, year):
                later[plan.previous_plans > 0] += 1
            if _within(plan.ended_on, year):
                ended[_band(plan.started_on, plan.ended_on)] += 1
            if plan.started_on <= year.last_day and (plan.ended_on is None or plan.ended_on > year.last_day):
                still[_band(plan.started_on, year.last_day)] += 1
    return {
        "plans that are a second or later one": _share(later[True], later.total()),
        **{name: _share(ended[number], ended.total()) for number, name in enumerate(ENDED)},
        **{name: _share(still[number], still.total()) for number, name in enumerate(OPEN)},
    }


def _in_time(authority, years):
    """What the truth of the stories says; a transfer in counts among the conferences and never as in time."""
    found = [figure for year in years for figure in figures(authority, authority.span.first_day, year)]

    def share(measure):
        of_it = [figure for figure in found if figure.measure == measure]
        return _share(sum(each.numerator for each in of_it), sum(each.denominator for each in of_it))

    return {
        "initial conferences within 15 working days": share("icpc_within_15_working_days"),
        "plans reviewed in time all year": share("cp_plans_reviewed_on_time"),
    }


def _care(record, years):
    born = {child.child_id: child.born_on for child in record.children}
    episodes = {}
    for episode in record.episodes:
        if episode.legal_status not in SHORT_BREAKS:
            episodes.setdefault(episode.child_id, []).append(episode)
    counts = Counter()
    for year in years:
        counts["came"] += sum(_within(period.began_on, year) for period in record.periods_of_care)
        counts["left"] += sum(_within(period.ended_on, year) for period in record.periods_of_care)
        for period in record.periods_of_care:
            if period.began_on <= year.last_day and (period.ended_on is None or period.ended_on > year.last_day):
                mine = [
                    each for each in episodes[period.child_id] if period.began_on <= each.started_on <= year.last_day
                ]
                _count_placements(counts, year, period, born[period.child_id], mine)
    return {
        "children in care with 3 or more placements in the year": _share(counts["three"], counts["in care"]),
        "children long in care with the same placement for 2 years": _share(counts["stable"], counts["long"]),
        "children in foster placements": _share(counts["fostered"], counts["in care"]),
        "children who came into care, to 100 in care": _share(counts["came"], counts["in care"]),
        "children who left care, to 100 in care": _share(counts["left"], counts["in care"]),
    }


def _count_placements(counts, year, period, born_on, mine):
    moves = [each.started_on for each in mine if each.start_reason in ("P", "B", "T")]
    counts["in care"] += 1
    counts["three"] += sum(day > year.first_day for day in moves) >= 2
    counts["fostered"] += mine[-1].placement_type.startswith("U")
    if period.began_on <= months_after(year.last_day, -30) and months_after(born_on, 16 * 12) > year.last_day:
        counts["long"] += 1
        counts["stable"] += max([period.began_on, *moves]) <= months_after(year.last_day, -24)


@pytest.fixture(scope="module")
def england(shared):
    """The same shares as published for England."""
    public = shared / "data/public"
    need, outcomes = public / "dfe-children-in-need-2024-via-d2i", public / "dfe-csc-outcomes-and-enablers"
    waits = _national(need / "c4_children_in_need_section_47s_and_icpcs_2013_to_2024.csv")
    begun = _national(need / "d1_child_protection_plans_2013_to_2024.csv")
    ended = _national(need / "d7_cpps_ending_by_duration_2013_to_2024.csv")
    still = _national(outcomes / "d5_cpps_at31march_by_duration_2013_to_2025.csv")
    held = [int(waits[f"Duration_{band}_days"]) for band in ("0-10", "11-15", "16-20", "21+")]
    lait = _lait(public / "dfe-lait/lait_childrens_social_care_subset.csv")
    return {
        "initial conferences within 15 working days": _share(held[0] + held[1], sum(held)),
        "initial conferences within 10 working days": _share(held[0], sum(held)),
        "initial conferences after 20 working days": _share(held[3], sum(held)),
        "plans reviewed in time all year": lait["RevCP"],
        "plans that are a second or later one": float(
            _national(outcomes / "d3_cpps_subsequent_plan_2013_to_2025.csv")["CPP_subsequent_percent"]
        ),
        **{name: float(ended[f"{band}_percent"]) for name, band in zip(ENDED, BANDS, strict=True)},
        **{name: float(still[f"{band}_percent"]) for name, band in zip(OPEN, BANDS, strict=True)},
        "plans begun for each child considered at an initial conference": _share(
            int(begun["CPP_start"]), int(waits["ICPC_child"])
        ),
        "children in care with 3 or more placements in the year": lait["LACStable_2016on"],
        "children long in care with the same placement for 2 years": lait["LAC_LongStable%"],
        "children in foster placements": lait["LAC_Foster_Placements"],
        "children who came into care, to 100 in care": _share(lait["LACnum_Start"], lait["LACnum"]),
        "children who left care, to 100 in care": _share(lait["LACceased"], lait["LACnum"]),
    }


def _national(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["geographic_level"] == "National"]
    return max(rows, key=lambda row: row["time_period"])


def _lait(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["measure_short"]: float(row["2025"]) for row in csv.DictReader(file)
                if row["area"] == "England" and row["2025"] not in ("", "-")}  # fmt: skip


@pytest.mark.parametrize("share", FURTHEST)
def test_each_share_lies_within_its_distance_of_england(share, ours, england):
    apart = abs(ours[share] - england[share])
    assert apart <= FURTHEST[share], f"{share}: {ours[share]:.1f} here, {england[share]:.1f} in England"


def test_most_distances_are_small(ours, england):
    """The mean over all of them stays under three and a half percentage points."""
    apart = {share: abs(ours[share] - england[share]) for share in FURTHEST}
    assert sum(apart.values()) / len(apart) < 3.5, {share: round(points, 1) for share, points in apart.items()}

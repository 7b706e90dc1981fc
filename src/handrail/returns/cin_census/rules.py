"""The checks of a CIN census that touch conferences and plans, run on rows as read and each census by itself.

The rules whose ids begin with CIN are the Department for Education's and go by its numbers (its validation
rules for the census, as the open validator restates them); those that begin with HR are ours: nobody else
checks them. The census year runs from the day after the reference date a year ago to the reference date.
"""

from collections.abc import Callable, Iterator
from datetime import date

from handrail.record.problems import NOTE, NotRun, Problem, none_ran
from handrail.returns.cin_census import conference_rules, plan_rules, review_rules, rows
from handrail.returns.cin_census.rows import Census
from handrail.returns.cin_census.rule import Facts, Finding, Rule

_AGAIN = "Correct it in your system, export again and load again."
_LONGEST_SHOWN = 60


def check(census: Census, working_days_before: Callable[[date, int], date]) -> Iterator[Problem]:
    """Every problem the rules find in this census, and a note for each rule that could not run.

    `working_days_before(day, count)` is the count-th working day before a day, the day itself not counted;
    it may raise ValueError for a day it does not know.
    """
    facts = Facts(census, working_days_before)
    for rule in RULES:
        why_not = rule.why_not(census)
        if why_not is not None:
            yield _could_not_run(rule, census, why_not)
            continue
        try:
            for finding in rule.find(facts):
                yield _problem(rule, census, finding)
        except ValueError as error:
            yield _could_not_run(rule, census, str(error).rstrip("."))


def _problem(rule: Rule, census: Census, finding: Finding) -> Problem:
    row, value = finding.row, (finding.value or "")[:_LONGEST_SHOWN] or None
    if row is None:
        message = f"{census.name}: {finding.what}"
        return Problem(rule.id, rule.severity, census.name, None, None, finding.field, value, message, rule.what_to_do)
    message = f"{census.place} {row.line} of {row.file}: {finding.what}"
    return Problem(
        rule.id,
        rule.severity,
        row.file,
        row.line,
        row.child_id,
        finding.field,
        value,
        message,
        rule.what_to_do,
    )


def _could_not_run(rule: Rule, census: Census, why: str) -> Problem:
    message = f"Rule {rule.id} ({rule.meaning}) could not run on {census.name}: {why}."
    remedy = "Supply what it needs and load again to have it run."
    return NotRun(rule.id, NOTE, census.name, None, None, None, None, message, remedy)


def none_could_run() -> NotRun:
    """The note that there was no census to run the rules on."""
    rules = [*(rule.id for rule in RULES), "HR-CP-7"]
    return none_ran(rules, "no CIN census was loaded", "Load the census, not a record of it, to have them run.")


_PLANS = frozenset({rows.PLANS})
_REVIEWS = frozenset({rows.PLANS, rows.REVIEWS})
_ENQUIRIES = frozenset({rows.SECTION_47})
_CONFERENCES = frozenset({rows.SECTION_47, rows.CIN_DETAILS})

RULES: tuple[Rule, ...] = (
    Rule(
        "CIN-8841",
        "review on or before the start of the plan",
        f"Check the dates of the review and of the plan. {_AGAIN}",
        _REVIEWS,
        review_rules.review_not_after_plan_start,
    ),
    Rule(
        "CIN-8842Q",
        "review without a date",
        "Give the date of the review, or take the empty entry out.",
        frozenset({rows.REVIEWS}),
        review_rules.review_without_date,
    ),
    Rule(
        "CIN-2883",
        "more plans started in the year than initial conferences were held",
        "Find the plans whose conference is missing (rule CIN-2885 lists them) and enter it.",
        _CONFERENCES | _PLANS,
        conference_rules.more_plans_than_conferences,
        whole_year=True,
        all_children=True,
    ),
    Rule(
        "CIN-2884",
        "same initial conference in CINdetails and in Section47",
        "Keep the date in Section47 and take it out of CINdetails.",
        _CONFERENCES,
        conference_rules.conference_at_both_levels,
    ),
    Rule(
        "CIN-2885",
        "plan started in the year on a day that is not an initial conference",
        f"Check the start of the plan and the date of its conference. {_AGAIN}",
        _CONFERENCES | _PLANS,
        conference_rules.plan_start_not_conference,
        whole_year=True,
    ),
    Rule(
        "CIN-8615",
        "section 47 start missing or after its initial conference",
        f"Give the day of the strategy discussion that began the enquiry. {_AGAIN}",
        _ENQUIRIES,
        conference_rules.enquiry_start_missing_or_late,
    ),
    Rule(
        "CIN-8675Q",
        "section 47 enquiry over 15 working days old at year end without conference",
        "Enter the conference, or that none was needed; else explain it in the return.",
        _ENQUIRIES,
        conference_rules.enquiry_without_conference,
        whole_year=True,
    ),
    Rule(
        "CIN-8715",
        "initial conference outside the census year",
        f"Correct the date; a conference of another year belongs to that year's census. {_AGAIN}",
        _ENQUIRIES,
        conference_rules.conference_outside_year,
        whole_year=True,
    ),
    Rule(
        "CIN-8740",
        "section 47 enquiry without conference did not start in the census year",
        "Enter the conference, or that none was needed, or correct the start.",
        _ENQUIRIES,
        conference_rules.waiting_enquiry_outside_year,
        whole_year=True,
    ),
    Rule(
        "CIN-8870Q",
        "target date of the initial conference at a weekend",
        "Correct the target date, or explain it in the return.",
        _ENQUIRIES,
        conference_rules.target_at_weekend,
    ),
    Rule(
        "CIN-8875",
        "initial conference at a weekend",
        f"Check the date of the conference. {_AGAIN}",
        _CONFERENCES,
        conference_rules.conference_at_weekend,
    ),
    Rule(
        "CIN-8840",
        "plan starts and ends on the same day",
        f"Check both dates; take the plan out if there was none. {_AGAIN}",
        _PLANS,
        plan_rules.plan_of_no_days,
    ),
    Rule(
        "CIN-8925",
        "plan ends before it starts",
        f"Check the start and the end of the plan. {_AGAIN}",
        _PLANS,
        plan_rules.plan_ends_before_start,
    ),
    Rule(
        "CIN-8935",
        "two open plans for one child",
        "Give the day the earlier plan ended, or take the second entry out.",
        _PLANS,
        plan_rules.two_open_plans,
    ),
    Rule(
        "CIN-8940",
        "overlapping plans of one child",
        f"Check the start and the end of both plans. {_AGAIN}",
        _PLANS,
        plan_rules.overlapping_plans,
    ),
    Rule(
        "HR-CP-1",
        "review after the plan ended",
        f"Check the date of the review and the end of the plan. {_AGAIN}",
        _REVIEWS,
        review_rules.review_after_plan_end,
    ),
    Rule(
        "HR-CP-2",
        "same review twice on one plan",
        "Take one of the two out, or correct its date.",
        frozenset({rows.REVIEWS}),
        review_rules.review_twice,
    ),
    Rule(
        "HR-CP-4",
        "one child with two birth dates",
        "Find out which is right; if these are two children, they need two ids.",
        frozenset({rows.CHILD_IDENTIFIERS}),
        plan_rules.two_birth_dates,
    ),
)

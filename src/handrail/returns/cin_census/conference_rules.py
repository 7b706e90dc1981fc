"""Checks of initial conferences and the enquiries before them. Each fails once for each row at fault."""

from collections.abc import Iterator

from handrail.returns.cin_census import rows
from handrail.returns.cin_census.rows import Census, EnquiryRow, ReferralRow
from handrail.returns.cin_census.rule import Facts, Finding, written

_SATURDAY = 5
_CONFERENCE, _START, _TARGET = "DateOfInitialCPC", "S47ActualStartDate", "InitialCPCtarget"


def more_plans_than_conferences(facts: Facts) -> Iterator[Finding]:
    """2883: no more plans start in the year than initial conferences are held, over the whole authority.

    Conferences of both levels count, as do all rows: nothing is matched child by child.
    """
    census = facts.census
    plans = sum(census.is_in_year(plan.started_on) for plan in census.plans)
    conferences = sum(census.is_in_year(enquiry.conference_on) for enquiry in census.enquiries)
    conferences += sum(census.is_in_year(referral.conference_on) for referral in census.referrals)
    if plans > conferences:
        held = f"only {conferences:,} initial conferences were held"
        what = f"{plans:,} plans started in the census year, but {held}."
        yield Finding(None, "CPPstartDate", f"{plans} > {conferences}", what)


def conference_at_both_levels(facts: Facts) -> Iterator[Finding]:
    """2884: a conference after a local enquiry stands in Section47 and not in CINdetails too."""
    for referral in facts.census.referrals:
        if referral.conference_on is None:
            continue
        enquiry = facts.enquiry_before.get((referral.child_id, referral.conference_on))
        if enquiry is not None:
            place = f"{facts.census.place.lower()} {enquiry.line} of {enquiry.file}"
            day = written(referral.conference_on)
            what = f"{_CONFERENCE} in CINdetails is {day}, which stands in Section47 too ({place})."
            yield Finding(referral, _CONFERENCE, referral.conference_text, what)


def plan_start_not_conference(facts: Facts) -> Iterator[Finding]:
    """2885: a plan that starts in the year starts on the day of an initial conference of its referral."""
    for plan in facts.census.plans:
        if not facts.census.is_in_year(plan.started_on):
            continue
        held = facts.conferences.get((plan.child_id, plan.referral), set())
        if plan.started_on not in held:
            days = " or ".join(written(day) for day in sorted(held)) if held else "the referral has none"
            start = written(plan.started_on)
            what = f"CPPstartDate is {start}, which is not the day of an initial conference ({days})."
            yield Finding(plan, "CPPstartDate", plan.started_text, what)


def enquiry_start_missing_or_late(facts: Facts) -> Iterator[Finding]:
    """8615: an enquiry has a start, and it is not after its initial conference."""
    for enquiry in facts.census.enquiries:
        if enquiry.started_on is None:
            what = f"the section 47 enquiry has no {_START} that is a date."
            yield Finding(enquiry, _START, enquiry.started_text, what)
        elif enquiry.conference_on is not None and enquiry.started_on > enquiry.conference_on:
            held = written(enquiry.conference_on)
            what = f"{_START} is {written(enquiry.started_on)}, after the initial conference on {held}."
            yield Finding(enquiry, _START, enquiry.started_text, what)


def _awaits_conference(enquiry: EnquiryRow) -> bool:
    """Whether the enquiry has no initial conference and does not say that none is needed."""
    return enquiry.conference_on is None and enquiry.conference_not_needed is not True


def enquiry_without_conference(facts: Facts) -> Iterator[Finding]:
    """8675Q: an enquiry begun over 15 working days before the year ended led to a conference, or needs none.

    The fifteenth working day before the reference date, that day not counted, is in time.
    """
    for enquiry in facts.census.enquiries:
        start = enquiry.started_on
        if start is not None and _awaits_conference(enquiry) and start < facts.last_day_for_a_conference:
            what = (
                f"the section 47 enquiry began on {written(start)}, more than 15 working days before the "
                f"year ended, and has neither a {_CONFERENCE} nor ICPCnotRequired."
            )
            yield Finding(enquiry, _CONFERENCE, enquiry.conference_text, what)


def conference_outside_year(facts: Facts) -> Iterator[Finding]:
    """8715: the initial conference of an enquiry was held in the census year.

    The Department checks Section47 only: CINdetails may carry the conference of an earlier year.
    """
    for enquiry in facts.census.enquiries:
        if enquiry.conference_on is not None and not facts.census.is_in_year(enquiry.conference_on):
            year = _year(facts.census)
            what = f"{_CONFERENCE} is {written(enquiry.conference_on)}, outside the census year ({year})."
            yield Finding(enquiry, _CONFERENCE, enquiry.conference_text, what)


def waiting_enquiry_outside_year(facts: Facts) -> Iterator[Finding]:
    """8740: an enquiry without a conference, and not said to need none, began in the census year."""
    for enquiry in facts.census.enquiries:
        start = enquiry.started_on
        if start is not None and _awaits_conference(enquiry) and not facts.census.is_in_year(start):
            what = (
                f"{_START} is {written(start)}, outside the census year ({_year(facts.census)}), "
                f"though the enquiry has neither a {_CONFERENCE} nor ICPCnotRequired."
            )
            yield Finding(enquiry, _START, enquiry.started_text, what)


def target_at_weekend(facts: Facts) -> Iterator[Finding]:
    """8870Q: the target date of the initial conference is not a Saturday or Sunday."""
    for enquiry in facts.census.enquiries:
        if enquiry.target_on is not None and enquiry.target_on.weekday() >= _SATURDAY:
            what = f"{_TARGET} is {written(enquiry.target_on)}, a {enquiry.target_on:%A}."
            yield Finding(enquiry, _TARGET, enquiry.target_text, what)


def conference_at_weekend(facts: Facts) -> Iterator[Finding]:
    """8875: the initial conference, at either level, was not held on a Saturday or Sunday."""
    levels: tuple[tuple[str, list[EnquiryRow] | list[ReferralRow]], ...] = (
        (rows.SECTION_47, facts.census.enquiries),
        (rows.CIN_DETAILS, facts.census.referrals),
    )
    for level, of_level in levels:
        for row in of_level:
            if row.conference_on is not None and row.conference_on.weekday() >= _SATURDAY:
                day = f"{written(row.conference_on)}, a {row.conference_on:%A}"
                yield Finding(row, _CONFERENCE, row.conference_text, f"{_CONFERENCE} in {level} is {day}.")


def _year(census: Census) -> str:
    return f"{written(census.first_day)} to {written(census.reference_date)}"

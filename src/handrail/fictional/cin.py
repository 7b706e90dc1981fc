"""Writing the made-up authority as CIN census XML: each year the referrals and plans alive in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from handrail.fictional.calendar import days_after, working_days_after
from handrail.fictional.people import age_on
from handrail.fictional.story import Authority, Enquiry, Person, Plan, Referral, Story, Year

_GENDER_BEFORE_2024_25 = {"M": "1", "F": "2", "U": "0"}
_SCHOOL_AGE = 5
_ENQUIRY_TO_ASSESSED = 40


class Written(NamedTuple):
    """How much one census holds."""

    children: int
    enquiries: int
    plans: int
    reviews: int


def write(authority: Authority, path: Path, year: Year) -> Written:
    """Write one census."""
    stories = [story for story in authority.stories if referrals_in(story, year)]
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<Message>", *_header(year), "<Children>"]
    for story in stories:
        lines.extend(_child(story, year))
    lines += ["</Children>", "</Message>"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    referrals = [referral for story in stories for referral in referrals_in(story, year)]
    plans = [plan for referral in referrals for plan in plans_in(referral, year)]
    enquiries = sum(len(enquiries_in(referral, year)) for referral in referrals)
    return Written(len(stories), enquiries, len(plans), sum(len(reviews_in(plan, year)) for plan in plans))


def referrals_in(story: Story, year: Year) -> list[Referral]:
    """The referrals of which any day lies in the year."""
    return [
        referral
        for referral in story.referrals
        if referral.referred_on <= year.last_day
        and (referral.closed_on is None or referral.closed_on >= year.first_day)
    ]


def enquiries_in(referral: Referral, year: Year) -> list[Enquiry]:
    """The enquiries that began in the year or led to a conference in it."""
    return [
        enquiry
        for enquiry in referral.enquiries
        if _lies_in(enquiry.started_on, year) or _lies_in(enquiry.conference_on, year)
    ]


def plans_in(referral: Referral, year: Year) -> list[Plan]:
    """The plans of which any day lies in the year."""
    return [
        plan
        for plan in referral.plans
        if plan.started_on <= year.last_day and (plan.ended_on is None or plan.ended_on >= year.first_day)
    ]


def reviews_in(plan: Plan, year: Year) -> list[date]:
    """The days of the plan's review conferences held in the year."""
    return [review.held_on for review in plan.reviews if review.held_on and _lies_in(review.held_on, year)]


def _lies_in(day: date | None, year: Year) -> bool:
    return day is not None and year.first_day <= day <= year.last_day


def _tag(name: str, value: str | date | int) -> str:
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"<{name}>{text}</{name}>"


def _tags(**values: str | date | int | None) -> Iterator[str]:
    """An element for each value that is not blank, in order. No value here needs escaping."""
    return (_tag(name, value) for name, value in values.items() if value is not None)


def _by(day: date | None, year: Year) -> date | None:
    """The day, if it had come by the census."""
    return day if day is not None and day <= year.last_day else None


def _header(year: Year) -> Iterator[str]:
    yield "<Header><CollectionDetails>"
    yield from _tags(Collection="CIN", Year=year.last_day.year, ReferenceDate=year.last_day)
    yield "</CollectionDetails><Source>"
    yield from _tags(SourceLevel="L", LEA="999", SoftwareCode="Handrail fictional", Release="1", SerialNo="001")
    yield from _tags(DateTime=f"{year.last_day.year}-06-30T09:00:00")
    yield "</Source></Header>"


def _child(story: Story, year: Year) -> Iterator[str]:
    child = story.person
    born = child.born_on <= year.last_day
    yield "<Child><ChildIdentifiers>"
    yield _tag("LAchildID", child.child_id)
    if born and age_on(child, year.last_day) >= _SCHOOL_AGE:
        yield _tag("UPN", child.upn)
    else:
        yield _tag("UPNunknown", "UN1")
    yield from _tags(
        PersonBirthDate=child.born_on if born else None,
        ExpectedPersonBirthDate=None if born else child.expected_on,
    )
    yield _sex(child, born, year)
    yield "</ChildIdentifiers><ChildCharacteristics>"
    yield _tag("Ethnicity", child.ethnicity)
    yield "</ChildCharacteristics>"
    for referral in referrals_in(story, year):
        yield from _referral(referral, year)
    yield "</Child>"


def _sex(child: Person, born: bool, year: Year) -> str:
    known = child.sex if born else "U"
    if year.first_day < date(2024, 4, 1):
        return _tag("GenderCurrent", _GENDER_BEFORE_2024_25[known])
    return _tag("Sex", known)


def _referral(referral: Referral, year: Year) -> Iterator[str]:
    closed_on = _by(referral.closed_on, year)
    yield "<CINdetails>"
    yield from _tags(
        CINreferralDate=referral.referred_on,
        ReferralSource=referral.source,
        PrimaryNeedCode=referral.need,
        CINclosureDate=closed_on,
        ReasonForClosure="RC7" if closed_on else None,
    )
    if _lies_in(referral.transferred_in_on, year):
        yield from _tags(DateOfInitialCPC=referral.transferred_in_on)
    for enquiry in enquiries_in(referral, year):
        yield from _assessment(enquiry, referral, year)
    for enquiry in enquiries_in(referral, year):
        yield from _enquiry(enquiry, year)
    yield _tag("ReferralNFA", "0")
    for plan in plans_in(referral, year):
        yield from _plan(plan, year)
    yield "</CINdetails>"


def _assessment(enquiry: Enquiry, referral: Referral, year: Year) -> Iterator[str]:
    """The assessment made alongside an enquiry, finished in 45 working days and before the case closed."""
    finished_on = max(
        working_days_after(enquiry.started_on, _ENQUIRY_TO_ASSESSED),
        enquiry.conference_on or enquiry.started_on,
    )
    if referral.closed_on is not None:
        finished_on = min(finished_on, days_after(referral.closed_on, -1))
    yield "<Assessments>"
    yield from _tags(AssessmentActualStartDate=enquiry.started_on, AssessmentAuthorisationDate=_by(finished_on, year))
    yield ("<FactorsIdentifiedAtAssessment>" + _tag("AssessmentFactors", "3B") + "</FactorsIdentifiedAtAssessment>")
    yield "</Assessments>"


def _enquiry(enquiry: Enquiry, year: Year) -> Iterator[str]:
    yield "<Section47>"
    yield from _tags(
        S47ActualStartDate=enquiry.started_on,
        InitialCPCtarget=None if enquiry.not_needed else working_days_after(enquiry.started_on, 15),
        DateOfInitialCPC=_by(enquiry.conference_on, year),
        ICPCnotRequired=int(enquiry.not_needed),
    )
    yield "</Section47>"


def _plan(plan: Plan, year: Year) -> Iterator[str]:
    yield "<ChildProtectionPlans>"
    yield from _tags(
        CPPstartDate=plan.started_on,
        CPPendDate=_by(plan.ended_on, year),
        InitialCategoryOfAbuse=plan.initial_category,
        LatestCategoryOfAbuse=plan.latest_category,
        NumberOfPreviousCPP=plan.previous_plans,
    )
    reviews = reviews_in(plan, year)
    if reviews:
        yield "<Reviews>"
        yield from (_tag("CPPreviewDate", day) for day in reviews)
        yield "</Reviews>"
    yield "</ChildProtectionPlans>"

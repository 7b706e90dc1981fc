"""The row types of the record: one class a table, one annotated field a column.

The annotation's text is the column's description wherever the schema is shown. Dates end in `_on`; a field
that may be blank says so in its type. Codes keep the letters of the national returns, because every council
and every comparator uses them.
"""

from datetime import date
from typing import Annotated, NamedTuple

ReadFrom = Annotated[str, "File and row the entry was read from, for tracing a figure back to its source"]
ChildId = Annotated[str, "The authority's own id for the child: opaque text, stable across years, never reused"]


class Child(NamedTuple):
    """A child the authority has looked after, enquired about or made a plan for."""

    child_id: ChildId
    born_on: Annotated[date | None, "Date of birth; blank for an unborn child or where not recorded"] = None
    expected_on: Annotated[date | None, "Expected date of birth of an unborn child"] = None
    died_on: Annotated[date | None, "Date of death"] = None
    sex: Annotated[str | None, "Sex: M, F or U (returns before 2024/25 wrote 1 and 2)"] = None
    ethnicity: Annotated[str | None, "Ethnicity, four-letter code of the national returns"] = None
    read_from: ReadFrom = ""


class Episode(NamedTuple):
    """An episode of care: a stretch with one legal status in one placement, as the SSDA903 return has it."""

    child_id: ChildId
    started_on: Annotated[date, "First day of the episode"]
    ended_on: Annotated[date | None, "Day the episode ceased; blank while it is open"] = None
    start_reason: Annotated[str | None, "Why the episode began (RNE): S is the start of being looked after"] = None
    legal_status: Annotated[str | None, "Legal status (LS); V3 and V4 are series of short breaks"] = None
    need: Annotated[str | None, "Category of need, N1 to N8"] = None
    placement_type: Annotated[str | None, "Placement type (PLACE); A3 to A6 is placed for adoption"] = None
    placement_provider: Annotated[str | None, "Placement provider, PR0 to PR5"] = None
    end_reason: Annotated[str | None, "Why the episode ceased (REC): X1 is another episode the same day"] = None
    distance_miles: Annotated[
        int | None, "Whole miles from home to the placement, rounded up, so that 21 is more than 20; blank if unknown"
    ] = None
    in_area: Annotated[bool | None, "Whether the placement lies within the authority's own area"] = None
    read_from: ReadFrom = ""


class PeriodOfCare(NamedTuple):
    """One unbroken time of being looked after, short breaks (V3, V4) left out; made from the episodes."""

    child_id: ChildId
    began_on: Annotated[date, "First day looked after, or first day loaded where the start is unknown"]
    began_known: Annotated[bool, "Whether the episodes show the start of this period"]
    ended_on: Annotated[date | None, "Day the child ceased to be looked after; blank while looked after"] = None
    end_reason: Annotated[str | None, "Why the last episode ceased (REC)"] = None
    end_known: Annotated[bool, "Whether the end is a real ending: not X1 with nothing after it"] = True
    read_from: ReadFrom = ""


class Review(NamedTuple):
    """A review of a looked-after child's case (Care Planning Regulations 2010, regulations 32 to 38)."""

    child_id: ChildId
    opened_on: Annotated[date, "Day of the first sitting with the reviewing officer; SSDA903 gives one date only"]
    completed_on: Annotated[date | None, "Day of the last sitting; blank where the source does not say"] = None
    participation: Annotated[str | None, "How the child took part, PN0 to PN7; blank where not recorded"] = None
    read_from: ReadFrom = ""


class ReviewPart(NamedTuple):
    """One sitting of a review held as a series of meetings."""

    child_id: ChildId
    opened_on: Annotated[date, "Day the review this part belongs to was opened"]
    held_on: Annotated[date, "Day of this sitting"]
    participation: Annotated[str | None, "How the child took part in this sitting, PN0 to PN7"] = None
    read_from: ReadFrom = ""


class Enquiry(NamedTuple):
    """A section 47 enquiry about one child (Children Act 1989, section 47)."""

    child_id: ChildId
    started_on: Annotated[date, "Day of the strategy discussion that initiated the enquiry"]
    conference_target_on: Annotated[date | None, "Target date of the conference as the source states it"] = None
    conference_not_needed: Annotated[bool | None, "Whether the conference was judged unnecessary"] = None
    conference_on: Annotated[date | None, "Day of the initial conference the enquiry led to"] = None
    read_from: ReadFrom = ""


class Conference(NamedTuple):
    """A child protection conference. The census does not say which children shared one: each has its own."""

    conference_id: Annotated[str, "Id of the conference within the record"]
    kind: Annotated[str, "initial, transfer_in or review"]
    held_on: Annotated[date, "Day the conference was held"]
    one_meeting: Annotated[
        bool | None,
        "Whether the entry is one meeting with all its children; blank where each child has an entry of its own",
    ] = None
    chair_id: Annotated[str | None, "The worker who chaired it"] = None
    notified_on: Annotated[date | None, "Day the service was asked to convene it"] = None
    late_reason: Annotated[str | None, "Main reason it was late, in the authority's own short word"] = None


class ConferenceChild(NamedTuple):
    """A child considered at a conference."""

    conference_id: Annotated[str, "The conference"]
    child_id: ChildId
    enquiry_started_on: Annotated[date | None, "Start of the section 47 enquiry that led to it"] = None
    plan_started_on: Annotated[date | None, "Start of the plan reviewed"] = None
    outcome: Annotated[
        str | None,
        "What it decided for the child: plan, no_plan, continued, ended, change_of_category, transferred, died",
    ] = None
    read_from: ReadFrom = ""


class Plan(NamedTuple):
    """A child protection plan for one child."""

    child_id: ChildId
    started_on: Annotated[date, "First day of the plan, normally the day of the initial conference"]
    ended_on: Annotated[date | None, "Day the plan ended; blank while it is open"] = None
    initial_category: Annotated[str | None, "Category of abuse at the start: NEG, PHY, SAB, EMO or MUL"] = None
    latest_category: Annotated[str | None, "Latest category of abuse: NEG, PHY, SAB, EMO or MUL"] = None
    previous_plans: Annotated[int | None, "Number of earlier plans with the same authority"] = None
    read_from: ReadFrom = ""


class Event(NamedTuple):
    """Something that happened for a child, starts or meets a clock, and has no table of its own."""

    child_id: ChildId
    kind: Annotated[str, "What happened, in the words the clocks use: visit, health_assessment, core_group, ..."]
    happened_on: Annotated[date, "Day it happened"]
    outcome: Annotated[str | None, "What came of it, where the source says: seen_alone, declined, ..."] = None
    read_from: ReadFrom = ""


class RecordedDue(NamedTuple):
    """What a source itself says was due: kept beside the ledger's own answer, never instead of it."""

    child_id: ChildId
    clock: Annotated[str, "The clock it belongs to, as far as the source tells: lac_review, icpc or rcpc"]
    source: Annotated[str, "Which extract or tracker says so"]
    due_on: Annotated[date | None, "Due or target date as the source has it"] = None
    held_on: Annotated[date | None, "Day of the meeting the entry is about; blank where it is still to come"] = None
    in_time: Annotated[bool | None, "Whether the source says it was in time; blank where it does not say"] = None
    planned_on: Annotated[date | None, "Day the meeting was planned for, where the source keeps it"] = None
    read_from: ReadFrom = ""


class Identifier(NamedTuple):
    """A number or name by which one source knows a child."""

    child_id: ChildId
    scheme: Annotated[str, "Kind of identifier: council_id, upn or former_upn, which links nothing"]
    value: Annotated[str, "The identifier: opaque text"]
    source: Annotated[str, "Kind of source it was read in: ssda903, cin_census, annex_a, ssd or tracker"]
    read_from: ReadFrom = ""


class Merge(NamedTuple):
    """A recorded act: two entries are one child after all, or no longer are."""

    kept_id: Annotated[str, "The id that stays"]
    other_id: Annotated[str, "The id that was found to be the same child"]
    act: Annotated[str, "merge or unmerge"]
    reason: Annotated[str, "Why"]
    author: Annotated[str, "Who decided it"]
    decided_on: Annotated[date, "Day of the decision"]


class Correction(NamedTuple):
    """A dated overlay on one recorded value: what was recorded stays, what was verified stands beside it."""

    table: Annotated[str, "Table the corrected entry stands in"]
    key: Annotated[str, "Key of the corrected entry: its key values joined by |, dates as yyyy-mm-dd"]
    field: Annotated[str, "Column corrected"]
    recorded: Annotated[str | None, "Value as recorded"]
    verified: Annotated[str | None, "Value as verified"]
    reason: Annotated[str, "Why the recorded value is wrong"]
    author: Annotated[str, "Who verified it"]
    corrected_on: Annotated[date, "Day of the correction"]

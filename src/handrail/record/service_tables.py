"""The row types of the reviewing service's own work: who does it, and what it leaves on record.

They are tables of the record like those in `tables.py`. No row holds a person's name. Reasons, stages, themes and
questions are the authority's own short words.
"""

from datetime import date
from typing import Annotated, NamedTuple

from handrail.record.tables import ChildId, ReadFrom

WorkerId = Annotated[str, "The authority's own id for the worker: opaque text, never a name"]
OfWorker = Annotated[str | None, "The worker who did it; blank where not recorded"]
Stream = Annotated[str, "Which work it belongs to: care, protection or carer"]
MeetingKind = Annotated[str, "Kind of meeting: review (of a child in care) or conference"]
MeetingOn = Annotated[date, "Day of the meeting it belongs to"]


class FamilyMember(NamedTuple):
    """A child who belongs to a family group: siblings reviewed or considered together."""

    family_id: Annotated[str, "Id of the family group within the record"]
    child_id: ChildId
    read_from: ReadFrom = ""


class Worker(NamedTuple):
    """Someone in a post of the service, or a social worker it deals with."""

    worker_id: WorkerId
    role: Annotated[str, "Post: manager, reviewing_officer, conference_chair, social_worker, minute_taker, ..."]
    team: Annotated[str | None, "Team, in the authority's own words"] = None
    started_on: Annotated[date | None, "First day in the post"] = None
    ended_on: Annotated[date | None, "Last day in the post; blank while in it"] = None
    fte_percent: Annotated[int | None, "Hours as percent of full time"] = None
    contract: Annotated[str | None, "permanent, agency or secondment"] = None
    sex: Annotated[str | None, "Sex: M, F or U"] = None
    ethnicity: Annotated[str | None, "Ethnicity, four-letter code of the national returns"] = None
    post_id: Annotated[str | None, "The post they hold, where posts are kept"] = None
    read_from: ReadFrom = ""


class Allocation(NamedTuple):
    """A worker's responsibility for one child, from a day to a day."""

    child_id: ChildId
    worker_id: WorkerId
    role: Annotated[str, "reviewing_officer, conference_chair or social_worker"]
    started_on: Annotated[date, "First day of the allocation"]
    ended_on: Annotated[date | None, "Last day of the allocation; blank while it lasts"] = None
    read_from: ReadFrom = ""


class Contact(NamedTuple):
    """A contact a reviewing officer offered a child (Care Planning Regulations 2010, regulation 36)."""

    child_id: ChildId
    purpose: Annotated[str, "before_review, between_reviews, direct (on no such occasion) or statutory_visit"]
    offered_on: Annotated[date, "Day it was offered"]
    outcome: Annotated[str, "spoke_privately, spoke_not_privately, declined, inappropriate or not_done"]
    held_on: Annotated[date | None, "Day they spoke; blank where they did not"] = None
    worker_id: OfWorker = None
    how: Annotated[str | None, "visit, phone, video or message"] = None
    reason: Annotated[str | None, "Why they did not speak in private, in a short word"] = None
    read_from: ReadFrom = ""


class MidwayReview(NamedTuple):
    """A look at the plan between two meetings (progress review, midway review)."""

    midway_review_id: Annotated[str, "Id within the record"]
    stream: Stream
    held_on: Annotated[date, "Day it was recorded"]
    child_id: Annotated[str | None, "The child; blank where it is about a carer"] = None
    carer_id: Annotated[str | None, "The foster carer; blank where it is about a child"] = None
    worker_id: OfWorker = None
    after_on: Annotated[date | None, "Day of the meeting it follows"] = None
    progress: Annotated[str | None, "How the plan goes: on_track, drifting or stalled"] = None
    read_from: ReadFrom = ""


class Dispute(NamedTuple):
    """A challenge raised by the service under its dispute resolution process (IRO Handbook, chapter 6)."""

    dispute_id: Annotated[str, "Id of the dispute within the record"]
    stream: Stream
    raised_on: Annotated[date, "Day it was raised"]
    raised_by: OfWorker = None
    family_id: Annotated[str | None, "Family group, where it is about siblings together"] = None
    team: Annotated[str | None, "Team it was raised with"] = None
    issue_on: Annotated[date | None, "Day the issue arose, where it is not the day it was raised"] = None
    formal_on: Annotated[date | None, "Day it became formal; blank while informal"] = None
    answered_on: Annotated[date | None, "Day of the first answer"] = None
    closed_on: Annotated[date | None, "Day it was closed; blank while open"] = None
    closing_stage: Annotated[str | None, "Stage at which it was closed"] = None
    outcome: Annotated[str | None, "resolved, withdrawn, exhausted or overtaken; blank while open"] = None
    impact: Annotated[str | None, "What changed for the child"] = None
    avoidable: Annotated[bool | None, "Whether an earlier talk would have made it unnecessary"] = None
    answer_accepted: Annotated[bool | None, "Whether the first answer satisfied the one who raised it"] = None
    read_from: ReadFrom = ""


class DisputeChild(NamedTuple):
    """A child a dispute is about."""

    dispute_id: Annotated[str, "The dispute"]
    child_id: ChildId


class DisputeStage(NamedTuple):
    """A stage a dispute went through."""

    dispute_id: Annotated[str, "The dispute"]
    stage: Annotated[str, "Stage, in the authority's own short word: informal, team_manager, director, cafcass, ..."]
    started_on: Annotated[date, "Day the stage began"]
    ended_on: Annotated[date | None, "Day the stage ended; blank while it lasts"] = None


class DisputeReason(NamedTuple):
    """A reason a dispute was raised for; it may have several."""

    dispute_id: Annotated[str, "The dispute"]
    reason: Annotated[str, "Reason, in the authority's own short word"]


class Rating(NamedTuple):
    """A red, amber or green form about the work done for a meeting, sent to the team's manager."""

    rating_id: Annotated[str, "Id of the form within the record"]
    child_id: ChildId
    stream: Stream
    meeting_on: MeetingOn
    colour: Annotated[str, "red, amber or green"]
    rated_on: Annotated[date, "Day the form was sent"]
    worker_id: OfWorker = None
    replied_on: Annotated[date | None, "Day the manager replied; blank where none has"] = None
    read_from: ReadFrom = ""


class RatingReason(NamedTuple):
    """A reason ticked on a red, amber or green form."""

    rating_id: Annotated[str, "The form"]
    reason: Annotated[str, "Reason, in the authority's own short word"]


class Praise(NamedTuple):
    """Good practice the service told a team or its manager of, or praise that came to the service itself."""

    praise_id: Annotated[str, "Id within the record"]
    given_on: Annotated[date, "Day it was given"]
    stream: Stream
    team: Annotated[str | None, "Team it was given to"] = None
    worker_id: Annotated[str | None, "The worker of the service who gave it, or whom it was about"] = None
    reason: Annotated[str | None, "What for, in a short word"] = None
    direction: Annotated[str | None, "given (by the service) or received (by it); blank is given"] = None
    source: Annotated[str | None, "Who it came from, where received: parent, child, carer, professional, ..."] = None
    read_from: ReadFrom = ""


class Survey(NamedTuple):
    """A questionnaire handed out: to whom, and whether it came back. It names nobody."""

    survey_id: Annotated[str, "Id of the questionnaire within the record"]
    form: Annotated[str, "Which questionnaire: its short name"]
    respondent: Annotated[str, "child, parent, carer or professional"]
    sent_on: Annotated[date | None, "Day it was handed out; blank where not recorded"] = None
    returned_on: Annotated[date | None, "Day it came back; blank where it has not"] = None
    about: Annotated[str | None, "What it was about: review, initial_conference, review_conference, midway, ..."] = None
    channel: Annotated[str | None, "How it came: paper, link, phone, in_person, ..."] = None
    worker_id: Annotated[str | None, "The chair or reviewing officer it was about"] = None
    read_from: ReadFrom = ""


class SurveyAnswer(NamedTuple):
    """The answer to one question of a questionnaire that came back; a blank is an answer not given."""

    survey_id: Annotated[str, "The questionnaire"]
    question: Annotated[str, "The question: its short name"]
    answer: Annotated[str | None, "Answer as ticked: yes, no, agree, 7, ...; blank where left blank"] = None


class Audit(NamedTuple):
    """A look at one child's file for quality."""

    audit_id: Annotated[str, "Id of the audit within the record"]
    child_id: ChildId
    theme: Annotated[str, "What was looked at, in a short word"]
    audited_on: Annotated[date, "Day of the audit"]
    grade: Annotated[str | None, "outstanding, good, requires_improvement or inadequate"] = None
    worker_id: OfWorker = None
    kind: Annotated[str | None, "routine, targeted or midway"] = None
    learning: Annotated[str | None, "What is to be learned from it, in a short word"] = None
    feedback_asked: Annotated[bool | None, "Whether the family was asked what they think"] = None
    read_from: ReadFrom = ""


class Carer(NamedTuple):
    """A foster household approved by the authority (Fostering Services Regulations 2011, regulation 27)."""

    carer_id: Annotated[str, "The authority's own id for the household: opaque text, never a name"]
    approved_on: Annotated[date, "Day of approval"]
    ended_on: Annotated[date | None, "Day the approval ended; blank while it lasts"] = None
    connected: Annotated[bool | None, "Whether approved for a connected child only"] = None
    read_from: ReadFrom = ""


class CarerReview(NamedTuple):
    """A review of a foster household's approval (Fostering Services Regulations 2011, regulation 28)."""

    carer_id: Annotated[str, "The foster household"]
    held_on: Annotated[date, "Day of the review"]
    kind: Annotated[str | None, "first, annual or after_event"] = None
    late_reason: Annotated[str | None, "Why it was late, where it was and the source says so"] = None
    read_from: ReadFrom = ""


class Allegation(NamedTuple):
    """A case of the designated officer about someone who works with children."""

    allegation_id: Annotated[str, "Id of the case within the record"]
    sector: Annotated[str, "Where the person works: education, fostering, health, faith, ..."]
    aware_on: Annotated[date | None, "Day the employer became aware"] = None
    referred_on: Annotated[date | None, "Day it was referred to the designated officer"] = None
    accepted_on: Annotated[date | None, "Day it was accepted; blank where it was advice only"] = None
    resolved_on: Annotated[date | None, "Day it was concluded; blank while open"] = None
    outcome: Annotated[
        str | None, "substantiated, unsubstantiated, unfounded, malicious, false or no_further_action"
    ] = None
    read_from: ReadFrom = ""


class Advocacy(NamedTuple):
    """A child referred for an advocate (Children Act 1989, section 26A)."""

    child_id: ChildId
    referred_on: Annotated[date, "Day of the referral"]
    issue: Annotated[str | None, "What it was about: placement, education, health, ..."] = None
    referred_by: Annotated[
        str | None, "Who referred: child, social_worker, reviewing_officer, parent_or_carer, ..."
    ] = None
    consented: Annotated[bool | None, "Whether the child agreed"] = None
    started_on: Annotated[date | None, "Day the advocate began"] = None
    ended_on: Annotated[date | None, "Day the advocacy ended; blank while it lasts"] = None
    read_from: ReadFrom = ""


class AdvocacyIssue(NamedTuple):
    """An issue an advocate was asked for; one referral may bring several."""

    child_id: ChildId
    referred_on: Annotated[date, "Day of the referral"]
    issue: Annotated[str, "The issue, in a short word"]


class IndependentVisitor(NamedTuple):
    """An independent visitor asked for, for a child in care (Children Act 1989, section 23ZB)."""

    child_id: ChildId
    asked_on: Annotated[date, "Day it was asked for, or the child was asked"]
    matched_on: Annotated[date | None, "Day a visitor was found; blank while waiting"] = None
    ended_on: Annotated[date | None, "Day the match ended; blank while it lasts"] = None
    declined: Annotated[bool | None, "Whether the child did not want one"] = None
    read_from: ReadFrom = ""


class Attendance(NamedTuple):
    """How one person invited took part in a meeting about a child."""

    child_id: ChildId
    meeting: MeetingKind
    meeting_on: MeetingOn
    person: Annotated[str, "child, mother, father, carer, social_worker, school, health, police, advocate, ..."]
    took_part: Annotated[str | None, "attended, sent_views or neither"] = None
    how: Annotated[str | None, "in_person, video, phone, in_writing, chaired, co_chaired, through_advocate, ..."] = None
    apology: Annotated[bool | None, "Whether someone absent sent an apology"] = None
    reason: Annotated[str | None, "Why the person did not attend, in the authority's own short word"] = None
    asked_to_chair: Annotated[bool | None, "Whether the child was asked to chair the meeting or a part of it"] = None
    read_from: ReadFrom = ""


class LateReason(NamedTuple):
    """Why a meeting about a child was held late, as the service gave it."""

    child_id: ChildId
    meeting: MeetingKind
    meeting_on: MeetingOn
    reason: Annotated[str, "Reason, in the authority's own short word"]
    main: Annotated[bool | None, "Whether it was the main reason; blank where nobody said which was"] = None
    read_from: ReadFrom = ""


class MeetingReport(NamedTuple):
    """A report an agency owed to a meeting about a child."""

    child_id: ChildId
    meeting: MeetingKind
    meeting_on: MeetingOn
    agency: Annotated[str, "social_care, school, health, police, ..."]
    received_on: Annotated[date | None, "Day it came; blank where it never did"] = None
    shared_on: Annotated[date | None, "Day it was shared with the family"] = None
    due_on: Annotated[date | None, "Day it was due, where the source says so"] = None
    read_from: ReadFrom = ""


class MeetingRecord(NamedTuple):
    """The record (minutes) of a meeting about a child: when it was finished and when it went out."""

    child_id: ChildId
    meeting: MeetingKind
    meeting_on: MeetingOn
    finished_on: Annotated[date | None, "Day it was finished"] = None
    sent_on: Annotated[date | None, "Day it was sent out"] = None
    read_from: ReadFrom = ""


class SecurePlacement(NamedTuple):
    """A stay in secure accommodation on welfare grounds (Children Act 1989, section 25)."""

    child_id: ChildId
    began_on: Annotated[date, "First day in secure accommodation"]
    ended_on: Annotated[date | None, "Last day; blank while it lasts"] = None
    ordered_on: Annotated[date | None, "Day of the first secure accommodation order"] = None
    read_from: ReadFrom = ""


class Target(NamedTuple):
    """A target set for a measure, for a time."""

    measure: Annotated[str, "Name of the measure"]
    from_on: Annotated[date, "First day it holds"]
    value_percent: Annotated[int | None, "The target, in percent; blank where it is a number"]
    until_on: Annotated[date | None, "Last day it holds; blank while it holds"] = None
    set_by: Annotated[str | None, "Who set it: the board, the council, the inspectorate, ..."] = None
    value_number: Annotated[int | None, "The target, as a number; blank where it is in percent"] = None
    read_from: ReadFrom = ""

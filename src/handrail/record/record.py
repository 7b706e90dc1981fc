"""A record in memory: its rows by table, from when it can be relied on, and what could not be loaded."""

from dataclasses import dataclass, field
from datetime import date

from handrail.record.improvement_tables import (
    Engagement,
    EngagementAttendance,
    PlanItem,
    PlanItemRating,
    Post,
    StaffEvent,
)
from handrail.record.meeting_tables import DigitalView, Document, StoodDown, StoodDownChild
from handrail.record.service_tables import (
    Advocacy,
    AdvocacyIssue,
    Allegation,
    Allocation,
    Attendance,
    Audit,
    Carer,
    CarerReview,
    Contact,
    Dispute,
    DisputeChild,
    DisputeReason,
    DisputeStage,
    FamilyMember,
    IndependentVisitor,
    LateReason,
    MeetingRecord,
    MeetingReport,
    MidwayReview,
    Praise,
    Rating,
    RatingReason,
    SecurePlacement,
    Survey,
    SurveyAnswer,
    Target,
    Worker,
)
from handrail.record.tables import (
    Child,
    Conference,
    ConferenceChild,
    Correction,
    Enquiry,
    Episode,
    Event,
    Identifier,
    Merge,
    PeriodOfCare,
    Plan,
    RecordedDue,
    Review,
    ReviewPart,
)


@dataclass(frozen=True)
class Missing:
    """A table whose source was not loaded, for all time or between two days, and why, in words for a person."""

    table: str
    why: str
    first: date | None = None
    last: date | None = None

    def touches(self, first: date, last: date) -> bool:
        """Whether a period from one day to another depends on what is missing."""
        return (self.first is None or self.first <= last) and (self.last is None or first <= self.last)


@dataclass
class Record:
    """Everything loaded about the children of one authority.

    `care_from` and `protection_from` are the first days the loaded returns cover, `care_to` and `protection_to` the
    last: what lies before or after could be outside the data. `missing` names each table whose source was not loaded
    and says why, in words for a person; an empty table that is not named there was loaded and holds nothing.
    """

    children: list[Child] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    periods_of_care: list[PeriodOfCare] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    review_parts: list[ReviewPart] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    conferences: list[Conference] = field(default_factory=list)
    conference_children: list[ConferenceChild] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    recorded_dues: list[RecordedDue] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    family_groups: list[FamilyMember] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    staff_events: list[StaffEvent] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    midway_reviews: list[MidwayReview] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    dispute_children: list[DisputeChild] = field(default_factory=list)
    dispute_stages: list[DisputeStage] = field(default_factory=list)
    dispute_reasons: list[DisputeReason] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    rating_reasons: list[RatingReason] = field(default_factory=list)
    praises: list[Praise] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    survey_answers: list[SurveyAnswer] = field(default_factory=list)
    audits: list[Audit] = field(default_factory=list)
    carers: list[Carer] = field(default_factory=list)
    carer_reviews: list[CarerReview] = field(default_factory=list)
    allegations: list[Allegation] = field(default_factory=list)
    advocacy: list[Advocacy] = field(default_factory=list)
    advocacy_issues: list[AdvocacyIssue] = field(default_factory=list)
    independent_visitors: list[IndependentVisitor] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    late_reasons: list[LateReason] = field(default_factory=list)
    stood_down: list[StoodDown] = field(default_factory=list)
    stood_down_children: list[StoodDownChild] = field(default_factory=list)
    meeting_reports: list[MeetingReport] = field(default_factory=list)
    meeting_records: list[MeetingRecord] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    digital_views: list[DigitalView] = field(default_factory=list)
    engagements: list[Engagement] = field(default_factory=list)
    engagement_attendances: list[EngagementAttendance] = field(default_factory=list)
    plan_items: list[PlanItem] = field(default_factory=list)
    plan_item_ratings: list[PlanItemRating] = field(default_factory=list)
    secure_placements: list[SecurePlacement] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    care_from: date | None = None
    protection_from: date | None = None
    care_to: date | None = None
    protection_to: date | None = None
    missing: list[Missing] = field(default_factory=list)

    def why_missing(self, tables: tuple[str, ...], first: date, last: date) -> str | None:
        """Why a figure over these tables and this period cannot be made, or None where it can."""
        for gap in self.missing:
            if gap.table in tables and gap.touches(first, last):
                return gap.why
        return None

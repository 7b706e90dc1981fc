"""The schema of the record, read off the row types: tables, columns, types, keys and links.

`TABLES` is the only list of tables. `describe()` turns it into a Data Package descriptor (Frictionless Table
Schema), so that a folder of CSV or Parquet files with that description is a Handrail record.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import NoneType
from typing import Any, get_args, get_type_hints

from handrail.record import improvement_tables, meeting_tables, service_tables, tables

SCHEMA_VERSION = "1"

_TYPE_NAMES: dict[type, str] = {str: "string", date: "date", bool: "boolean", int: "integer"}


@dataclass(frozen=True)
class Field:
    """One column: its name, type name (string, date, boolean, integer), description and whether it may be blank."""

    name: str
    type: str
    description: str
    required: bool


@dataclass(frozen=True)
class Link:
    """A foreign key: these columns name an entry of another table."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table of the record: its name, its row type, the columns that identify a row, and its links."""

    name: str
    row: type
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def description(self) -> str:
        """The row type's docstring."""
        return (self.row.__doc__ or "").strip()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The columns, in order. They are asked for with every row that is read."""
        hints = get_type_hints(self.row, include_extras=True)
        return tuple(_field(name, hints[name]) for name in self.row._fields)  # type: ignore[attr-defined]


def _field(name: str, annotated: Any) -> Field:
    kind, description = get_args(annotated)
    options = get_args(kind) or (kind,)
    plain = next(option for option in options if option is not NoneType)
    return Field(name, _TYPE_NAMES[plain], description, NoneType not in options)


_CHILD = (Link(("child_id",), "children", ("child_id",)),)
_WORKER = Link(("worker_id",), "workers", ("worker_id",))
_CARER = Link(("carer_id",), "carers", ("carer_id",))
_DISPUTE = Link(("dispute_id",), "disputes", ("dispute_id",))
_RATING = Link(("rating_id",), "ratings", ("rating_id",))
_SURVEY = Link(("survey_id",), "surveys", ("survey_id",))
_STOOD_DOWN = Link(("stood_down_id",), "stood_down", ("stood_down_id",))
_MEETING = ("child_id", "meeting", "meeting_on")

TABLES: tuple[Table, ...] = (
    Table("children", tables.Child, ("child_id",)),
    Table("episodes", tables.Episode, ("child_id", "started_on"), _CHILD),
    Table("periods_of_care", tables.PeriodOfCare, ("child_id", "began_on"), _CHILD),
    Table("reviews", tables.Review, ("child_id", "opened_on"), _CHILD),
    Table(
        "review_parts",
        tables.ReviewPart,
        ("child_id", "opened_on", "held_on"),
        (Link(("child_id", "opened_on"), "reviews", ("child_id", "opened_on")),),
    ),
    Table("enquiries", tables.Enquiry, ("child_id", "started_on"), _CHILD),
    Table("conferences", tables.Conference, ("conference_id",), (Link(("chair_id",), "workers", ("worker_id",)),)),
    Table(
        "conference_children",
        tables.ConferenceChild,
        ("conference_id", "child_id"),
        (Link(("conference_id",), "conferences", ("conference_id",)), *_CHILD),
    ),
    Table("plans", tables.Plan, ("child_id", "started_on"), _CHILD),
    Table("events", tables.Event, ("child_id", "kind", "happened_on"), _CHILD),
    Table("recorded_dues", tables.RecordedDue, ("child_id", "clock", "source", "read_from"), _CHILD),
    Table("identifiers", tables.Identifier, ("child_id", "scheme", "value", "source"), _CHILD),
    Table("merges", tables.Merge, ("kept_id", "other_id", "act", "decided_on")),
    Table("corrections", tables.Correction, ("table", "key", "field", "corrected_on")),
    Table("family_groups", service_tables.FamilyMember, ("family_id", "child_id"), _CHILD),
    Table("workers", service_tables.Worker, ("worker_id",), (Link(("post_id",), "posts", ("post_id",)),)),
    Table("posts", improvement_tables.Post, ("post_id",)),
    Table("staff_events", improvement_tables.StaffEvent, ("staff_event_id",), (_WORKER,)),
    Table("allocations", service_tables.Allocation, ("child_id", "role", "started_on"), (*_CHILD, _WORKER)),
    Table("contacts", service_tables.Contact, ("child_id", "purpose", "offered_on"), (*_CHILD, _WORKER)),
    Table("midway_reviews", service_tables.MidwayReview, ("midway_review_id",), (*_CHILD, _CARER, _WORKER)),
    Table("disputes", service_tables.Dispute, ("dispute_id",), (Link(("raised_by",), "workers", ("worker_id",)),)),
    Table("dispute_children", service_tables.DisputeChild, ("dispute_id", "child_id"), (_DISPUTE, *_CHILD)),
    Table("dispute_stages", service_tables.DisputeStage, ("dispute_id", "stage"), (_DISPUTE,)),
    Table("dispute_reasons", service_tables.DisputeReason, ("dispute_id", "reason"), (_DISPUTE,)),
    Table("ratings", service_tables.Rating, ("rating_id",), (*_CHILD, _WORKER)),
    Table("rating_reasons", service_tables.RatingReason, ("rating_id", "reason"), (_RATING,)),
    Table("praises", service_tables.Praise, ("praise_id",), (_WORKER,)),
    Table("surveys", service_tables.Survey, ("survey_id",), (_WORKER,)),
    Table("survey_answers", service_tables.SurveyAnswer, ("survey_id", "question"), (_SURVEY,)),
    Table("audits", service_tables.Audit, ("audit_id",), (*_CHILD, _WORKER)),
    Table("carers", service_tables.Carer, ("carer_id",)),
    Table("carer_reviews", service_tables.CarerReview, ("carer_id", "held_on"), (_CARER,)),
    Table("allegations", service_tables.Allegation, ("allegation_id",)),
    Table("advocacy", service_tables.Advocacy, ("child_id", "referred_on"), _CHILD),
    Table(
        "advocacy_issues",
        service_tables.AdvocacyIssue,
        ("child_id", "referred_on", "issue"),
        (Link(("child_id", "referred_on"), "advocacy", ("child_id", "referred_on")),),
    ),
    Table("independent_visitors", service_tables.IndependentVisitor, ("child_id", "asked_on"), _CHILD),
    Table("attendances", service_tables.Attendance, (*_MEETING, "person"), _CHILD),
    Table("late_reasons", service_tables.LateReason, (*_MEETING, "reason"), _CHILD),
    Table("stood_down", meeting_tables.StoodDown, ("stood_down_id",)),
    Table("stood_down_children", meeting_tables.StoodDownChild, ("stood_down_id", "child_id"), (_STOOD_DOWN, *_CHILD)),
    Table("meeting_reports", service_tables.MeetingReport, (*_MEETING, "agency"), _CHILD),
    Table("meeting_records", service_tables.MeetingRecord, _MEETING, _CHILD),
    Table("documents", meeting_tables.Document, ("document_id",), _CHILD),
    Table("digital_views", meeting_tables.DigitalView, ("view_id",), _CHILD),
    Table("engagements", improvement_tables.Engagement, ("engagement_id",)),
    Table(
        "engagement_attendances",
        improvement_tables.EngagementAttendance,
        ("engagement_id", "person"),
        (Link(("engagement_id",), "engagements", ("engagement_id",)),),
    ),
    Table("plan_items", improvement_tables.PlanItem, ("plan_item_id",)),
    Table(
        "plan_item_ratings",
        improvement_tables.PlanItemRating,
        ("plan_item_id", "rated_on"),
        (Link(("plan_item_id",), "plan_items", ("plan_item_id",)),),
    ),
    Table("secure_placements", service_tables.SecurePlacement, ("child_id", "began_on"), _CHILD),
    Table("targets", service_tables.Target, ("measure", "from_on")),
)

TABLE_BY_NAME = {table.name: table for table in TABLES}


def describe(format: str = "csv", extra: dict[str, Any] | None = None) -> dict[str, Any]:
    """The Data Package descriptor of a record whose tables are files of this format (csv or parquet)."""
    return {
        "profile": "data-package",
        "name": "handrail-record",
        "title": "A Handrail record",
        "handrail": {"schema": SCHEMA_VERSION, **(extra or {})},
        "resources": [_resource(table, format) for table in TABLES],
    }


def _resource(table: Table, format: str) -> dict[str, Any]:
    return {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.{format}",
        "format": format,
        "description": table.description,
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "type": field.type,
                    "description": field.description,
                    **({"constraints": {"required": True}} if field.required else {}),
                }
                for field in table.fields
            ],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "fields": list(link.fields),
                    "reference": {"resource": link.table.replace("_", "-"), "fields": list(link.to)},
                }
                for link in table.links
            ],
        },
    }

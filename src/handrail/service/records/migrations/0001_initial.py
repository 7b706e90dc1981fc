"""The tables of the record as the first release has them.

Each is its model, its name, its key, and its columns with their kinds: `?` may be blank, `=` has what it is if not said.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import migrations, models

from handrail.service.authorities.row_security import walled
from handrail.service.authorities.walls import open_wall
from handrail.service.records.models import new_key

_Fields = list[tuple[str, Any]]
_PLAIN: dict[str, Callable[..., Any]] = {
    "text": models.TextField,
    "date": models.DateField,
    "truth": models.BooleanField,
    "number": models.BigIntegerField,
}
_KINDS: dict[str, Callable[..., Any]] = {
    **_PLAIN,
    **{f"{name}?": partial(kind, null=True, blank=True) for name, kind in _PLAIN.items()},
    "text=": partial(models.TextField, blank=True, default=""),
    "truth=": partial(models.BooleanField, default=True),
}


def _id() -> tuple[str, Any]:
    return "id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _authority(**how: Any) -> tuple[str, Any]:
    how |= {"default": open_wall, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}
    return "authority", models.ForeignKey(to="authorities.authority", **how)


def _origin() -> tuple[str, Any]:
    choices = [("loaded", "Handed in"), ("written", "Written here")]
    return "origin", models.CharField(choices=choices, default="written", max_length=7)


def _of_a_child() -> _Fields:
    return [
        ("key", models.CharField(default=new_key, editable=False, max_length=32, unique=True)),
        ("gone", models.BooleanField(default=False, editable=False)),
        ("sealed", models.BooleanField(default=False, editable=False)),
        ("merged_into", models.CharField(blank=True, default="", editable=False, max_length=32)),
    ]


def _table(model: str, name: str, key: str, columns: str, *more: tuple[str, Any]) -> migrations.CreateModel:
    kinds = dict(column.split(":") for column in columns.split())
    fields = [_id(), _authority(db_index=False), _origin(), *more, *((each, _KINDS[kinds[each]]()) for each in kinds)]
    unique = models.UniqueConstraint(fields=("authority", *key.split()), name=f"record_{name}_key")
    options: dict[str, Any] = {"db_table": f"record_{name}", "constraints": [unique]}
    if "child_id" in kinds and key.split()[0] != "child_id":
        options["indexes"] = [models.Index(fields=["authority", "child_id"], name=f"rec_{name}_child")]
    return migrations.CreateModel(name=model, fields=fields, options=options)


def _coverage() -> migrations.CreateModel:
    days = ("care_from", "care_to", "protection_from", "protection_to")
    fields: _Fields = [
        _id(),
        _authority(),
        *((name, models.DateField(null=True)) for name in days),
        ("missing", models.JSONField(default=list)),
        ("version", models.PositiveIntegerField()),
        ("loaded_at", models.DateTimeField()),
    ]
    unique = models.UniqueConstraint(fields=("authority",), name="record_coverage_one")
    return migrations.CreateModel(name="Coverage", fields=fields, options={"constraints": [unique]})


def _seal() -> migrations.CreateModel:
    fields: _Fields = [
        _id(),
        _authority(),
        ("child", models.CharField(max_length=32)),
        ("reason", models.TextField()),
        ("placed_by", models.CharField(max_length=64)),
        ("placed_at", models.DateTimeField()),
        ("lifted_by", models.CharField(blank=True, max_length=64)),
        ("lifted_at", models.DateTimeField(null=True)),
        ("lifted_why", models.TextField(blank=True)),
    ]
    one = models.UniqueConstraint(
        condition=models.Q(lifted_at=None), fields=("authority", "child"), name="records_seal_one"
    )
    return migrations.CreateModel(name="Seal", fields=fields, options={"constraints": [one]})


# fmt: off
_TABLES = [
    _table("Child", "children", "child_id",
           "child_id:text born_on:date? expected_on:date? died_on:date? sex:text? ethnicity:text? "
           "read_from:text=",
           *_of_a_child()),
    _table("Episode", "episodes", "child_id started_on",
           "child_id:text started_on:date ended_on:date? start_reason:text? legal_status:text? need:text? "
           "placement_type:text? placement_provider:text? end_reason:text? distance_miles:number? in_area:truth? "
           "read_from:text="),
    _table("PeriodOfCare", "periods_of_care", "child_id began_on",
           "child_id:text began_on:date began_known:truth ended_on:date? end_reason:text? end_known:truth= "
           "read_from:text="),
    _table("Review", "reviews", "child_id opened_on",
           "child_id:text opened_on:date completed_on:date? participation:text? read_from:text="),
    _table("ReviewPart", "review_parts", "child_id opened_on held_on",
           "child_id:text opened_on:date held_on:date participation:text? read_from:text="),
    _table("Enquiry", "enquiries", "child_id started_on",
           "child_id:text started_on:date conference_target_on:date? conference_not_needed:truth? "
           "conference_on:date? read_from:text="),
    _table("Conference", "conferences", "conference_id",
           "conference_id:text kind:text held_on:date one_meeting:truth? chair_id:text? notified_on:date? "
           "late_reason:text?"),
    _table("ConferenceChild", "conference_children", "conference_id child_id",
           "conference_id:text child_id:text enquiry_started_on:date? plan_started_on:date? outcome:text? "
           "read_from:text="),
    _table("Plan", "plans", "child_id started_on",
           "child_id:text started_on:date ended_on:date? initial_category:text? latest_category:text? "
           "previous_plans:number? read_from:text="),
    _table("Event", "events", "child_id kind happened_on",
           "child_id:text kind:text happened_on:date outcome:text? read_from:text="),
    _table("RecordedDue", "recorded_dues", "child_id clock source read_from",
           "child_id:text clock:text source:text due_on:date? held_on:date? in_time:truth? planned_on:date? "
           "read_from:text="),
    _table("Identifier", "identifiers", "child_id scheme value source",
           "child_id:text scheme:text value:text source:text read_from:text="),
    _table("Merge", "merges", "kept_id other_id act decided_on",
           "kept_id:text other_id:text act:text reason:text author:text decided_on:date"),
    _table("Correction", "corrections", "table key field corrected_on",
           "table:text key:text field:text recorded:text? verified:text? reason:text author:text "
           "corrected_on:date"),
    _table("FamilyMember", "family_groups", "family_id child_id",
           "family_id:text child_id:text read_from:text="),
    _table("Worker", "workers", "worker_id",
           "worker_id:text role:text team:text? started_on:date? ended_on:date? fte_percent:number? "
           "contract:text? sex:text? ethnicity:text? post_id:text? read_from:text="),
    _table("Post", "posts", "post_id",
           "post_id:text role:text fte_percent:number from_on:date? until_on:date? temporary:truth? "
           "read_from:text="),
    _table("StaffEvent", "staff_events", "staff_event_id",
           "staff_event_id:text worker_id:text kind:text held_on:date topic:text? days:number? read_from:text="),
    _table("Allocation", "allocations", "child_id role started_on",
           "child_id:text worker_id:text role:text started_on:date ended_on:date? read_from:text="),
    _table("Contact", "contacts", "child_id purpose offered_on",
           "child_id:text purpose:text offered_on:date outcome:text held_on:date? worker_id:text? how:text? "
           "reason:text? read_from:text="),
    _table("MidwayReview", "midway_reviews", "midway_review_id",
           "midway_review_id:text stream:text held_on:date child_id:text? carer_id:text? worker_id:text? "
           "after_on:date? progress:text? read_from:text="),
    _table("Dispute", "disputes", "dispute_id",
           "dispute_id:text stream:text raised_on:date raised_by:text? family_id:text? team:text? issue_on:date? "
           "formal_on:date? answered_on:date? closed_on:date? closing_stage:text? outcome:text? impact:text? "
           "avoidable:truth? answer_accepted:truth? read_from:text="),
    _table("DisputeChild", "dispute_children", "dispute_id child_id",
           "dispute_id:text child_id:text"),
    _table("DisputeStage", "dispute_stages", "dispute_id stage",
           "dispute_id:text stage:text started_on:date ended_on:date?"),
    _table("DisputeReason", "dispute_reasons", "dispute_id reason",
           "dispute_id:text reason:text"),
    _table("Rating", "ratings", "rating_id",
           "rating_id:text child_id:text stream:text meeting_on:date colour:text rated_on:date worker_id:text? "
           "replied_on:date? read_from:text="),
    _table("RatingReason", "rating_reasons", "rating_id reason",
           "rating_id:text reason:text"),
    _table("Praise", "praises", "praise_id",
           "praise_id:text given_on:date stream:text team:text? worker_id:text? reason:text? direction:text? "
           "source:text? read_from:text="),
    _table("Survey", "surveys", "survey_id",
           "survey_id:text form:text respondent:text sent_on:date? returned_on:date? about:text? channel:text? "
           "worker_id:text? read_from:text="),
    _table("SurveyAnswer", "survey_answers", "survey_id question",
           "survey_id:text question:text answer:text?"),
    _table("Audit", "audits", "audit_id",
           "audit_id:text child_id:text theme:text audited_on:date grade:text? worker_id:text? kind:text? "
           "learning:text? feedback_asked:truth? read_from:text="),
    _table("Carer", "carers", "carer_id",
           "carer_id:text approved_on:date ended_on:date? connected:truth? read_from:text="),
    _table("CarerReview", "carer_reviews", "carer_id held_on",
           "carer_id:text held_on:date kind:text? late_reason:text? read_from:text="),
    _table("Allegation", "allegations", "allegation_id",
           "allegation_id:text sector:text aware_on:date? referred_on:date? accepted_on:date? resolved_on:date? "
           "outcome:text? read_from:text="),
    _table("Advocacy", "advocacy", "child_id referred_on",
           "child_id:text referred_on:date issue:text? referred_by:text? consented:truth? started_on:date? "
           "ended_on:date? read_from:text="),
    _table("AdvocacyIssue", "advocacy_issues", "child_id referred_on issue",
           "child_id:text referred_on:date issue:text"),
    _table("IndependentVisitor", "independent_visitors", "child_id asked_on",
           "child_id:text asked_on:date matched_on:date? ended_on:date? declined:truth? read_from:text="),
    _table("Attendance", "attendances", "child_id meeting meeting_on person",
           "child_id:text meeting:text meeting_on:date person:text took_part:text? how:text? apology:truth? "
           "reason:text? asked_to_chair:truth? read_from:text="),
    _table("LateReason", "late_reasons", "child_id meeting meeting_on reason",
           "child_id:text meeting:text meeting_on:date reason:text main:truth? read_from:text="),
    _table("StoodDown", "stood_down", "stood_down_id",
           "stood_down_id:text meeting:text planned_on:date kind:text? stood_down_on:date? reason:text? "
           "rebooked_on:date? read_from:text="),
    _table("StoodDownChild", "stood_down_children", "stood_down_id child_id",
           "stood_down_id:text child_id:text"),
    _table("MeetingReport", "meeting_reports", "child_id meeting meeting_on agency",
           "child_id:text meeting:text meeting_on:date agency:text received_on:date? shared_on:date? "
           "due_on:date? read_from:text="),
    _table("MeetingRecord", "meeting_records", "child_id meeting meeting_on",
           "child_id:text meeting:text meeting_on:date finished_on:date? sent_on:date? read_from:text="),
    _table("Document", "documents", "document_id",
           "document_id:text child_id:text kind:text finished_on:date? until_on:date? due_on:date? sent_on:date? "
           "returned_on:date? meeting:text? meeting_on:date? read_from:text="),
    _table("DigitalView", "digital_views", "view_id",
           "view_id:text tool:text given_on:date kind:text? child_id:text? for_review:truth? read_from:text="),
    _table("Engagement", "engagements", "engagement_id",
           "engagement_id:text held_on:date name:text kind:text? read_from:text="),
    _table("EngagementAttendance", "engagement_attendances", "engagement_id person",
           "engagement_id:text person:text number:number"),
    _table("PlanItem", "plan_items", "plan_item_id",
           "plan_item_id:text plan:text priority:text action:text success_measure:text? lead_role:text? "
           "due_on:date? read_from:text="),
    _table("PlanItemRating", "plan_item_ratings", "plan_item_id rated_on",
           "plan_item_id:text rated_on:date rating:text progress:text?"),
    _table("SecurePlacement", "secure_placements", "child_id began_on",
           "child_id:text began_on:date ended_on:date? ordered_on:date? read_from:text="),
    _table("Target", "targets", "measure from_on",
           "measure:text from_on:date value_percent:number? until_on:date? set_by:text? value_number:number? "
           "read_from:text="),
]
# fmt: on


class Migration(migrations.Migration):
    initial = True

    dependencies = [("authorities", "0001_initial")]

    operations = [
        *_TABLES,
        _coverage(),
        migrations.CreateModel(name="Change", fields=[_id(), _authority()]),
        _seal(),
        walled(
            "records_coverage",
            "records_change",
            "records_seal",
            *(str(table.options["db_table"]) for table in _TABLES),
        ),
    ]

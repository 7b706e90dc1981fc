"""The first tables."""

import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import handrail.service.authorities.walls
from handrail.service.authorities.row_security import walled


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child_id", models.TextField()),
                ("key", models.TextField()),
                ("subject_on", models.DateField()),
                ("clock", models.TextField()),
                ("basis", models.TextField()),
                ("version", models.DateField(null=True)),
                ("triggered_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("due_earliest_on", models.DateField(null=True)),
                ("due_latest_on", models.DateField(null=True)),
                ("latest_practical_on", models.DateField(null=True)),
                ("met_on", models.DateField(null=True)),
                ("stopped_on", models.DateField(null=True)),
                ("stop_reason", models.TextField(null=True)),
                ("not_assessable", models.TextField(null=True)),
                ("leads", models.BooleanField(default=True)),
                ("as_recorded", models.BooleanField()),
                ("as_verified", models.BooleanField()),
                (
                    "open_until",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            models.F("met_on"),
                            models.F("stopped_on"),
                            models.Case(
                                models.When(stop_reason__isnull=False, then=models.F("subject_on")),
                                default=models.Value(datetime.date(9999, 12, 31)),
                            ),
                        ),
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        default=handrail.service.authorities.walls.open_wall,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.authority",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "duties",
                "indexes": [
                    models.Index(
                        fields=[
                            "authority",
                            "open_until",
                            "due_latest_on",
                            "child_id",
                            "clock",
                            "due_on",
                            "leads",
                            "as_verified",
                            "triggered_on",
                            "stopped_on",
                            "stop_reason",
                            "id",
                        ],
                        name="due_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("as_verified", True)),
                        fields=("authority", "child_id", "key"),
                        name="due_one_as_verified",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("as_recorded", True)),
                        fields=("authority", "child_id", "key"),
                        name="due_one_as_recorded",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("as_recorded", False), ("as_verified", False)),
                        fields=("authority", "child_id", "key"),
                        name="due_one_superseded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LatenessReason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child_id", models.TextField()),
                ("duty", models.TextField()),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(max_length=100)),
                ("main", models.BooleanField()),
                ("note", models.TextField(blank=True)),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        default=handrail.service.authorities.walls.open_wall,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "abstract": False,
                "indexes": [models.Index(fields=["authority", "child_id", "duty"], name="due_reason_of_duty")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("authority", "child_id", "duty", "reason"),
                        name="due_reason_stands_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("main", True), ("replaced_at", None)),
                        fields=("authority", "child_id", "duty"),
                        name="due_reason_one_main",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child_id", models.TextField()),
                ("duty", models.TextField()),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("text", models.TextField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False,
                        default=handrail.service.authorities.walls.open_wall,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.authority",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "abstract": False,
                "indexes": [models.Index(fields=["authority", "child_id", "duty"], name="due_note_of_duty")],
            },
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.PositiveIntegerField(null=True)),
                ("law", models.CharField(max_length=64)),
                ("calendar", models.CharField(max_length=64)),
                ("profile", models.BigIntegerField(null=True)),
                ("kinds", models.JSONField()),
                ("overtaken", models.BooleanField(default=False)),
                ("computed_at", models.DateTimeField()),
                (
                    "authority",
                    models.ForeignKey(
                        default=handrail.service.authorities.walls.open_wall,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="authorities.authority",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("authority",), name="due_stamp_one")],
            },
        ),
        walled("due_duty", "due_latenessreason", "due_note", "due_stamp"),
    ]

"""The first tables."""

import django.db.models.deletion
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
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.CharField(max_length=64)),
                ("args", models.JSONField(default=dict)),
                ("begun_by", models.CharField(blank=True, max_length=64)),
                ("begun_as", models.CharField(blank=True, max_length=64)),
                ("night", models.DateField(null=True)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("done", models.PositiveIntegerField(default=0)),
                ("of", models.PositiveIntegerField(default=0)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("error", models.CharField(blank=True, max_length=1000)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("holder", models.CharField(blank=True, max_length=32)),
                ("beat_at", models.DateTimeField(null=True)),
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
                "ordering": ("-id",),
                "indexes": [models.Index(fields=["authority", "state", "next_at"], name="background_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("night__isnull", False)),
                        fields=("authority", "job", "night"),
                        name="background_once_a_night",
                    )
                ],
            },
        ),
        walled("background_run"),
    ]

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
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=32, unique=True)),
                ("to", models.PositiveIntegerField(null=True)),
                ("state", models.CharField(default="reading", max_length=10)),
                ("begun_by", models.CharField(blank=True, max_length=64)),
                ("begun_as", models.CharField(blank=True, max_length=64)),
                ("begun_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("covers", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("files", models.PositiveIntegerField(default=0)),
                ("recognised", models.JSONField(default=list)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("found", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=list)),
                ("sample", models.JSONField(default=list)),
                ("has_effect", models.BooleanField(default=False)),
                ("base", models.PositiveIntegerField(default=0)),
                ("version", models.PositiveIntegerField(null=True)),
                ("run", models.BigIntegerField(null=True)),
                ("why", models.CharField(blank=True, max_length=1000)),
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
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=64)),
                ("severity", models.CharField(max_length=10)),
                ("file", models.TextField()),
                ("row", models.BigIntegerField(null=True)),
                ("child", models.TextField(null=True)),
                ("field", models.TextField(null=True)),
                ("value", models.TextField(null=True)),
                ("message", models.TextField()),
                ("what_to_do", models.TextField()),
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
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="exchange.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="DifferingDate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child_id", models.TextField()),
                ("clock", models.TextField()),
                ("triggered_on", models.DateField(null=True)),
                ("held_on", models.DateField(null=True)),
                ("our_due_on", models.DateField(null=True)),
                ("their_due_on", models.DateField(null=True)),
                ("days", models.IntegerField(null=True)),
                ("flag", models.BooleanField(null=True)),
                ("was_in_time", models.BooleanField(null=True)),
                ("kind", models.CharField(max_length=40)),
                ("what_to_do", models.TextField()),
                ("law", models.TextField()),
                ("source", models.TextField()),
                ("read_from", models.TextField()),
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
                "ordering": ("kind", "child_id", "id"),
                "indexes": [models.Index(fields=["authority", "child_id"], name="exchange_differing_child")],
            },
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["authority", "state"], name="exchange_proposal_state"),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["authority", "proposal", "severity", "id"], name="exchange_finding_gravity"),
        ),
        walled("exchange_proposal", "exchange_finding", "exchange_differingdate"),
    ]

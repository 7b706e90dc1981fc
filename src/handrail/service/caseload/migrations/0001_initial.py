"""The first tables."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.service.authorities.walls
from handrail.service.authorities.append_only import append_only
from handrail.service.authorities.row_security import walled

_TABLES = ("caseload_decision", "caseload_interest", "caseload_withdrawal")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("child_id", models.CharField(max_length=200)),
                ("worker_id", models.CharField(max_length=200)),
                ("former_id", models.CharField(blank=True, max_length=200)),
                ("started_on", models.DateField()),
                ("why", models.TextField(blank=True)),
                ("conflicts", models.JSONField(default=list)),
                ("conflict_reason", models.TextField(blank=True)),
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
                "ordering": ("id",),
                "indexes": [models.Index(fields=["authority", "child_id"], name="caseload_decision_of_child")],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("worker_id", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=60)),
                ("child_id", models.CharField(blank=True, max_length=200)),
                ("of_worker", models.CharField(blank=True, max_length=200)),
                ("of_team", models.CharField(blank=True, max_length=100)),
                ("first_on", models.DateField(blank=True, null=True)),
                ("last_on", models.DateField(blank=True, null=True)),
                ("words", models.TextField()),
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
                "ordering": ("id",),
                "indexes": [
                    models.Index(fields=["authority", "child_id"], name="caseload_interest_of_child"),
                    models.Index(fields=["authority", "worker_id"], name="caseload_interest_of_worker"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("why", models.TextField()),
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
                    "interest",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="caseload.interest",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        walled(*_TABLES),
        append_only(*_TABLES),
    ]

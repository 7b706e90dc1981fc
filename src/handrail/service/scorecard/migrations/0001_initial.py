"""The tables of the scorecard's figures."""

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
            name="Counted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.TextField()),
                ("basis", models.TextField()),
                ("record", models.PositiveIntegerField(null=True)),
                ("changes", models.PositiveIntegerField()),
                ("profile", models.BigIntegerField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("definitions", models.CharField(max_length=64)),
                ("until", models.DateField()),
                ("counted_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "family", "basis"), name="scorecard_counted_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.TextField()),
                ("basis", models.TextField()),
                ("by", models.TextField(default="")),
                ("of", models.TextField(default="")),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("numerator", models.BigIntegerField(null=True)),
                ("denominator", models.BigIntegerField(null=True)),
                ("not_assessable", models.BigIntegerField(null=True)),
                ("not_recorded", models.BigIntegerField(null=True)),
                ("note", models.TextField()),
                ("definition", models.CharField(max_length=16)),
                ("record", models.PositiveIntegerField(null=True)),
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
                "indexes": [models.Index(fields=["authority", "measure", "basis", "by"], name="scorecard_of_measure")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "basis", "by", "of", "measure", "to_on", "from_on"),
                        name="scorecard_figure_one",
                    )
                ],
            },
        ),
        walled("scorecard_counted", "scorecard_figure"),
    ]

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
            name="InspectionPack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("snapshot", models.DateField()),
                ("state", models.CharField(default="asked", max_length=8)),
                ("asked_by", models.CharField(max_length=64)),
                ("asker", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("run", models.BigIntegerField(null=True)),
                ("workbook", models.BinaryField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("left_out", models.JSONField(default=list)),
                ("released_by", models.CharField(blank=True, max_length=64)),
                ("releaser", models.CharField(blank=True, max_length=200)),
                ("released_at", models.DateTimeField(null=True)),
                ("handed_to", models.CharField(blank=True, max_length=200)),
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
            name="InspectionList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("headings", models.JSONField()),
                ("rows", models.JSONField()),
                ("count", models.PositiveIntegerField()),
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
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lists", to="packs.inspectionpack"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "pack", "number"), name="packs_list_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=40)),
                ("item", models.CharField(max_length=16)),
                ("version", models.CharField(max_length=16)),
                ("filed_on", models.DateField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("source", models.CharField(max_length=7)),
                ("by", models.CharField(max_length=64)),
                ("author", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("taken_back_by", models.CharField(blank=True, max_length=64)),
                ("taken_back_at", models.DateTimeField(null=True)),
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
                "indexes": [models.Index(fields=["authority", "child"], name="packs_receipt_of_child")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("authority", "item", "version"),
                        name="packs_receipt_once",
                    )
                ],
            },
        ),
        walled("packs_receipt"),
        walled("packs_inspectionpack"),
        walled("packs_inspectionlist"),
    ]

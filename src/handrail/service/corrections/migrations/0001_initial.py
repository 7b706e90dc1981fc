"""The first table."""

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
                ("child", models.CharField(max_length=32)),
                ("table", models.CharField(max_length=63)),
                ("key", models.TextField()),
                ("recorded", models.JSONField()),
                ("verified", models.JSONField()),
                ("why", models.TextField()),
                ("by", models.CharField(max_length=64)),
                ("author", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("stands", models.BooleanField(null=True)),
                ("decided_by", models.CharField(blank=True, max_length=64)),
                ("decider", models.CharField(blank=True, max_length=200)),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True)),
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
                "indexes": [models.Index(fields=["authority", "child"], name="corrections_of_child")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("stands", None)),
                        fields=("authority", "table", "key"),
                        name="corrections_one_waiting",
                    )
                ],
            },
        ),
        walled("corrections_proposal"),
    ]

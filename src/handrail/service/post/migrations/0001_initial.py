"""The first tables."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.service.authorities.walls
import handrail.service.post.models
from handrail.service.authorities.row_security import walled


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account", models.CharField(blank=True, max_length=32)),
                ("address", models.EmailField(blank=True, max_length=254)),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("html", models.TextField(blank=True)),
                ("calendar", models.TextField(blank=True)),
                ("once", models.CharField(blank=True, max_length=120)),
                (
                    "mark",
                    models.CharField(
                        default=handrail.service.post.models.fresh_mark, editable=False, max_length=32, unique=True
                    ),
                ),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("asked_by", models.CharField(blank=True, max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("of_use_until", models.DateTimeField(null=True)),
                ("began_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("error", models.CharField(blank=True, max_length=300)),
                ("provider_id", models.CharField(blank=True, max_length=200)),
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
                "indexes": [models.Index(fields=["authority", "state", "next_at"], name="post_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("once", ""), _negated=True),
                        fields=("authority", "once"),
                        name="post_written_once",
                    )
                ],
            },
        ),
        walled("post_message"),
    ]

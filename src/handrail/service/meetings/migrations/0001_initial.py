"""The first tables."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.service.authorities.walls
import handrail.service.meetings.models
from handrail.service.authorities.row_security import walled


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=handrail.service.meetings.models.opaque_key, editable=False, max_length=32, unique=True
                    ),
                ),
                ("child", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=20)),
                ("duty", models.TextField(blank=True)),
                ("on", models.DateField()),
                ("begins", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("video", models.CharField(blank=True, max_length=500)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("planned_by", models.CharField(max_length=64)),
                ("planned_name", models.CharField(max_length=200)),
                ("planned_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_name", models.CharField(blank=True, max_length=200)),
                ("withdrawn_why", models.TextField(blank=True)),
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
                "ordering": ("on", "begins", "id"),
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=handrail.service.meetings.models.opaque_key, editable=False, max_length=32, unique=True
                    ),
                ),
                ("person", models.CharField(max_length=220)),
                ("name", models.CharField(max_length=200)),
                ("role", models.CharField(max_length=120)),
                ("by_mail", models.BooleanField()),
                ("care", models.TextField(blank=True)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("link", models.PositiveIntegerField(default=1)),
                ("mails", models.PositiveIntegerField(default=0)),
                ("unsent", models.CharField(blank=True, max_length=200)),
                ("invited_by", models.CharField(max_length=64)),
                ("invited_name", models.CharField(max_length=200)),
                ("invited_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "meeting",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Before",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("begins", models.TimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("video", models.CharField(blank=True, max_length=500)),
                ("by", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
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
                    "meeting",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="before",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("sequence",),
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.CharField(max_length=10)),
                ("words", models.TextField(blank=True)),
                ("sequence", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(blank=True, max_length=200)),
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
                    "invitation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="meetings.invitation",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["authority", "child"], name="meetings_of_child"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["authority", "on"], name="meetings_on"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("authority", "child", "kind", "on", "begins"),
                name="meetings_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("authority", "meeting", "person"),
                name="meetings_asked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="before",
            constraint=models.UniqueConstraint(
                fields=("authority", "meeting", "sequence"), name="meetings_before_once"
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["authority", "invitation"], name="meetings_reply_of"),
        ),
        walled("meetings_meeting", "meetings_before", "meetings_invitation", "meetings_reply"),
    ]

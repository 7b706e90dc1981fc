"""The trail and what keeps it: walls, triggers."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.service.authorities.walls
from handrail.service.audit.triggers import HOLD_LIFTED, NEXT_STEP, WORDS_ERASED, entries_are_followed
from handrail.service.authorities.append_only import append_only
from handrail.service.authorities.row_security import walled


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(blank=True, max_length=64)),
                ("role", models.CharField(blank=True, max_length=64)),
                ("through", models.CharField(blank=True, max_length=64)),
                ("action", models.CharField(max_length=64)),
                ("kind", models.CharField(blank=True, max_length=64)),
                ("children", models.TextField(default="[]")),
                ("route", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("detail", models.TextField(default="{}")),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("erased", models.CharField(blank=True, max_length=64)),
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
                "verbose_name_plural": "entries",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="EntryChild",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child", models.CharField(max_length=64)),
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
                    "entry",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.entry"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child", models.CharField(max_length=64)),
                ("reason", models.CharField(max_length=300)),
                ("placed_by", models.CharField(max_length=64)),
                ("placed_at", models.DateTimeField()),
                ("lifted_by", models.CharField(blank=True, max_length=64)),
                ("lifted_at", models.DateTimeField(null=True)),
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
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.PositiveBigIntegerField()),
                ("first", models.PositiveBigIntegerField()),
                ("last", models.PositiveBigIntegerField()),
                ("link", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("mark", models.CharField(max_length=64)),
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
                "ordering": ("batch",),
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child", models.CharField(blank=True, max_length=64)),
                ("entries", models.TextField(default="[]")),
                ("why", models.CharField(max_length=300)),
                ("kept_until", models.DateField()),
                ("proposed_by", models.CharField(max_length=64)),
                ("proposed_at", models.DateTimeField()),
                ("approved_by", models.CharField(blank=True, max_length=64)),
                ("approved_at", models.DateTimeField(null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=64)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("why_not", models.CharField(blank=True, max_length=300)),
                ("destroyed_at", models.DateTimeField(null=True)),
                ("destroyed", models.TextField(default="{}")),
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                        name="audit_destruction_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("destroyed_at", None),
                            models.Q(("approved_at__isnull", False), ("withdrawn_at", None)),
                            _connector="OR",
                        ),
                        name="audit_destruction_approved",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("destroyed_at", None), ("withdrawn_at", None), models.Q(("child", ""), _negated=True)
                        ),
                        fields=("authority", "child"),
                        name="audit_destruction_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="erasure",
                        serialize=False,
                        to="audit.entry",
                    ),
                ),
                ("words", models.CharField(max_length=64)),
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
                    "told",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.entry"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sealed",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sealed",
                        serialize=False,
                        to="audit.entry",
                    ),
                ),
                ("position", models.PositiveBigIntegerField()),
                ("link", models.CharField(max_length=64)),
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
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="waiting",
                        serialize=False,
                        to="audit.entry",
                    ),
                ),
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
                "ordering": ("entry",),
            },
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["authority", "who", "at"], name="audit_entry_of_account"),
        ),
        migrations.AddIndex(
            model_name="entrychild",
            index=models.Index(fields=["authority", "child", "at", "entry"], name="audit_who_looked"),
        ),
        migrations.AddIndex(
            model_name="legalhold",
            index=models.Index(fields=["authority", "child"], name="audit_hold_of_child"),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("authority", "batch"), name="audit_seal_once"),
        ),
        migrations.AddConstraint(
            model_name="sealed",
            constraint=models.UniqueConstraint(fields=("authority", "position"), name="audit_sealed_once"),
        ),
        walled(
            "audit_entry",
            "audit_entrychild",
            "audit_legalhold",
            "audit_seal",
            "audit_destruction",
            "audit_erasure",
            "audit_sealed",
            "audit_waiting",
        ),
        append_only("audit_entrychild", "audit_seal", "audit_erasure", "audit_sealed"),
        append_only("audit_entry", unless=WORDS_ERASED),
        append_only("audit_legalhold", unless=HOLD_LIFTED),
        append_only("audit_destruction", unless=NEXT_STEP),
        entries_are_followed(),
    ]

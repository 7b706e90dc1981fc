"""The first tables."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.service.authorities.walls
from handrail.service.authorities.row_security import walled

_TABLES = (
    "people_absence",
    "people_contact",
    "people_handedin",
    "people_particulars",
    "people_tie",
    "people_undertaking",
    "people_workerdetails",
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("authorities", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker_id", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("leave", "Annual leave"),
                            ("sickness", "Sickness"),
                            ("family", "Maternity, paternity, adoption or parental leave"),
                            ("training", "Training"),
                            ("other", "Other"),
                        ],
                        max_length=40,
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField(blank=True, null=True)),
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
                "ordering": ("first_on", "id"),
                "indexes": [models.Index(fields=["authority", "worker_id"], name="people_absence_of_worker")],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("child", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("mother", "Mother"),
                            ("father", "Father"),
                            ("parental_responsibility", "Somebody else with parental responsibility"),
                            ("carer", "Carer"),
                            ("relative", "Relative"),
                            ("friend", "Friend of the child"),
                            ("school", "School or college"),
                            ("health", "Health"),
                            ("police", "Police"),
                            ("guardian", "Children's guardian"),
                            ("solicitor", "Solicitor"),
                            ("advocate", "Advocate"),
                            ("independent_visitor", "Independent visitor"),
                            ("personal_adviser", "Personal adviser"),
                            ("other", "Somebody else"),
                        ],
                        max_length=40,
                    ),
                ),
                ("parental_responsibility", models.BooleanField(null=True)),
                ("relation", models.CharField(blank=True, max_length=100)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("address", models.TextField(blank=True)),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=200)),
                ("confirmed_how", models.CharField(blank=True, max_length=100)),
                ("undisclosed", models.BooleanField(default=False)),
                ("safe_contact", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=60)),
                ("holds_from", models.DateField(blank=True, null=True)),
                ("holds_until", models.DateField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["authority", "child"], name="people_contact_of_child")],
            },
        ),
        migrations.CreateModel(
            name="Particulars",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("child", models.CharField(max_length=32)),
                ("name", models.CharField(max_length=200)),
                ("known_as", models.CharField(blank=True, max_length=100)),
                ("pronouns", models.CharField(blank=True, max_length=40)),
                ("language", models.CharField(blank=True, max_length=60)),
                ("interpreter", models.BooleanField(null=True)),
                ("communication", models.TextField(blank=True)),
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
                "constraints": [models.UniqueConstraint(fields=("authority", "child"), name="people_particulars_one")],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("child", models.CharField(max_length=32)),
                ("other", models.CharField(max_length=32)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sibling", "Brother or sister"),
                            ("half_sibling", "Half-brother or half-sister"),
                            ("step_sibling", "Stepbrother or stepsister"),
                            ("household", "Lives in the same household"),
                            ("parent", "Parent and child"),
                        ],
                        max_length=20,
                    ),
                ),
                ("holds_from", models.DateField(blank=True, null=True)),
                ("holds_until", models.DateField(blank=True, null=True)),
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
                    models.Index(fields=["authority", "child"], name="people_tie_of_child"),
                    models.Index(fields=["authority", "other"], name="people_tie_of_other"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Undertaking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("worker_id", models.CharField(max_length=200)),
                ("kind", models.CharField(choices=[("panel", "Panel"), ("group", "Group")], max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField(blank=True, null=True)),
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
                "ordering": ("first_on", "id"),
                "indexes": [models.Index(fields=["authority", "worker_id"], name="people_undertaking_of_worker")],
            },
        ),
        migrations.CreateModel(
            name="WorkerDetails",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("worker_id", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("registration", models.CharField(blank=True, max_length=40)),
                ("registered_until", models.DateField(blank=True, null=True)),
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
                "constraints": [models.UniqueConstraint(fields=("authority", "worker_id"), name="people_worker_one")],
            },
        ),
        migrations.CreateModel(
            name="HandedIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("owner", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("file", models.CharField(max_length=200)),
                ("lines", models.JSONField(default=list)),
                ("wrong", models.JSONField(default=list)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "kind", "owner"), name="people_handed_in_one")
                ],
            },
        ),
        walled(*_TABLES),
    ]

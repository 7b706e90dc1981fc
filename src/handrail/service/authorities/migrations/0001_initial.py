"""The first tables."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import handrail.service.authorities.walls
from handrail.service.authorities.row_security import walled


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Authority",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.SlugField(
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z][a-z0-9-]*$", "Small letters, digits and hyphens, a letter first."
                            )
                        ],
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("made_up", models.BooleanField(default=False)),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "authorities",
                "ordering": ("name",),
            },
        ),
        migrations.CreateModel(
            name="ProfileVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=64)),
                ("why", models.CharField(max_length=300)),
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
        walled("authorities_profileversion"),
    ]

"""The authorities of this deployment, and the dated settings of each."""

from django.core.validators import RegexValidator
from django.db import models

from handrail.service.authorities.walls import Walled


class Authority(models.Model):
    """A council whose reviewing service works here. Its `key` stands in the address of every page of it."""

    key = models.SlugField(
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", "Small letters, digits and hyphens, a letter first.")],
    )
    name = models.CharField(max_length=200)
    made_up = models.BooleanField(default=False)
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """In the order of their names."""

        ordering = ("name",)
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name


class ProfileVersion(Walled):
    """The authority's profile as it was set: the whole of it as TOML. The latest is the one in force."""

    text = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)
    why = models.CharField(max_length=300)

    class Meta:
        """Earliest first."""

        ordering = ("id",)

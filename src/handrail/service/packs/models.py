"""What was filed in the case system, and what was put together for inspectors."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from handrail.service.authorities.walls import Walled

TYPED, BROUGHT = "typed", "brought"
ASKED, MADE, RELEASED = "asked", "made", "released"


class Receipt(Walled):
    """Somebody says that an item was filed in the child's own record: on which day, and where it stands there.

    `item` and `version` are what `filing.Mark` calls them; a changed item has no receipt of its new version. `source`
    says whether it was typed or came in a file. One that was mistaken is taken back, and stays to be seen.
    """

    child = models.CharField(max_length=32)
    kind = models.CharField(max_length=40)
    item = models.CharField(max_length=16)
    version = models.CharField(max_length=16)
    filed_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=7)
    by = models.CharField(max_length=64)
    author = models.CharField(max_length=200)
    at = models.DateTimeField()
    taken_back_by = models.CharField(max_length=64, blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        """Found by the child; what a version says is filed once."""

        ordering = ("-id",)
        indexes: ClassVar[Any] = (models.Index(fields=("authority", "child"), name="packs_receipt_of_child"),)
        constraints = (
            models.UniqueConstraint(
                fields=("authority", "item", "version"), condition=Q(taken_back_at=None), name="packs_receipt_once"
            ),
        )


class InspectionPack(Walled):
    """The lists by child that inspectors ask for, as they stood on a day: asked for, made, then released to inspectors.

    What was released is never made anew. `sha256` is of the workbook. `left_out` are the lists that could not be made,
    the entries left blank and what is not certain, with why, in plain words. `run` is its work in the background.
    """

    snapshot = models.DateField()
    state = models.CharField(max_length=8, default=ASKED)
    asked_by = models.CharField(max_length=64)
    asker = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    run = models.BigIntegerField(null=True)
    workbook = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    left_out = models.JSONField(default=list)
    released_by = models.CharField(max_length=64, blank=True)
    releaser = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True)
    handed_to = models.CharField(max_length=200, blank=True)

    class Meta:
        """The latest first."""

        ordering = ("-id",)


class InspectionList(Walled):
    """One list of a pack, row by row as the workbook has it: days as yyyy-mm-dd, and the child's id first."""

    pack = models.ForeignKey(InspectionPack, on_delete=models.CASCADE, related_name="lists")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    headings = models.JSONField()
    rows = models.JSONField()
    count = models.PositiveIntegerField()

    class Meta:
        """In their order, each once."""

        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("authority", "pack", "number"), name="packs_list_once"),)

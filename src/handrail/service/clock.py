"""The only place that asks what day it is. Everything below is told."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, which knows its time zone."""
    return timezone.now()


def today() -> date:
    """The day it is in England; in a demonstration, the day its made-up authority stands at."""
    fixed: date | None = settings.HANDRAIL.today
    return fixed or timezone.localdate(timezone=LONDON)

"""The app."""

from django.apps import AppConfig


class Scorecard(AppConfig):
    """The measures by month, team and officer."""

    name = "handrail.service.scorecard"
    label = "scorecard"
    verbose_name = "Scorecard"

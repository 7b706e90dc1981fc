"""The app."""

from django.apps import AppConfig


class Post(AppConfig):
    """Messages to people, by e-mail."""

    name = "handrail.service.post"
    label = "post"
    verbose_name = "Messages"

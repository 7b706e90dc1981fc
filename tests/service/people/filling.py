"""Filling in a form as a browser does: what the page shows, with this typed over it."""

from typing import Any

from django.test import Client
from lxml import html


def sent_form(client: Client, page: str, /, **typed: Any) -> dict[str, Any]:
    """What a browser sends for the last form of a page."""
    form = html.fromstring(client.get(page).content.decode()).xpath("//main//form[@method='post']")[-1]
    return {**{name: value or "" for name, value in form.form_values()}, **typed}


def write(client: Client, page: str, /, **typed: Any) -> Any:
    """The answer to the form of a page, sent to where it stands."""
    return client.post(page, sent_form(client, page, **typed))

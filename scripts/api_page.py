"""The description of the API (OpenAPI 3.1), for docs/reference."""

import json
import os

import django

os.environ.setdefault("HANDRAIL_DEMO", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handrail.service.config.settings")


def pages() -> dict[str, str]:
    """The description as it is served."""
    django.setup()
    from handrail.service.api.openapi import document

    return {"openapi.json": json.dumps(document(), indent=1, ensure_ascii=False)}

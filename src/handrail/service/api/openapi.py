"""The description of the API (OpenAPI 3.1), made from its routes."""

from collections.abc import Iterator
from typing import Any

from handrail.permissions import table_in_force
from handrail.service.api.service import API, asked_for

_TOKEN = {"type": "http", "scheme": "bearer", "description": "A token, made on the page Tokens."}


def document(authority: str = "fairlea") -> dict[str, Any]:
    """The whole description, for the addresses of one authority."""
    found: dict[str, Any] = dict(API.get_openapi_schema(path_prefix=""))
    found["servers"] = [{"url": "/{authority}/api/v1", "variables": {"authority": {"default": authority}}}]
    found["components"]["securitySchemes"] = {"token": _TOKEN}
    found["security"] = [{"token": []}]
    for path in found["paths"].values():
        for method, told in path.items():
            _say_more(told, method.upper())
            for field in _fields(told):
                _never_null(field)
    return found


def _say_more(told: dict[str, Any], method: str) -> None:
    """What the token must be given."""
    asked = asked_for()[told["operationId"]][method]
    table = table_in_force()
    told["description"] = (
        f"{told.get('description', '').strip()} "
        f"The token needs “{table.kind(asked.kind).title}: {table.action(asked.action).title}”."
    ).strip()


def _fields(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schemas of what stands in an address or in a form."""
    yield from (parameter["schema"] for parameter in told["parameters"])
    form = told.get("requestBody", {}).get("content", {}).get("multipart/form-data", {})
    yield from form.get("schema", {}).get("properties", {}).values()


def _never_null(schema: dict[str, Any]) -> None:
    """It is sent or not; there is no null to send."""
    some = [each for each in schema.pop("anyOf", []) if each.get("type") != "null"]
    schema.update(*some)

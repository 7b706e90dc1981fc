"""Handing something out as a file to keep."""

from django.http import HttpResponse

CSV, PDF, ZIP, TOML = "text/csv", "application/pdf", "application/zip", "application/toml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(data: bytes | str, name: str, kind: str) -> HttpResponse:
    """The answer that a browser keeps as a file. Its name must say nothing of any child."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)

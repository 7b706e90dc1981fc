"""The three authorities by name, and how each is made."""

from functools import cache
from importlib import import_module
from pathlib import Path

from tests.fictional_data.published.counts import further_counts, shared_counts
from tests.fictional_data.published.made import Published

from handrail.returns import record_folder

_REPORTS = {"dudley": "DUD", "sunderland": "SUN", "shropshire": "SHR"}
AUTHORITIES = tuple(_REPORTS)


def build(name: str, shared: Path) -> Published:
    """The authority of this name from the counts beside the project and those beside its builder."""
    builder = import_module(f"tests.fictional_data.published.{name}")
    found: Published = builder.build(shared_counts(shared, _REPORTS[name]), further_counts(name))
    return found


@cache
def built(name: str, shared: Path) -> Published:
    """The same, made once for all who only look at it."""
    return build(name, shared)


def write(authority: Published, folder: Path) -> None:
    """Each record of an authority as a folder of files: FOLDER/dudley/year, FOLDER/dudley/last_year, ..."""
    for period, record in authority.records.items():
        record_folder.write(record, folder / authority.name / period)

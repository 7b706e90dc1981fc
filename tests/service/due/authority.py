"""A made-up authority in the database, and changes to it."""

from functools import cache
from random import Random
from typing import Any

from handrail.fictional.as_record import record_of
from handrail.fictional.authority import make
from handrail.fictional.service.work import add
from handrail.record.record import Record
from handrail.service.authorities.models import Authority
from handrail.service.authorities.walls import wall
from handrail.service.records import loading


@cache
def made(children: int, seed: int = 7) -> Record:
    """The record of so many children over three years, with the service's own work."""
    authority = make(children, seed, 3)
    record = record_of(authority)
    add(authority, record)
    return record


def load(authority: Authority, record: Record, version: int = 1) -> None:
    with wall(authority):
        loading.apply(record, version)


def one_of(random: Random, rows: Any) -> Any:
    return random.choice(list(rows))

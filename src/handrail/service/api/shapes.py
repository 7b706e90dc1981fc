"""The shapes that many routes share: what is sent, how a list goes on, how a refusal reads."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from ninja import Header, Path, Query, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

MOST, USUAL = 200, 50
LARGEST = 2**63 - 1
_DAY = r"^\d{4}-\d{2}-\d{2}$"


def _written_out(value: Any) -> Any:
    """A day is written 2026-04-02: what only happens to be readable as one is refused."""
    if isinstance(value, date) or (isinstance(value, str) and len(value) == len("2026-04-02")):
        return value
    raise ValueError("A day is written as 2026-04-02")


Day = Annotated[date, BeforeValidator(_written_out)]
Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
Words = Annotated[str, Field(min_length=1, max_length=1_000, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
ChildKey = Annotated[str, Path(pattern="^[0-9a-f]{32}$", description="The child's key, as lists give it.")]
Number = Annotated[int, Path(ge=1, le=LARGEST, description="The number, as lists give it.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
After = Annotated[int | None, Query(ge=1, le=LARGEST, description="Where the page before ended: its `after`.")]
AfterKey = Annotated[
    str | None, Query(pattern="^[0-9a-f]{32}$", description="Where the page before ended: its `after`.")
]
Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern="^[A-Za-z0-9_-]{8,64}$",
        description="Your own name for this write, new for each. The same sent again within a day is done once.",
    ),
]


class Sent(Schema):
    """What a program sends: nothing that is not asked for."""

    model_config = ConfigDict(extra="forbid")


class Page(Schema):
    """A page of a list; `after` is what to ask for the next with, null on the last."""

    after: str | int | None = Field(None, description="What to send as `after` for the next page; null on the last.")


class Wrong(Schema):
    """One thing that is wrong with what was sent."""

    where: str
    what: str


class Refusal(Schema):
    """Why something was not done, and what to do."""

    detail: str
    problems: list[Wrong] = Field(default_factory=list)


READS: dict[int, Any] = {401: Refusal, 404: Refusal, 422: Refusal, 429: Refusal, 503: Refusal}
WRITES: dict[int, Any] = {400: Refusal, **READS, 409: Refusal}

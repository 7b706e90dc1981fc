"""The rows of comparators: a published figure, an area, a statistical neighbour, and an indicator as its source defines it."""

from decimal import Decimal
from typing import NamedTuple

AUTHORITY, REGION, ENGLAND, NEIGHBOURS = "authority", "region", "England", "statistical neighbours"
KINDS = (AUTHORITY, REGION, ENGLAND, NEIGHBOURS)

GIVEN = "given"
WORKED_OUT = "worked out"
SUPPRESSED = "suppressed"
NOT_APPLICABLE = "not applicable"
NOT_AVAILABLE = "not available"
UNRELIABLE = "unreliable"
LOW = "rounds to zero"
BLANK = "blank"
STATUSES = (GIVEN, WORKED_OUT, SUPPRESSED, NOT_APPLICABLE, NOT_AVAILABLE, UNRELIABLE, LOW, BLANK)


class Comparator(NamedTuple):
    """One published figure. `value` is blank unless `status` is given or worked out; `symbol` is the cell that held none.

    `year` is the one the statistical year ends in. `area_number` is the Department's own code of three figures, which
    outlives changes of boundary and status; `area_code` is that of the Office for National Statistics as it then was.
    `neighbours` lists whose values an average of statistical neighbours rests on, and `average` says mean or median.
    """

    indicator: str
    source_indicator: str
    area_code: str
    area_number: str
    area_name: str
    area_kind: str
    neighbours: str
    average: str
    year: int
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    status: str
    symbol: str
    rounding: str
    source: str
    edition: str
    read_from: str


class Area(NamedTuple):
    """An area by its two codes, with the first and last year it was seen under them; 0 where no year is told."""

    number: str
    code: str
    name: str
    kind: str
    region_code: str
    region_name: str
    first_year: int
    last_year: int
    read_from: str


class Neighbour(NamedTuple):
    """One of an authority's statistical neighbours: which model of them, its rank, and how close it is in the model's words."""

    model: str
    number: str
    rank: int
    neighbour: str
    closeness: str
    read_from: str


class Indicator(NamedTuple):
    """What a published figure is: what it counts, what it is measured in, the day or year it is of, and its definition.

    `unit` and `measured_in` are blank for an indicator that only its source knows.
    """

    name: str
    title: str
    unit: str
    measured_in: str
    timing: str
    definition: str

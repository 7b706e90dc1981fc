"""The whole of the service's work for a made-up authority, put into its record, and the truth about it."""

from handrail.fictional.service import (
    advocates,
    assurance,
    challenge,
    conferring,
    improvement,
    oversight,
    papers,
    placing,
    voice,
)
from handrail.fictional.service.made import Made
from handrail.fictional.service.staff import Staff
from handrail.fictional.story import Authority
from handrail.record.record import Record

Truth = dict[str, dict[str, dict[str, int]]]


def add(authority: Authority, record: Record) -> Truth:
    """Put the service's work into the record; what was meant, by year, table and word."""
    made = Made(authority, record)
    staff = Staff(made)
    placing.add(made)
    conferring.add(made, staff)
    oversight.add(made, staff)
    challenge.add(made, staff)
    voice.add(made, staff)
    advocates.add(made)
    assurance.add(made, staff)
    papers.add(made)
    improvement.add(made)
    for placement in record.secure_placements:
        made.count("secure_placements", placement.began_on, "began")
        made.count("secure_placements", placement.ended_on, "ended")
    return made.truth()

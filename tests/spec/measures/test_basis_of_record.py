"""As recorded and as verified: two published cases, worked through from the record to both figures.

Sunderland 2018/19 (paragraphs 8.12 to 8.14): 94% of review conferences in time, 14 of the late ones only because of
migrated dates that the system could not amend; corrected, 96%. Dudley 2019/20 (paragraph 3.2, Table 4): the electronic
record has months from 81.5% to 98.6%, a manual recount of the year says 98%. The counts behind the percentages are the
likeliest ones: Sunderland 628 of 667, Dudley month by month to 1,428 of 1,516 with 51 reviews set right.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from handrail.measures.definitions import measure, measures, settings
from handrail.measures.engine import Engine, measure_all
from handrail.measures.figures import Figure
from handrail.measures.periods import Period, cut
from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Conference, ConferenceChild, Correction, Episode, Plan, Review
from handrail.returns import record_folder
from handrail.returns.load import Loaded, load

SUNDERLAND = Period(date(2018, 4, 1), date(2019, 3, 31))
DUDLEY = Period(date(2019, 4, 1), date(2020, 3, 31))
# In time and held, month by month from April, as the electronic record of Dudley had them.
ELECTRONIC = [
    (111, 120), (101, 124), (123, 131), (137, 140), (116, 123), (118, 125),
    (120, 128), (121, 125), (119, 123), (114, 122), (112, 117), (136, 138),
]  # fmt: skip


def sunderland() -> Record:
    """667 review conferences of the year, 39 of them recorded after their due date."""
    record = Record(protection_from=date(2017, 4, 1))
    for number in range(667):
        child_id, started = f"{number:04}", date(2018, 4, 3) + timedelta(days=number % 240)
        held = started + timedelta(days=110 if number < 39 else 80)
        record.children.append(Child(child_id, date(2012, 1, 1)))
        record.plans.append(Plan(child_id, started))
        record.conferences.append(Conference(f"review:{child_id}", "review", held))
        record.conference_children.append(ConferenceChild(f"review:{child_id}", child_id, None, started))
    return record


def dudley() -> Record:
    """1,516 reviews of the year, each the first of a child, held on the 15th of its month; the late ones 40 days on."""
    record = Record(care_from=date(2018, 4, 1))
    for month, (in_time, held) in enumerate(ELECTRONIC):
        day = date(2019 + (month > 8), (month + 3) % 12 + 1, 15)
        for number in range(held):
            child_id = f"{month:02}{number:03}"
            began = day - timedelta(days=14 if number < in_time else 40)
            record.children.append(Child(child_id, date(2010, 1, 1)))
            record.episodes.append(Episode(child_id, began, None, "S", "C2", "N1", "U6", "PR1"))
            record.reviews.append(Review(child_id, day, None, "PN1"))
    record.periods_of_care = periods_of_care(record.episodes)
    return record


def write(folder: Path, record: Record, corrections: list[Correction]) -> Loaded:
    record_folder.write(record, folder / "record")
    with (folder / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(Correction._fields)
        writer.writerows(corrections)
    loaded = load([folder / "record", folder / "corrections.csv"])
    assert loaded.problems == []
    return loaded


def both(record: Record, name: str, period: Period) -> tuple[Figure, Figure]:
    recorded, verified = (
        measure_all(record, [measure(name)], [period], {"basis_of_record": view})[0]
        for view in ("recorded", "verified")
    )
    return recorded, verified


def test_sunderland_s_fourteen_migrated_conferences(tmp_path: Path) -> None:
    record, corrections = sunderland(), []
    for conference in record.conferences[:14]:
        true_day = conference.held_on - timedelta(days=30)
        corrections.append(
            Correction(
                "conferences", conference.conference_id, "held_on", conference.held_on.isoformat(), true_day.isoformat(),
                "Incorrect date written by the migration", "Service manager", date(2019, 4, 30),
            )
        )  # fmt: skip
    loaded = write(tmp_path, record, corrections)
    recorded, verified = both(loaded.record, "rcpc_held_on_time", SUNDERLAND)
    assert (recorded.numerator, recorded.denominator) == (628, 667)
    assert (verified.numerator, verified.denominator) == (642, 667)
    assert (f"{recorded.value:.1%}", f"{verified.value:.1%}") == ("94.2%", "96.3%")
    assert verified.numerator - recorded.numerator == len(loaded.record.corrections) == 14
    assert (recorded.settings["basis_of_record"], verified.settings["basis_of_record"]) == ("recorded", "verified")


def test_dudley_s_manual_recount(tmp_path: Path) -> None:
    record = dudley()
    began = {episode.child_id: episode.started_on for episode in record.episodes}
    late = [review for review in record.reviews if (review.opened_on - began[review.child_id]).days == 40]
    assert len(late) == 1516 - 1428
    corrections = [
        Correction(
            "reviews", f"{review.child_id}|{review.opened_on.isoformat()}", "opened_on", review.opened_on.isoformat(),
            (began[review.child_id] + timedelta(days=26)).strftime("%d/%m/%Y"),
            "The day the form was completed was recorded, not the day of the review", "Manual recount", date(2020, 4, 20),
        )
        for review in late[:51]
    ]  # fmt: skip
    loaded = write(tmp_path, record, corrections)
    recorded, verified = both(loaded.record, "reviews_held_on_time", DUDLEY)
    assert (recorded.numerator, recorded.denominator) == (1428, 1516)
    assert (verified.numerator, verified.denominator) == (1479, 1516)
    assert (f"{recorded.value:.1%}", f"{verified.value:.0%}") == ("94.2%", "98%")
    months = measure_all(loaded.record, [measure("reviews_held_on_time")], cut(DUDLEY, "month"), {})
    shares = [round(100 * month.value, 1) for month in months if month.value is not None]
    assert (min(shares), max(shares)) == (81.5, 98.6)


@pytest.mark.parametrize("name", measures())
def test_every_measure_takes_and_prints_the_setting(name: str) -> None:
    assert settings()["basis_of_record"].choices == ("recorded", "verified")
    for given, printed in (({}, "recorded"), ({"basis_of_record": "verified"}, "verified")):
        (figure,) = Engine(Record(), [DUDLEY], given, [measure(name)]).figures(measure(name))
        assert figure.as_row()["settings"]["basis_of_record"] == printed

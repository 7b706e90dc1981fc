"""Make an invented record of six years, 2020/21 to 2025/26, as a folder of Parquet: care, reviews, enquiries, plans.

Care and plans begin all through the six years and last as long as they do in a council; reviews and conferences follow
the law's intervals, a few of them late. Everything lies inside the data.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from handrail.record.care import periods_of_care
from handrail.record.record import Record
from handrail.record.tables import Child, Conference, ConferenceChild, Enquiry, Episode, Plan, Review
from handrail.returns import record_folder

FIRST, LAST = date(2020, 4, 1), date(2026, 3, 31)
DAYS = (LAST - FIRST).days
CODES = ("PN1", "PN2", "PN3", "PN5", "PN6", "PN7")


def make(children: int, folder: Path, seed: int = 1) -> str:
    """Write the record, and say what it holds."""
    dice, record = random.Random(seed), Record(care_from=FIRST, protection_from=FIRST)
    for number in range(1, children + 1):
        _child(dice, f"{number:07d}", record)
    record.periods_of_care = periods_of_care(record.episodes)
    record_folder.write(record, folder, "parquet")
    return f"{children:,} children, {len(record.episodes):,} episodes, {len(record.reviews):,} reviews, {len(record.plans):,} plans"


def _child(dice: random.Random, child: str, record: Record) -> None:
    began = FIRST + timedelta(dice.randrange(DAYS - 30))
    born = began - timedelta(dice.randrange(30, 15 * 365))
    record.children.append(Child(child, born, sex=dice.choice("MF"), ethnicity="WBRI", read_from=f"made:{child}"))
    if dice.random() < 0.7:
        _care(dice, child, born, began, record)
    if dice.random() < 0.6:
        _protection(dice, child, FIRST + timedelta(dice.randrange(DAYS - 30)), record)


def _care(dice: random.Random, child: str, born: date, began: date, record: Record) -> None:
    ended = began + timedelta(int(dice.expovariate(1 / 800)) + 5)
    over = ended if ended <= LAST else None
    moves = sorted(began + timedelta(dice.randrange(1, max(2, (min(ended, LAST) - began).days))) for _ in range(2))
    starts = [began, *dict.fromkeys(day for day in moves if began < day < ended)]
    for place, start in enumerate(starts):
        last = place == len(starts) - 1
        stop, why = (over, "E4A" if over else None) if last else (starts[place + 1], "X1")
        kind = "S" if not place else "P"
        record.episodes.append(Episode(child, start, stop, kind, "C2", "N1", "U6", "PR1", why, f"made:{child}"))
    for day in _meetings(dice, began, min(ended, LAST), (28, 90, 182)):
        code = "PN0" if (day - born).days < 4 * 366 else dice.choice(CODES)
        record.reviews.append(Review(child, day, None, code, f"made:{child}"))


def _protection(dice: random.Random, child: str, enquired: date, record: Record) -> None:
    held = enquired + timedelta(dice.choice((14, 18, 20, 21, 28)))
    record.enquiries.append(Enquiry(child, enquired, None, False, held if held <= LAST else None, f"made:{child}"))
    if held > LAST:
        return
    _conference(record, f"initial:{child}", "initial", held, ConferenceChild(f"initial:{child}", child, enquired))
    ended = held + timedelta(int(dice.expovariate(1 / 270)) + 20)
    over = ended if ended <= LAST else None
    record.plans.append(Plan(child, held, over, "NEG", "NEG", 0, f"made:{child}"))
    for day in _meetings(dice, held, min(ended, LAST), (88, 180, 180)):
        name = f"review:{child}:{day}"
        _conference(record, name, "review", day, ConferenceChild(name, child, None, held))


def _conference(record: Record, name: str, kind: str, day: date, child: ConferenceChild) -> None:
    record.conferences.append(Conference(name, kind, day))
    record.conference_children.append(child)


def _meetings(dice: random.Random, day: date, last: date, gaps: tuple[int, int, int]) -> Iterator[date]:
    number = 0
    while True:
        gap = gaps[min(number, 2)]
        late = dice.random() < 0.06
        day += timedelta(gap + (dice.randrange(3, 30) if late else -dice.randrange(gap // 6)))
        if day > last:
            return
        yield day
        number += 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    print(make(chosen.children, chosen.out, chosen.seed))

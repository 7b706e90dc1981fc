"""Make an invented SSDA903 set of one year, 2025/26: for each child about 1.9 episodes and 4.7 reviews.

Reviews lie inside care. The statutory ones are 20 working days, three months and six months apart, a few of
them late; the rest, up to 4.7 a child, are reviews held early between them: the volumes promised are
more than the law asks for.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
EPISODES_A_CHILD, REVIEWS_A_CHILD = 1.9, 4.7
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
SCHOOL_AGE, TALKS_AT = 5, 4
APART = 29  # more than twenty working days, so that no two look like parts of one review
Rows = list[str]


class Care(NamedTuple):
    """One child's time in care."""

    child: str
    born: date
    began: date
    ended: date | None


class Counts:
    """How many rows were written, and how many more the next child is to have."""

    def __init__(self) -> None:
        self.children = self.episodes = self.reviews = 0

    def reviews_wanted(self) -> int:
        """How many reviews this child should have to keep to the mean."""
        return round(REVIEWS_A_CHILD * self.children) - self.reviews

    def episodes_wanted(self, rng: random.Random) -> int:
        """How many episodes this child has: drawn, then held near the mean."""
        drawn = rng.choices((1, 2, 3, 4), (45, 30, 15, 10))[0]
        short = EPISODES_A_CHILD * self.children - self.episodes
        return max(1, min(4, round(short))) if abs(short - drawn) > 4 else drawn


def make(children: int, folder: Path, seed: int = 1) -> Counts:
    """Write header.csv, episodes.csv and reviews.csv, child by child."""
    rng, counts = random.Random(seed), Counts()
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "header.csv").open("w", encoding="utf-8") as header,
        (folder / "episodes.csv").open("w", encoding="utf-8") as episodes,
        (folder / "reviews.csv").open("w", encoding="utf-8") as reviews,
    ):
        print(HEADER, file=header)
        print(EPISODES, file=episodes)
        print(REVIEWS, file=reviews)
        for number in range(1, children + 1):
            counts.children = number
            care = _care(rng, number)
            told = list(_episodes(rng, care, counts.episodes_wanted(rng)))
            seen = _reviews(rng, care, counts.reviews_wanted())
            counts.episodes += len(told)
            counts.reviews += len(seen)
            print(_header(rng, care), file=header)
            episodes.writelines(f"{row}\n" for row in told)
            reviews.writelines(f"{row}\n" for row in seen)
    return counts


def _care(rng: random.Random, number: int) -> Care:
    new = rng.random() < 0.3
    began = FIRST + timedelta(rng.randrange(330)) if new else FIRST - timedelta(rng.randrange(1, 5 * 365))
    ended = None
    if rng.random() < 0.3:
        earliest = max(began + timedelta(5), FIRST + timedelta(5))
        ended = earliest + timedelta(rng.randrange((LAST - earliest).days + 1))
    oldest = date(2009, 4, 2)
    born = oldest + timedelta(rng.randrange((began - oldest).days))
    return Care(f"{number:07d}", born, began, ended)


def _header(rng: random.Random, care: Care) -> str:
    sex = rng.choice("MF")
    age = (LAST - care.born).days // 365.25
    upn = f"A{999400000000 + int(care.child)}" if age >= SCHOOL_AGE else "UN1"
    mother = "0" if sex == "F" and age >= 11 else ""
    return f"{care.child},{sex},{_uk(care.born)},{rng.choice(('WBRI', 'MWBC', 'BAFR', 'APKN'))},{upn},{mother},"


def _episodes(rng: random.Random, care: Care, wanted: int) -> Iterator[str]:
    """The episodes that touch the year: one after the other, the last one ended where care ended."""
    end = care.ended or LAST
    first_change = max(care.began, FIRST) + timedelta(1)
    days = max(0, (end - first_change).days)
    cuts = sorted(rng.sample(range(days), min(wanted - 1, days)))
    starts = [care.began, *(first_change + timedelta(cut) for cut in cuts)]
    status, need = rng.choice(("C1", "C2", "V2")), rng.choice(("N1", "N3", "N5"))
    for place, start in enumerate(starts):
        last = place == len(starts) - 1
        stop = care.ended if last else starts[place + 1]
        why = "" if stop is None else ("E4A" if last else "X1")
        moved = "" if last else rng.choice(("CARPL", "CREQB", "LAREQ"))
        begun = "P" if place else "S"
        kind, provider = rng.choice((("U6", "PR1"), ("U3", "PR1"), ("U1", "PR1"), ("U6", "PR4")))
        stopped = _uk(stop) if stop else ""
        yield f"{care.child},{_uk(start)},{begun},{status},{need},{kind},{provider},{stopped},{why},{moved},,,"


def _reviews(rng: random.Random, care: Care, wanted: int) -> Rows:
    days = set(_statutory(rng, care))
    start, end = max(care.began + timedelta(7), FIRST), care.ended or LAST
    free = [start + timedelta(n) for n in range((end - start).days)]
    free = [day for day in free if day.weekday() < 5]
    while len(days) < wanted:
        free = [day for day in free if all(_apart(day, held) > APART for held in days)]
        if not free:
            break
        days.add(rng.choice(free))
    return [f"{care.child},{_uk(care.born)},{_uk(day)},{_participation(rng, care, day)}" for day in sorted(days)]


def _apart(one: date, other: date) -> int:
    return abs((one - other).days)


def _statutory(rng: random.Random, care: Care) -> Iterator[date]:
    """Twenty working days, three months, then every six months; nearly all in time."""
    day, gaps = care.began, [28, 90]
    while True:
        gap = gaps.pop(0) if gaps else 182
        late = rng.random() < 0.08
        day += timedelta(gap + (rng.randrange(1, 25) if late else -rng.randrange(gap // 5)))
        day -= timedelta(max(0, day.weekday() - 4))
        if day > (care.ended or LAST):
            return
        if day >= FIRST:
            yield day


def _participation(rng: random.Random, care: Care, day: date) -> str:
    if (day - care.born).days < TALKS_AT * 365.25:
        return "PN0"
    return rng.choices(("PN1", "PN2", "PN3", "PN5", "PN6", "PN7"), (50, 5, 10, 15, 15, 5))[0]


def _uk(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    made = make(chosen.children, chosen.out, chosen.seed)
    print(f"{made.children:,} children, {made.episodes:,} episodes, {made.reviews:,} reviews")

"""Make an invented CIN census of 2025/26: referrals and enquiries, most with a plan and reviews."""

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST, LAST = date(2025, 4, 1), date(2026, 3, 31)
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Message>
<Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year><ReferenceDate>2026-03-31</ReferenceDate>
</CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>999</LEA><SoftwareCode>bench</SoftwareCode>
<Release>1</Release><SerialNo>001</SerialNo><DateTime>2026-06-30T09:00:00</DateTime></Source></Header>
<Children>
"""
CATEGORIES = ("NEG", "EMO", "PHY", "SAB", "MUL")


def make(children: int, path: Path, seed: int = 1) -> str:
    """Write the census child by child, and say what it holds."""
    rng = random.Random(seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    plans = reviews = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for number in range(1, children + 1):
            text = "\n".join(_child(rng, number))
            plans += text.count("<CPPstartDate>")
            reviews += text.count("<CPPreviewDate>")
            file.write(text + "\n")
        file.write("</Children>\n</Message>\n")
    return f"{children:,} children and enquiries, {plans:,} plans, {reviews:,} review conferences"


def _child(rng: random.Random, number: int) -> Iterator[str]:
    enquired = FIRST + timedelta(rng.randrange(-40, 320))
    enquired -= timedelta(max(0, enquired.weekday() - 4))
    born = enquired - timedelta(rng.randrange(30, 16 * 365))
    grown = (LAST - born).days > 5 * 366
    upn = _tag("UPN", f"A{999400000000 + number}") if grown else _tag("UPNunknown", "UN1")
    yield f"<Child><ChildIdentifiers>{_tag('LAchildID', f'{number:07d}')}{upn}"
    yield _tag("PersonBirthDate", born) + _tag("Sex", rng.choice("MF")) + "</ChildIdentifiers>"
    yield "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"
    yield from _referral(rng, enquired)
    yield "</Child>"


def _referral(rng: random.Random, enquired: date) -> Iterator[str]:
    planned = rng.random() < 0.8
    conference = enquired + timedelta(rng.choices((14, 18, 20, 21, 28), (20, 30, 25, 15, 10))[0])
    conference -= timedelta(max(0, conference.weekday() - 4))
    held = planned and FIRST <= conference <= LAST
    yield f"<CINdetails>{_tag('CINreferralDate', enquired - timedelta(5))}<ReferralSource>3B</ReferralSource>"
    yield "<PrimaryNeedCode>N1</PrimaryNeedCode>"
    yield f"<Assessments>{_tag('AssessmentActualStartDate', enquired)}<FactorsIdentifiedAtAssessment>"
    yield "<AssessmentFactors>3B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"
    if enquired >= FIRST or held:
        yield f"<Section47>{_tag('S47ActualStartDate', enquired)}"
        if planned:
            yield _tag("InitialCPCtarget", enquired + timedelta(21))
        if held:
            yield _tag("DateOfInitialCPC", conference)
        yield f"{_tag('ICPCnotRequired', int(not planned))}</Section47>"
    yield "<ReferralNFA>0</ReferralNFA>"
    if held:
        yield from _plan(rng, conference)
    yield "</CINdetails>"


def _plan(rng: random.Random, began: date) -> Iterator[str]:
    ended = began + timedelta(rng.randrange(80, 700))
    category = rng.choice(CATEGORIES)
    reviews = list(_reviews(rng, began, min(ended, LAST)))
    yield f"<ChildProtectionPlans>{_tag('CPPstartDate', began)}"
    if ended <= LAST:
        yield _tag("CPPendDate", ended)
    yield _tag("InitialCategoryOfAbuse", category) + _tag("LatestCategoryOfAbuse", category)
    yield _tag("NumberOfPreviousCPP", rng.choices((0, 1, 2), (80, 15, 5))[0])
    if reviews:
        yield f"<Reviews>{''.join(_tag('CPPreviewDate', day) for day in reviews)}</Reviews>"
    yield "</ChildProtectionPlans>"


def _reviews(rng: random.Random, began: date, until: date) -> Iterator[date]:
    """Three months after the conference and then every six, nearly all in time."""
    day, gap = began, 90
    while True:
        late = rng.random() < 0.08
        day += timedelta(gap + (rng.randrange(1, 20) if late else -rng.randrange(gap // 5)))
        day -= timedelta(max(0, day.weekday() - 4))
        gap = 182
        if day > until:
            return
        yield day


def _tag(name: str, value: object) -> str:
    return f"<{name}>{value}</{name}>"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--children", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    print(make(chosen.children, chosen.out, chosen.seed))

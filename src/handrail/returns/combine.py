"""Putting sources together: one child from several, blanks filled, conflicts listed, adoptions never crossed.

The returns come first and what they say stands. Then come the parts: safeguarding datasets, Annex A lists, trackers. A
part fills blanks and adds entries whose key is new. Where it says otherwise, the first value stands and a problem names
both. Children are the same by the council's id, or by UPN together with the birth date; never by name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

from handrail.record import identity
from handrail.record.care import periods_of_care
from handrail.record.identity import COUNCIL_ID, UPN, Seals, is_upn
from handrail.record.problems import ERROR, QUERY, Problem, place_of
from handrail.record.record import Missing, Record
from handrail.record.schema import TABLE_BY_NAME
from handrail.record.tables import Child, Conference, ConferenceChild, PeriodOfCare
from handrail.returns.corrections_csv import conflict_problem
from handrail.returns.part import ANNEX_A, SSD, TRACKER, Part

_ORDER = (SSD, ANNEX_A, TRACKER)
_BY_KEY = ("children", "episodes", "reviews", "review_parts", "enquiries", "plans", "events")
_ON_CARE = frozenset({"episodes", "periods_of_care", "reviews", "review_parts"})
_ON_PROTECTION = frozenset({"enquiries", "conferences", "conference_children", "plans"})
# What must be there before earlier or later years may be judged by what else is there.
_WHOLE = {"care": {"episodes", "reviews"}, "protection": set(_ON_PROTECTION)}
_WHO_MUST_LOOK = (
    "The officer who keeps the adoption records must look: if nobody was adopted, correct the reason the period of care "
    "ended (REC); if somebody was, see that the new record does not lead to the old one."
)


def put_together(record: Record, parts: Iterable[Part], covers: date | None, problems: list[Problem]) -> None:
    """Add the parts to the record the returns made, in place. The parts stay as they are."""
    _separate(record, identity.seals(record.periods_of_care), "the returns", problems)
    problems.extend(_same_person_under_two_ids(record))
    for part in sorted(parts, key=lambda part: _ORDER.index(part.source) if part.source in _ORDER else len(_ORDER)):
        _add(record, part, covers, problems)
        _separate(record, identity.seals(record.periods_of_care), part.name, problems)


# --- who is who


def _add(record: Record, part: Part, covers: date | None, problems: list[Problem]) -> None:
    if not record.events:  # no return has them, so nothing said yet that they are missing
        record.missing.extend(gap for gap in part.record.missing if gap.table == "events")
    sealed = identity.seals(record.periods_of_care)
    more = _under_known_ids(record, part, sealed, problems)
    _separate(more, sealed, part.name, problems)
    touched = Counter[str]()
    for name in _BY_KEY:
        table = TABLE_BY_NAME[name]
        rows, conflicts, touched[name] = identity.together(table, getattr(record, name), getattr(more, name))
        if touched[name]:
            setattr(record, name, sorted(rows, key=attrgetter(*table.key)))
        problems.extend(_conflict(conflict, part) for conflict in conflicts)
    _add_conferences(record, more, part, problems)
    _add_periods(record, more, part, bool(touched["episodes"]), problems)
    record.recorded_dues = [*record.recorded_dues, *more.recorded_dues]
    known = {row[:4] for row in record.identifiers}
    record.identifiers = [*record.identifiers, *(row for row in more.identifiers if row[:4] not in known)]
    _cover(record, part, covers)


def _under_known_ids(record: Record, part: Part, sealed: Seals, problems: list[Problem]) -> Record:
    """A copy of the part's record in which each child known already carries the id it is known by."""
    resolved = _resolved(record, part, sealed, problems)
    more = replace(part.record)
    if any(child != known for child, known in resolved.items()):
        for name in (*_BY_KEY, "periods_of_care", "conference_children", "recorded_dues", "identifiers"):
            rows = getattr(more, name)
            setattr(more, name, [row._replace(child_id=resolved.get(row.child_id, row.child_id)) for row in rows])
    return more


def _resolved(record: Record, part: Part, sealed: Seals, problems: list[Problem]) -> dict[str, str]:
    """The known id of each child of the part; its own where it is not known."""
    council_ids, upns = _numbers(part.record)
    known_ids = {child.child_id for child in record.children}
    for row in record.identifiers:
        if row.scheme == COUNCIL_ID:
            known_ids.add(row.value)
    owner = {row.value: row.child_id for row in record.identifiers if row.scheme == COUNCIL_ID}
    people = _people(record)
    found: dict[str, str] = {}
    for child in part.record.children:
        given = council_ids.get(child.child_id) or [child.child_id]
        matches = sorted({owner.get(each, each) for each in given if each in known_ids})
        if len(matches) > 1:
            problems.append(_several(child, part, matches))
            found[child.child_id] = child.child_id if child.child_id in matches else _own_id(child, known_ids)
        elif matches:
            found[child.child_id] = matches[0]
        else:
            match = _by_upn(child, part, upns.get(child.child_id, []), people, sealed, problems)
            found[child.child_id] = match or _own_id(child, known_ids if given != [child.child_id] else set())
    return found


def _own_id(child: Child, taken: set[str]) -> str:
    """The part's own id for a child nobody else knows; marked where another child bears it."""
    return f"{child.child_id}-other" if child.child_id in taken else child.child_id


def _numbers(record: Record) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Each child's council ids, and each child's UPNs. A former UPN links nothing and is in neither."""
    council_ids, upns = dict[str, list[str]](), dict[str, list[str]]()
    for row in record.identifiers:
        if row.scheme == COUNCIL_ID:
            council_ids.setdefault(row.child_id, []).append(row.value)
        elif row.scheme == UPN and is_upn(row.value.upper()):
            upns.setdefault(row.child_id, []).append(row.value.upper())
    return council_ids, upns


def _people(record: Record) -> dict[str, list[Child]]:
    """The known children by UPN."""
    by_id = {child.child_id: child for child in record.children}
    found: dict[str, list[Child]] = {}
    for child_id, upns in _numbers(record)[1].items():
        for upn in dict.fromkeys(upns):
            found.setdefault(upn, []).append(by_id.get(child_id, Child(child_id)))
    return found


def _by_upn(
    child: Child, part: Part, upns: list[str], people: dict[str, list[Child]], sealed: Seals, problems: list[Problem]
) -> str | None:
    """The known child with the same UPN and birth date, if there is one and no adoption lies between."""
    matches = {known.child_id: known for upn in upns for known in people.get(upn, [])}
    same = [known for known in matches.values() if known.born_on is not None and known.born_on == child.born_on]
    if len(same) > 1:
        problems.append(_several(child, part, sorted(known.child_id for known in same)))
        return None
    if not same:
        problems.extend(_other_birth_date(child, part, known) for known in matches.values())
        return None
    (known,) = same
    days = identity.days_by_child(part.record, [child.child_id])[child.child_id] if known.child_id in sealed else []
    if known.child_id in sealed and (not days or days[-1] > sealed[known.child_id][0]):
        problems.append(_adopted(child, part))
        return None
    return known.child_id


def _separate(record: Record, sealed: Seals, name: str, problems: list[Problem]) -> None:
    for found in identity.separate(record, sealed):
        file, row = place_of(found.read_from)
        entries = f"{found.entries:,} entries" if found.entries > 1 else "One entry"
        message = (
            f"{entries} of {name} under the id {found.child_id} lie after {found.adopted_on:%d/%m/%Y}, when a period of care "
            f"under that id ended by adoption. They were not linked to it and stand under {found.new_id}."
        )
        problems.append(Problem("HR-ID-1", ERROR, file, row, found.new_id, "REC", None, message, _WHO_MUST_LOOK))


def _adopted(child: Child, part: Part) -> Problem:
    file, row = place_of(child.read_from)
    message = (
        f"{part.name}: a UPN and birth date of this child are those of a child whose period of care ended by adoption. "
        "The two were not linked."
    )
    return Problem("HR-ID-1", ERROR, file, row, child.child_id, "UPN", None, message, _WHO_MUST_LOOK)


def _several(child: Child, part: Part, matches: list[str]) -> Problem:
    file, row = place_of(child.read_from)
    shown = ", ".join(matches[:5])
    message = f"{part.name}: what is given for this child belongs to several known children: {shown}. None was chosen."
    remedy = "Find out who this is. If the several are one child, record a merge."
    return Problem("HR-ID-2", ERROR, file, row, child.child_id, "child_id", shown, message, remedy)


def _other_birth_date(child: Child, part: Part, known: Child) -> Problem:
    file, row = place_of(child.read_from)
    theirs, ours = (f"{day:%d/%m/%Y}" if day else "no birth date" for day in (child.born_on, known.born_on))
    message = (
        f"{part.name}: child {child.child_id} has the UPN of child {known.child_id}, but {theirs} where that has {ours} "
        f"({known.read_from or 'returns'}). The two were not linked."
    )
    remedy = "Correct the birth date or the UPN where it is wrong; if these are one child, record a merge."
    return Problem("HR-ID-3", QUERY, file, row, child.child_id, "UPN", theirs, message, remedy)


def _same_person_under_two_ids(record: Record) -> Iterator[Problem]:
    """Two ids in the returns themselves: said, not joined, for the returns' figures are what was handed in."""
    given = {(row.child_id, row.value) for row in record.identifiers if row.scheme == UPN}
    if len({upn for _, upn in given}) == len(given):
        return
    sealed = identity.seals(record.periods_of_care)
    for known in _people(record).values():
        by_birth: dict[date, list[Child]] = {}
        for child in known:
            if child.born_on is not None and child.child_id not in sealed:
                by_birth.setdefault(child.born_on, []).append(child)
        for first, *others in by_birth.values():
            for other in others:
                file, row = place_of(other.read_from)
                message = (
                    f"Child {other.child_id} has the UPN and birth date of child {first.child_id} ({first.read_from})."
                )
                remedy = "If these are one child, record a merge; if not, correct the UPN."
                yield Problem("HR-ID-4", QUERY, file, row, other.child_id, "UPN", None, message, remedy)


# --- what they say


def _conflict(conflict: identity.Conflict, part: Part) -> Problem:
    rule = "HR-ID-5" if (conflict.table, conflict.field) == ("children", "born_on") else "HR-SRC-1"
    return conflict_problem(conflict, rule, f"the sources loaded before and {part.name}")


def _add_conferences(record: Record, more: Record, part: Part, problems: list[Problem]) -> None:
    """A conference is known by child, day and kind, because each source numbers its own."""
    theirs = {conference.conference_id: conference for conference in more.conferences}
    ours = {conference.conference_id: conference for conference in record.conferences}
    held = {
        (child.child_id, conference.held_on): index
        for index, child in enumerate(record.conference_children)
        if (conference := ours.get(child.conference_id)) is not None
    }
    children, table = list(record.conference_children), TABLE_BY_NAME["conference_children"]
    new: dict[str, Conference] = {}
    conflicts: list[identity.Conflict] = []
    for child in more.conference_children:
        conference = theirs.get(child.conference_id)
        if conference is None:
            continue
        index = held.get((child.child_id, conference.held_on))
        if index is None:
            named = _named_apart(conference, ours, part)
            new[named.conference_id] = named
            children.append(child._replace(conference_id=named.conference_id))
            continue
        known = children[index]
        kind = ours[known.conference_id].kind
        if kind != conference.kind:
            where = known.read_from, child.read_from
            both = identity.Conflict("conferences", child.child_id, "kind", kind, conference.kind, *where)
            conflicts.append(both)
        children[index] = identity.fill(table, known, child._replace(conference_id=known.conference_id), conflicts)
    record.conferences = [*record.conferences, *new.values()]
    record.conference_children = _once(children)
    problems.extend(_conflict(conflict, part) for conflict in conflicts)


def _named_apart(conference: Conference, ours: dict[str, Conference], part: Part) -> Conference:
    """The conference, under another id where a different one bears its id."""
    if ours.get(conference.conference_id, conference) == conference:
        return conference
    return conference._replace(conference_id=f"{part.source}:{conference.conference_id}")


def _once(children: list[ConferenceChild]) -> list[ConferenceChild]:
    return list({(child.conference_id, child.child_id): child for child in reversed(children)}.values())[::-1]


def _add_periods(record: Record, more: Record, part: Part, episodes_came: bool, problems: list[Problem]) -> None:
    """Periods of care are made from episodes; a part's own count where no episode tells, or the start is not loaded."""
    periods = record.periods_of_care
    if episodes_came:
        made = periods_of_care(record.episodes)
        of_episodes = {episode.child_id for episode in record.episodes}
        periods = [*made, *(period for period in periods if period.child_id not in of_episodes)]
    by_child: dict[str, list[PeriodOfCare]] = {}
    for period in periods:
        by_child.setdefault(period.child_id, []).append(period)
    for period in more.periods_of_care:
        ours = by_child.setdefault(period.child_id, [])
        index = next((place for place, known in enumerate(ours) if _overlap(known, period)), None)
        if index is None:
            ours.append(period)
        else:
            ours[index] = _one_period(ours[index], period, part, problems)
    if episodes_came or more.periods_of_care:
        record.periods_of_care = sorted(
            (period for ours in by_child.values() for period in ours), key=attrgetter("child_id", "began_on")
        )


def _overlap(first: PeriodOfCare, second: PeriodOfCare) -> bool:
    starts_in_time = first.began_on <= (second.ended_on or date.max), second.began_on <= (first.ended_on or date.max)
    meets = first.began_on in (second.ended_on,) or second.began_on in (first.ended_on,)
    return all(starts_in_time) and not meets


def _one_period(ours: PeriodOfCare, theirs: PeriodOfCare, part: Part, problems: list[Problem]) -> PeriodOfCare:
    """What both say of one period: the known start wins over the first day loaded; a blank end is filled."""
    where = ours.read_from, theirs.read_from
    if theirs.began_known and not ours.began_known and theirs.began_on <= ours.began_on:
        ours = ours._replace(began_on=theirs.began_on, began_known=True)
    elif theirs.began_known and ours.began_on != theirs.began_on:
        found = identity.Conflict(
            "periods_of_care", ours.child_id, "began_on", ours.began_on, theirs.began_on, *where
        )  # fmt: skip
        problems.append(_conflict(found, part))
    if ours.ended_on is None and theirs.ended_on is not None:
        return ours._replace(ended_on=theirs.ended_on, end_reason=theirs.end_reason, end_known=theirs.end_known)
    if theirs.ended_on is not None and ours.ended_on != theirs.ended_on:
        found = identity.Conflict("periods_of_care", ours.child_id, "ended_on", ours.ended_on, theirs.ended_on, *where)
        problems.append(_conflict(found, part))
    return ours


# --- what is covered


def _cover(record: Record, part: Part, covers: date | None) -> None:
    """A table counts as loaded for the time the part says it has it; a list of one day never tells of years."""
    for side, tables in (("care", _ON_CARE), ("protection", _ON_PROTECTION)):
        first = getattr(part.record, f"{side}_from")
        if part.source != ANNEX_A:
            first = covers or first
        here = {table for table in tables if getattr(part.record, table)}
        record.missing = [
            kept
            for gap in record.missing
            for kept in (_still_missing(gap, part.record, first) if gap.table in here else [gap])
        ]
        if first is None or not here:
            continue
        ours, last, to = (
            getattr(of, name)
            for of, name in ((record, f"{side}_from"), (record, f"{side}_to"), (part.record, f"{side}_to"))
        )
        apart = _days_between(last, first) or _days_between(to, ours)  # nothing is known of what lies between
        whole = part.source != ANNEX_A and _WHOLE[side] <= here and not apart
        if ours is None or (first < ours and whole):
            setattr(record, f"{side}_from", first)
        if to is not None and (last is None or (to > last and whole)):
            setattr(record, f"{side}_to", to)


def _days_between(last: date | None, first: date | None) -> bool:
    return last is not None and first is not None and (first - last).days > 1


def _still_missing(gap: Missing, part: Record, first: date | None) -> list[Missing]:
    """What of a gap is left where the part has the table: what the part lacks too, and what came before it."""
    own = [each for each in part.missing if each.table == gap.table]
    if not own and first is None:
        return [gap]
    if first is not None and not any(each.first is None for each in own):
        own.append(Missing(gap.table, gap.why, None, first - timedelta(days=1)))
    return [both for each in own if (both := _in_both(gap, each)) is not None]


def _in_both(gap: Missing, own: Missing) -> Missing | None:
    first = max((day for day in (gap.first, own.first) if day is not None), default=None)
    last = min((day for day in (gap.last, own.last) if day is not None), default=None)
    if first is not None and last is not None and first > last:
        return None
    return Missing(gap.table, own.why if gap.first is None and gap.last is None else gap.why, first, last)

"""Whatever people try in whatever order, no edition comes into a state the table forbids."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.editions.small import ADA, ASKING, AUTHORITY, BEN, CAI, PLAIN, REFUSED, YEAR, a_source, make, who

from handrail.editions import actions
from handrail.editions.actions import Who
from handrail.editions.folder import Editions, read
from handrail.editions.making import Made, Source
from handrail.editions.manifest import Manifest, key
from handrail.editions.refused import EditionRefused
from handrail.editions.release import Release
from handrail.editions.verify import verify
from handrail.publications.safeguards import QUESTION, REFUSAL, Finding
from handrail.workflows.editions import EDITION
from handrail.workflows.table import NotAllowed, Step, same_person

PEOPLE = (ADA, BEN, CAI, "  ada AUTHOR ")
TEXTS = (PLAIN, ASKING, REFUSED)
MOVES = ("draft", "answer", "check", "approve", "send back", "publish")
ONE = st.tuples(st.sampled_from(MOVES), st.sampled_from(PEOPLE), st.sampled_from(range(3)))
TRIES = st.lists(ONE, max_size=10)


def quick(source: Source) -> Made:
    """The same publication; its files are left out, since the history does not look at them."""
    made = MADE.setdefault(source.chapters["01-children.md"], make(source))
    return Made({"index.html": made.files["index.html"]}, made.figures, made.findings)


MADE: dict[bytes, Made] = {}
EMPTY = Manifest(AUTHORITY, "annual_report", YEAR, 1, "public", {}, Release("1", "0" * 64, {}))
FINDINGS = ((), (Finding("G22", QUESTION, "a", "b", "c"),), (Finding("G05", REFUSAL, "a", "b", "c"),))


def attempt(root: Path, place: Path, move: str, by: Who, pick: int) -> None:
    match move:
        case "draft":
            actions.draft(Editions(root), AUTHORITY, a_source(chapters=TEXTS[pick]), quick, by)
        case "answer":
            actions.answer(place, 1, "It is minuted.", by)
        case "check":
            actions.check(place, by)
        case "approve":
            actions.approve(place, by)
        case "send back":
            actions.send_back(place, "Not yet.", by)
        case _:
            actions.publish(place, by)


@given(TRIES)
@settings(max_examples=settings().max_examples // 4)
def test_no_history_leads_to_a_state_the_table_forbids(tries: list[tuple[str, str, int]]) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder) / "editions"
        place = root / "annual_report/2023-24/1"
        before: Manifest | None = None
        for hour, (move, person, pick) in enumerate(tries):
            by = who(person, hour)
            try:
                attempt(root, place, move, by, pick)
            except EditionRefused:
                assert (read(place) if place.exists() else None) == before
                continue
            if before is not None and before.state == "published":
                assert read(place) == before, "what is published never changes"
                break  # the draft is another edition
            after = read(place)
            holds(before, after, after.steps[-1])
            before = after
        if place.exists():
            assert verify(place) == []


@given(st.lists(ONE, max_size=30))
@settings(max_examples=5 * settings().max_examples)
def test_no_history_of_any_length_is_one_the_table_forbids(tries: list[tuple[str, str, int]]) -> None:
    manifest: Manifest | None = None
    for hour, (move, person, pick) in enumerate(tries):
        by = who(person, hour)
        old = manifest or EMPTY
        if move == "draft":
            old = replace(old, findings=FINDINGS[pick])
        about = key(old.questions[0]) if move == "answer" and old.questions else ""
        try:
            after = old.with_step(Step(move, *by, "Words.", about))
        except NotAllowed:
            continue
        holds(manifest, after, after.steps[-1])
        manifest = after


def holds(before: Manifest | None, after: Manifest, step: Step) -> None:
    """The move is one of the table, and each rule about who and when holds, told once more in other words."""
    start = before.state if before else ""
    assert (step.move, start, after.state) in {(move.name, move.start, move.end) for move in EDITION.moves}
    authors = [one.by for one in after.steps[:-1] if one.move == "draft"]
    checkers = [one.by for one in after.steps[:-1] if one.move == "check"]
    if step.move == "check":
        assert not any(same_person(step.by, author) for author in authors)
        assert not any(one.kind == REFUSAL for one in after.findings)
    if step.move == "approve":
        assert not any(same_person(step.by, other) for other in authors + checkers)
        assert all(after.answers(question) for question in after.questions)
    if after.state == "published":
        last_draft = max(place for place, one in enumerate(after.steps) if one.move == "draft")
        assert [one.move for one in after.steps[last_draft:] if one.move != "answer"] == [
            "draft", "check", "approve", "publish",
        ]  # fmt: skip

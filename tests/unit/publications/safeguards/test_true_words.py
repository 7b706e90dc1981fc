"""True sentences raise nothing; the same words over other numbers are refused with the true wording."""

import pytest
from tests.unit.publications.safeguards.small_documents import LAST, change, fig, num, said, share

from handrail.publications.document import Document, Inline
from handrail.publications.safeguards import QUESTION, REFUSAL, examine

RISE, FALL = (790, 812), (812, 790)
ON_TIME = "reviews_held_on_time"
NUMBERS = {
    "rise": RISE,
    "fall": FALL,
    "same": (800, 800),
    "double": (400, 800),
    "half": (800, 400),
    "sharp": (800, 600),
}
SHARES = {
    "better": ((850, 1000), (920, 1000)),
    "worse": ((920, 1000), (850, 1000)),
    "level": ((900, 1000), (905, 1000)),
}

COUNTED = [  # {o} and {n}: the earlier and the later number; {d} and {r}: the change and the relative change
    ("rise", "Children looked after rose from {o} to {n}."),
    ("rise", "Children looked after rose to {n} from {o}."),
    ("rise", "The number increased from {o} last year to {n}."),
    ("rise", "The number grew from {o} to {n}."),
    ("rise", "The number went up from {o} to {n}."),
    ("rise", "There are more children ({n}) than last year ({o})."),
    ("rise", "There are {n}, {d} more than the {o} of last year."),
    ("rise", "A rise of {d}, from {o} to {n}."),
    ("rise", "An increase of {r} on the {o} of last year."),
    ("rise", "The number rose by {d} to {n}."),
    ("rise", "The number rose slightly, from {o} to {n}."),
    ("rise", "At {n} the number is higher than last year, when it was {o}."),
    ("rise", "The number was similar: {o} last year and {n} now."),
    ("rise", "The number had risen from {o} to {n}."),
    ("rise", "The number climbed from {o} to {n}."),
    ("fall", "Children looked after fell from {o} to {n}."),
    ("fall", "Children looked after fell to {n} from {o}."),
    ("fall", "The number decreased from {o} last year to {n}."),
    ("fall", "The number dropped from {o} to {n}."),
    ("fall", "The number went down from {o} to {n}."),
    ("fall", "There are fewer children ({n}) than last year ({o})."),
    ("fall", "A fall of {d}, from {o} to {n}."),
    ("fall", "A decrease of {r} on the {o} of last year."),
    ("fall", "The number fell by {d} to {n}."),
    ("fall", "The number fell slightly, from {o} to {n}."),
    ("fall", "At {n} the number is lower than last year, when it was {o}."),
    ("fall", "The number stayed stable, at {n} after {o}."),
    ("fall", "The number declined from {o} to {n}."),
    ("fall", "The number was reduced from {o} to {n}."),
    ("fall", "A reduction of {d} from {o}."),
    ("same", "The number was unchanged: {o} last year and {n} now."),
    ("same", "The number was the same as last year: {o} and {n}."),
    ("same", "The number was steady at {n}, after {o} last year."),
    ("double", "The number doubled from {o} to {n}."),
    ("half", "The number halved from {o} to {n}."),
    ("sharp", "The number fell sharply from {o} to {n}."),
    ("sharp", "The number fell significantly, by {d} to {n}, from {o}."),
    ("sharp", "A substantial fall from {o} to {n}."),
]
SHARED = [
    ("better", "The share on time improved from {o} to {n}."),
    ("better", "The share on time rose by {p} from {o} to {n}."),
    ("better", "An improvement in the share on time, from {o} to {n}."),
    ("better", "The share on time was better than last year: {n}, after {o}."),
    ("better", "The share on time rose significantly from {o} to {n}."),
    ("worse", "The share on time worsened from {o} to {n}."),
    ("worse", "The share on time fell by {p} from {o} to {n}."),
    ("worse", "The share on time deteriorated from {o} to {n}."),
    ("worse", "The share on time was worse than last year: {n}, after {o}."),
    ("level", "The share on time was stable: {o} last year, {n} now."),
    ("level", "The share on time is in line with last year: {n}, and {o} then."),
    ("level", "The share on time was consistent, at {o} and {n}."),
    ("level", "The share on time was much the same, at {o} and {n}."),
]
PARTS = [
    ("Most reviews were on time: {s}.", 900),
    ("The majority of reviews were on time: {s}.", 501),
    ("A minority of reviews were on time: {s}.", 499),
    ("More than half of the reviews were on time: {s}.", 520),
    ("Almost half of the reviews were on time: {s}.", 480),
    ("About a third of the reviews were on time: {s}.", 333),
    ("A quarter of the reviews were on time: {s}.", 250),
    ("All reviews were on time: {s}.", 1000),
    ("None of the reviews were on time: {s}.", 0),
]
IDIOMS = [
    "A review that fell due is counted once.",
    "A record is no better than its source.",
    "It happens more than once.",
]


def put(words: str, **parts: Inline) -> Document:
    """The sentence with its numbers in place of {o}, {n} and the like."""
    pieces: list[Inline | str] = []
    for piece in words.replace("}", "{").split("{"):
        pieces.append(parts.get(piece, piece))
    return said(*pieces)


def counted(words: str, old: int, new: int) -> Document:
    now, then = fig("in_care", new), fig("in_care", old, when=LAST)
    relative = f"{abs(new - old) / old * 100:.1f}%"
    return put(
        words,
        o=num("in_care", old, LAST),
        n=num("in_care", new),
        d=change(str(abs(new - old)), "difference", now, then),
        r=change(relative, "relative", now, then),
    )


def shared(words: str, old: tuple[int, int], new: tuple[int, int]) -> Document:
    more = {"unit": "review"}
    now, then = fig(ON_TIME, *new, **more), fig(ON_TIME, *old, when=LAST, **more)
    points = f"{abs(new[0] / new[1] - old[0] / old[1]) * 100:.1f} percentage points"
    return put(
        words,
        o=share(ON_TIME, *old, LAST, **more),
        n=share(ON_TIME, *new, **more),
        p=change(points, "points", now, then),
    )


def test_there_are_sixty_true_rewordings() -> None:
    assert len(COUNTED) + len(SHARED) + len(PARTS) >= 60


@pytest.mark.parametrize(("kind", "words"), COUNTED, ids=lambda one: one)
def test_true_words_over_counts_raise_nothing(kind: str, words: str) -> None:
    assert examine(counted(words, *NUMBERS[kind])) == []


@pytest.mark.parametrize(("kind", "words"), SHARED, ids=lambda one: one)
def test_true_words_over_shares_raise_nothing(kind: str, words: str) -> None:
    assert examine(shared(words, *SHARES[kind])) == []


@pytest.mark.parametrize(("words", "top"), PARTS, ids=lambda one: str(one))
def test_true_words_over_parts_raise_nothing(words: str, top: int) -> None:
    assert examine(put(words, s=share(ON_TIME, top, 1000, unit="review"))) == []


@pytest.mark.parametrize("words", IDIOMS)
def test_an_idiom_is_no_claim(words: str) -> None:
    assert examine(said(words)) == []


TRUE_OF_BOTH = ("similar", "stable")
ONE_WAY = [one for one in COUNTED if one[0] in ("rise", "fall") and not any(word in one[1] for word in TRUE_OF_BOTH)]


@pytest.mark.parametrize(("kind", "words"), ONE_WAY, ids=lambda one: one)
def test_the_same_words_over_the_opposite_are_refused(kind: str, words: str) -> None:
    opposite = NUMBERS["fall" if kind == "rise" else "rise"]
    assert any(one.code == "G05" and one.kind == REFUSAL for one in examine(counted(words, *opposite)))


@pytest.mark.parametrize(("kind", "words"), [one for one in SHARED if one[0] != "level"], ids=lambda one: one)
def test_the_same_words_over_the_opposite_shares_are_refused(kind: str, words: str) -> None:
    opposite = SHARES["worse" if kind == "better" else "better"]
    assert any(one.code == "G05" and one.kind == REFUSAL for one in examine(shared(words, *opposite)))


@pytest.mark.parametrize(
    ("words", "numbers", "true"),
    [
        ("Children rose from {o} to {n}.", FALL, "Write 'fell': it fell by 22 (2.7%)."),
        ("The number doubled from {o} to {n}.", FALL, "fell by 22"),
        ("The number was unchanged: {o} and {n}.", FALL, "fell by 22"),
        ("The number fell significantly from {o} to {n}.", FALL, "fell by 22"),
        ("There are more children ({n}) than last year ({o}).", FALL, "Write 22 (2.7%) fewer."),
        ("The number rose from {n} to {o}.", RISE, "Write from 790 to 812"),
        ("The number rose to {n}.", RISE, "Bind the earlier number too."),
    ],
)
def test_the_refusal_gives_the_true_wording(words: str, numbers: tuple[int, int], true: str) -> None:
    assert any(true in one.remedy for one in examine(counted(words, *numbers)))


def test_what_can_be_read_in_two_ways_is_a_question() -> None:
    document = said(
        "The number rose: ",
        num("in_care", 5, group={"a": "rose"}),
        " and ",
        num("in_care", 7, group={"a": "rose"}),
        ".",
    )
    assert any(one.kind == QUESTION and "two ways" in one.wrong for one in examine(document))


def test_better_of_what_nobody_calls_good_is_a_question() -> None:
    assert any(one.kind == QUESTION for one in examine(counted("The number improved from {o} to {n}.", *RISE)))


@pytest.mark.parametrize("kind", ["rise", "fall", "same"])
def test_the_words_a_reference_gives_for_a_change_are_borne(kind: str) -> None:
    old, new = NUMBERS[kind]
    words = "The number did not change: it was {o} in 2018/19 and is {n}."
    if old != new:
        words = f"The number {'rose' if new > old else 'fell'} by {{d}}, from {{o}} in 2018/19 to {{n}}."
    assert examine(counted(words, old, new)) == []

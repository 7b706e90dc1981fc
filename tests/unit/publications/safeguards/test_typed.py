"""What may be typed, what may not, and the escape that says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publications.made_up import inputs, scene
from tests.unit.publications.safeguards.small_documents import made_of

from handrail.publications.chapters import chapter
from handrail.publications.document import Paragraph, Text
from handrail.publications.prose import ChapterError
from handrail.publications.safeguards import QUESTION, REFUSAL, examine
from handrail.publications.safeguards.typed import typed_number


@pytest.mark.parametrize(
    "words",
    [
        "In 2025 the service moved.",
        "The report of 2018/19 said so.",
        "From March 2026 it holds.",
        "The Children Act 1989 says so.",
        "So says the IRO Handbook 2010, paragraph 7.11.",
        "Under section 47 and regulation 33(1), see schedule 2.",
        "The codes PN0 to PN7 of the SSDA903.",
        "It takes two weeks.",
        "These two reviews were one.",
        "No more than one open at a time.",
    ],
)
def test_years_laws_names_and_idioms_may_be_typed(words: str) -> None:
    assert typed_number(words) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("We held 42 reviews.", "42"),
        ("It was 93.3% on time.", "93.3%"),
        ("There were 1,062 of them.", "1,062"),
        ("In 2025 reviews it was so.", "2025"),
        ("We held 2026 reviews.", "2026"),
        ("The mean was 7.11 reviews.", "7.11"),
        ("We audited twelve plans.", "twelve plans"),
        ("Twenty of the children came.", "Twenty of the children"),
    ],
)
def test_any_other_number_may_not(words: str, number: str) -> None:
    assert typed_number(words) == number


@given(st.integers(0, 10**6), st.sampled_from(["We held {} reviews.", "{} children came.", "It was {}% of them."]))
def test_no_count_of_children_or_reviews_is_ever_let_through(number: int, words: str) -> None:
    assert typed_number(words.format(number)) is not None


@given(st.text(max_size=200))
def test_any_text_can_be_read(words: str) -> None:
    typed_number(words)
    chapter_or_refused(f"# T\n\n{words}\n")


def chapter_or_refused(source: str) -> None:
    try:
        chapter("01-x", source, scene(inputs()))
    except ChapterError as refused:
        said = str(refused)
    else:
        said = "Chapter 01-x"
    assert said.startswith("Chapter 01-x")


def test_the_refusal_names_the_file_and_the_line_as_written() -> None:
    source = "# T\n\n{{ note basis reviews_held }}\n\n- We held {{ number reviews_held }}.\n- We held 42.\n"
    with pytest.raises(ChapterError, match=r"Chapter 01-x\.md, line 6: .*typed by hand: 42 \(G11\)"):
        chapter("01-x", source, scene(inputs()))


def test_a_word_of_change_is_refused_at_its_line_with_the_true_wording() -> None:
    section = chapter("01-x", "# T\n\nReviews rose to {{ number reviews_held }}.\n", scene(inputs()))
    found = next(one for one in examine(made_of(*section.blocks)) if one.kind == REFUSAL)
    assert str(found).startswith("01-x.md, line 3 (G05): 'rose'")
    assert "Bind the earlier number too" in str(found)


def test_the_escape_is_kept_with_its_reason_and_asked_about() -> None:
    source = '# T\n\nThe inspector wrote: {{ typed "reviews rose by 12" because "the letter of May" }}.\n'
    section = chapter("01-x", source, scene(inputs()))
    (paragraph,) = section.blocks
    assert isinstance(paragraph, Paragraph)
    assert Text("reviews rose by 12", typed="the letter of May") in paragraph.parts
    (asked,) = examine(made_of(paragraph))
    assert asked.kind == QUESTION
    assert "the letter of May" in str(asked)


def test_an_escape_without_a_reason_is_refused() -> None:
    with pytest.raises(ChapterError, match="It needs a reason"):
        chapter("01-x", '# T\n\n{{ typed "42" because " " }}\n', scene(inputs()))

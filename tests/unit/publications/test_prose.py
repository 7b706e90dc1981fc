import pytest

from handrail.publications.document import BulletList, Number, Paragraph, Section, Subheading, Text
from handrail.publications.prose import ChapterError, Marks, fill_in, section
from handrail.publications.references import Given, WrongReference

GIVEN: dict[str, Given] = {
    "number": (Number("42", None, "value"),),
    "word": (Text("Level 3 care"),),
    "block": [Subheading("x", "X")],
    "nothing": (),
}


def give(written: str) -> Given:
    """What the references of these tests stand for."""
    if written.strip() not in GIVEN:
        raise WrongReference(f"There is no reference '{written.strip()}'.")
    return GIVEN[written.strip()]


def read(source: str) -> Section:
    marks = Marks()
    return section("01-test", fill_in("01-test", source, give, marks), marks)


def test_a_chapter_becomes_a_tree() -> None:
    tree = read(
        "# The title\n\nHeld: **{{ number }}** of\nthem, see [below](#below).\n\n"
        "## Below\n\n- one\n- `PN1` two\n\n{{ block }}\n"
    )
    assert (tree.id, tree.title) == ("test", "The title")
    assert tree.blocks == (
        Paragraph(
            (
                Text("Held: "),
                Number("42", None, "value", strong=True),
                Text(" of them, see "),
                Text("below", link="below"),
                Text("."),
            )
        ),
        Subheading("below", "Below"),
        BulletList(((Text("one"),), (Text("PN1", code=True), Text(" two")))),
        Subheading("x", "X"),
    )


@pytest.mark.parametrize("typed", ["We held 42 reviews.", "- 93.3% on time", "We held 2026 reviews.", "**7**"])
def test_a_number_typed_by_hand_is_refused(typed: str) -> None:
    with pytest.raises(ChapterError, match="typed by hand"):
        read(f"# T\n\n{typed}\n")


def test_a_number_typed_in_a_heading_is_refused() -> None:
    with pytest.raises(ChapterError, match="typed by hand"):
        read("# The 42 reviews\n")


@pytest.mark.parametrize("named", ["PN1 to PN7", "the SSDA903", "a section 47 enquiry", "{{ word }}", "so in 2026"])
def test_names_and_words_from_settings_may_have_digits(named: str) -> None:
    assert read(f"# T\n\nThis is {named}.\n")


def test_a_paragraph_or_point_of_nothing_is_left_out() -> None:
    tree = read("# T\n\n**{{ nothing }}**\n\n- {{ nothing }}\n- one\n\nAnd {{ nothing }}so on.\n")
    assert tree.blocks == (BulletList(((Text("one"),),)), Paragraph((Text("And so on."),)))


def test_fell_due_is_no_change() -> None:
    assert read("# T\n\nReviews that fell due.\n")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("No title.", "begin with its title"),
        ("# T\n\n{{ no_such }}\n", "no_such"),
        ("# T\n\n> a quotation\n", "cannot be printed"),
        ("# T\n\n![a](b.png)\n", "cannot be printed"),
        ("# T\n\n[out](https://example.org)\n", "must lead to a place"),
        ("# T\n\nA {{ block }} in a line.\n", "alone on its line"),
        ("# T\n\n- a\n  - nested\n", "inside a list"),
        ("# T\n\n{% if %}\n", "Chapter 01-test"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_the_chapter(source: str, said: str) -> None:
    with pytest.raises(ChapterError) as refused:
        read(source)
    assert said in str(refused.value)
    assert "Chapter 01-test" in str(refused.value)


def test_markup_from_a_source_stays_words() -> None:
    marks = Marks()
    mark = marks.put((Text("<b>**not bold**</b>"),))
    tree = section("01-test", f"# T\n\n{mark}\n", marks)
    assert tree.blocks == (Paragraph((Text("<b>**not bold**</b>"),)),)

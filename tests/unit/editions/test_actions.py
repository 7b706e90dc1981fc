"""An edition from draft to published: who may do what, what it leaves, and that nothing changes after a refusal."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.editions.small import (
    ADA,
    ASKING,
    AUTHORITY,
    BEN,
    CAI,
    DOT,
    NEXT_YEAR,
    REFUSED,
    YEAR,
    a_record,
    a_source,
    drafted,
    make,
    published,
    who,
)

from handrail.editions import actions
from handrail.editions.earlier import earlier_figures, figures_of, published_before
from handrail.editions.folder import Editions, read, seal
from handrail.editions.making import Made, Source
from handrail.editions.rebuild import rebuild
from handrail.editions.refused import EditionRefused
from handrail.editions.verify import damage, verify
from handrail.publications.disclosure import Shown as Told
from handrail.publications.printed_before import Printed, PrintedNumber


def test_a_draft_holds_everything_it_was_made_from_and_of(tmp_path: Path) -> None:
    place = drafted(tmp_path / "editions")
    assert place == tmp_path / "editions/annual_report/2023-24/1"
    names = {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}
    assert {"edition.toml", "profile.toml", "figures.json", "earlier.json", "data_quality.json"} < names
    assert {"outputs/index.html", "outputs/report.xlsx", "chapters/01-children.md", "record/reviews.parquet"} < names
    manifest = read(place)
    assert (manifest.state, manifest.authority, manifest.place) == ("draft", AUTHORITY, "annual_report/2023-24/1")
    assert {kept.path for kept in manifest.files} == names - {"edition.toml"}
    assert list(damage(place)) == []


def test_the_whole_way_leaves_who_did_what_when_and_a_seal(tmp_path: Path) -> None:
    place = published(tmp_path / "editions")
    manifest = read(place)
    assert [(step.move, step.by) for step in manifest.steps] == [
        ("draft", ADA),
        ("check", BEN),
        ("approve", CAI),
        ("publish", DOT),
    ]
    assert manifest.state == "published"
    assert verify(place, seal(place)) == []
    assert (place / "edition.toml").stat().st_mode & 0o222 == 0
    assert (place / "outputs/index.html").stat().st_mode & 0o222 == 0
    assert place.stat().st_mode & 0o222 == 0


def test_the_seal_can_be_checked_without_handrail(tmp_path: Path) -> None:
    import subprocess

    place = published(tmp_path / "editions")
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=place, check=False).returncode == 0


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda place: actions.check(place, who(ADA, 1)), "drafted this edition"),
        (lambda place: actions.approve(place, who(CAI, 1)), "has no move 'approve'"),
        (lambda place: actions.publish(place, who(DOT, 1)), "has no move 'publish'"),
        (lambda place: actions.send_back(place, "no", who(DOT, 1)), "has no move 'send back'"),
        (lambda place: actions.check(place, who(BEN, -1)), "before the step before it"),
        (lambda place: actions.answer(place, 1, "Yes.", who(BEN, 1)), "There is no question 1"),
    ],
)
def test_what_the_table_forbids_changes_nothing(tmp_path: Path, act: object, says: str) -> None:
    place = drafted(tmp_path / "editions")
    before = (place / "edition.toml").read_bytes()
    with pytest.raises(EditionRefused, match=says):
        act(place)  # type: ignore[operator]
    assert (place / "edition.toml").read_bytes() == before


def test_a_document_with_refusals_may_be_drafted_and_not_checked(tmp_path: Path) -> None:
    place = drafted(tmp_path / "editions", chapters=REFUSED)
    with pytest.raises(EditionRefused, match="refused"):
        actions.check(place, who(BEN, 1))
    actions.draft(Editions(tmp_path / "editions"), AUTHORITY, a_source(), make, who(ADA, 2))
    assert actions.check(place, who(BEN, 3)).state == "checked"


def test_each_question_is_answered_in_words_before_approval(tmp_path: Path) -> None:
    place = drafted(tmp_path / "editions", chapters=ASKING)
    actions.check(place, who(BEN, 1))
    (question,) = read(place).questions
    with pytest.raises(EditionRefused, match="explained by"):
        actions.approve(place, who(CAI, 2))
    with pytest.raises(EditionRefused, match="in words"):
        actions.answer(place, 1, " ", who(ADA, 3))
    actions.answer(place, 1, "The team's start is minuted.", who(ADA, 3))
    assert actions.approve(place, who(CAI, 4)).state == "approved"
    assert [(step.by, step.note) for step in read(place).answers(question)] == [(ADA, "The team's start is minuted.")]


def test_an_answer_stays_with_a_question_that_a_new_draft_still_asks(tmp_path: Path) -> None:
    place = drafted(tmp_path / "editions", chapters=ASKING)
    actions.answer(place, 1, "It is minuted.", who(ADA, 1))
    assert drafted_again(tmp_path, 2, chapters=ASKING) == place
    assert read(place).answers(read(place).questions[0])
    drafted_again(tmp_path, 3, chapters=ASKING, record=a_record(31))
    assert read(place).answers(read(place).questions[0])  # the question is about the words, not the number


def drafted_again(folder: Path, hours: int, **more: object) -> Path:
    return actions.draft(Editions(folder / "editions"), AUTHORITY, a_source(**more), make, who(ADA, hours))


def test_what_is_sent_back_is_drafted_anew_and_checked_anew(tmp_path: Path) -> None:
    place = drafted(tmp_path / "editions")
    actions.check(place, who(BEN, 1))
    with pytest.raises(EditionRefused, match="no move 'draft'"):
        drafted_again(tmp_path, 2)
    assert actions.send_back(place, "Two chapters are missing.", who(CAI, 2)).state == "draft"
    drafted_again(tmp_path, 3, record=a_record(31))
    assert earlier_or_none(place) == "draft"
    with pytest.raises(EditionRefused, match="no move 'approve'"):
        actions.approve(place, who(CAI, 4))


def earlier_or_none(place: Path) -> str:
    with pytest.raises(EditionRefused, match="Only a published edition"):
        earlier_figures(place)
    return read(place).state


def test_after_publishing_the_next_draft_is_the_next_number(tmp_path: Path) -> None:
    first = published(tmp_path / "editions")
    second = drafted_again(tmp_path, 9)
    assert (first.name, second.name) == ("1", "2")
    assert read(second).steps[0].by == ADA
    assert [each.number for each in Editions(tmp_path / "editions").all().values()] == [1, 2]


def test_what_was_tampered_with_between_draft_and_check_is_not_checked(tmp_path: Path) -> None:
    place = drafted(tmp_path / "editions")
    (place / "outputs/index.html").write_text("something else")
    with pytest.raises(EditionRefused, match=r"not as it was drafted.*index\.html"):
        actions.check(place, who(BEN, 1))


def test_a_publication_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    def fails(source: Source) -> Made:
        raise ValueError("01-children.md, line 1: there is no measure 'x'.")

    with pytest.raises(EditionRefused, match="line 1"):
        actions.draft(Editions(tmp_path / "editions"), AUTHORITY, a_source(), fails, who(ADA))
    assert [path.name for path in (tmp_path / "editions").rglob("*") if path.is_file()] == ["editions.toml", "lock"]


@pytest.mark.parametrize("name", ["../evil", "edition.toml/..", "a\\b", "con:x", ".hidden", "a\nb", ""])
def test_a_file_whose_name_leads_elsewhere_is_not_written(tmp_path: Path, name: str) -> None:
    def strange(source: Source) -> Made:
        return Made({name: b"x"}, ())

    with pytest.raises(EditionRefused, match="no name for a file"):
        actions.draft(Editions(tmp_path / "editions"), AUTHORITY, a_source(), strange, who(ADA))
    assert list((tmp_path / "editions").glob("*/*/*")) == []


def test_the_editions_of_one_authority_take_in_no_other(tmp_path: Path) -> None:
    drafted(tmp_path / "editions")
    with pytest.raises(EditionRefused, match="of Fairlea, not of Elsewhere"):
        actions.draft(Editions(tmp_path / "editions"), "Elsewhere", a_source(), make, who(ADA))
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.doc").write_text("mine")
    with pytest.raises(EditionRefused, match="not empty"):
        drafted(tmp_path / "full")


def test_next_year_draws_on_what_was_published(tmp_path: Path) -> None:
    root = tmp_path / "editions"
    first = published(root)
    (shown,) = earlier_figures(first)
    found = published_before(Editions(root), "annual_report", NEXT_YEAR, "public")
    assert found == [first]
    second = published(root, earlier=(first,), period=NEXT_YEAR, record=a_record(31))
    assert read(second).earlier[0].seal == seal(first)
    assert shown in earlier_figures(second)
    assert shown.numerator == 30


def test_a_figure_of_two_editions_is_that_of_its_own_year(tmp_path: Path) -> None:
    def restating(source: Source) -> Made:
        made = make(source)
        return replace(made, figures=tuple(replace(one, numerator=99) for one in source.earlier))

    root = tmp_path / "editions"
    first = published(root)
    second = published(root, earlier=(first,), maker=restating, period=NEXT_YEAR)
    assert [figure.numerator for figure in earlier_figures(second)] == [99]
    for order in ([second, first], [first, second]):
        assert [figure.numerator for figure in figures_of(order)] == [30]


def test_of_several_editions_of_a_period_the_last_is_compared_with(tmp_path: Path) -> None:
    root = tmp_path / "editions"
    published(root)
    corrected = published(root, record=a_record(31))
    assert corrected.name == "2"
    assert published_before(Editions(root), "annual_report", NEXT_YEAR, "public") == [corrected]


def test_each_audience_has_editions_of_its_own(tmp_path: Path) -> None:
    root = tmp_path / "editions"
    public, board = drafted(root), drafted(root, audience="board")
    assert (public.name, board.name, drafted(root).name) == ("1", "2", "1")
    for place in (public, board):
        actions.check(place, who(BEN, 1))
        actions.approve(place, who(CAI, 2))
        actions.publish(place, who(DOT, 3))
    for audience, place in (("public", public), ("board", board), ("internal", board)):
        assert published_before(Editions(root), "annual_report", NEXT_YEAR, audience) == [place]


def test_what_was_published_is_known_to_whoever_makes_the_next(tmp_path: Path) -> None:
    told = PrintedNumber("a", YEAR, (("sex", "F"),), (), "numerator", Told.small(5), 3)
    seen = []

    def prints(source: Source) -> Made:
        seen.append(source.already)
        return replace(make(source), printed=(Printed("public", (told,)),))

    root = tmp_path / "editions"
    published(root, maker=prints)
    published(root, maker=prints, publication="scorecard")
    drafted(root, publication="look_ahead")
    place = published(root, maker=prints, period=NEXT_YEAR)
    once = (Printed("public", (told,)),)
    assert seen == [(), once, once * 2]
    assert rebuild(place, prints).holds
    assert seen[-1] == once * 2


def test_only_what_is_published_may_be_compared_with(tmp_path: Path) -> None:
    root = tmp_path / "editions"
    draft = drafted(root)
    assert published_before(Editions(root), "annual_report", NEXT_YEAR, "public") == []
    with pytest.raises(EditionRefused):
        published(root, earlier=(draft,), period=NEXT_YEAR)


def test_an_edition_that_stands_in_no_folder_of_editions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionRefused, match="no folder of editions"):
        actions.check(tmp_path / "a/b/1", who(BEN))

"""A frozen edition is made again: the same bytes with the same release, every difference listed with another."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.editions.small import BOTH, NEXT_YEAR, a_record, make, published

from handrail.comparators import pick
from handrail.editions import rebuild as rebuilding
from handrail.editions.folder import read
from handrail.editions.making import Made, Source, thaw
from handrail.editions.rebuild import rebuild
from handrail.editions.refused import EditionRefused
from handrail.editions.release import this_release

LATER = replace(this_release(), handrail="9.9.9", code="f" * 64)


def test_what_it_was_made_from_comes_back_as_it_was(tmp_path: Path) -> None:
    from tests.unit.editions.small import a_source

    place = published(tmp_path / "editions", chapters=BOTH)
    assert thaw(read(place), place) == a_source(chapters=BOTH)


def test_the_published_figures_set_beside_come_back_too(tmp_path: Path) -> None:
    place = published(tmp_path / "editions", chapters=BOTH, comparators=pick.shipped())
    store = thaw(read(place), place).comparators
    assert store is not None
    assert store.comparators == pick.shipped().comparators
    assert rebuild(place, make).holds
    next((place / "comparators").glob("*.csv")).write_text("other\n")
    with pytest.raises(EditionRefused):
        thaw(read(place), place)


def test_the_same_release_makes_the_same_bytes(tmp_path: Path) -> None:
    root = tmp_path / "editions"
    first = published(root, chapters=BOTH)
    second = published(root, earlier=(first,), chapters=BOTH, period=NEXT_YEAR, record=a_record(31))
    for place in (first, second):
        found = rebuild(place, make, tmp_path / f"again-{place.parent.name}")
        assert found.same_release
        assert (found.files, found.figures, found.holds) == ((), (), True)
        again = tmp_path / f"again-{place.parent.name}"
        for kept in read(place).files:
            assert (again / kept.path).read_bytes() == (place / kept.path).read_bytes()


def test_other_bytes_of_the_same_release_are_named(tmp_path: Path) -> None:
    place = published(tmp_path / "editions")
    found = rebuild(place, with_files(lambda files: {**files, "index.html": b"other", "new.txt": b"x"}))
    assert [(each.path, each.then is None) for each in found.files] == [
        ("outputs/index.html", False), ("outputs/new.txt", True),
    ]  # fmt: skip
    assert not found.holds


def with_files(change: Callable[[dict[str, bytes]], dict[str, bytes]]) -> Callable[[Source], Made]:
    def maker(source: Source) -> Made:
        made = make(source)
        return replace(made, files=change(dict(made.files)))

    return maker


def with_figures(number: int, definition: str | None = None) -> Callable[[Source], Made]:
    def maker(source: Source) -> Made:
        made = make(source)
        first = replace(made.figures[0], numerator=number)
        return replace(made, figures=(replace(first, definition=definition or first.definition), *made.figures[1:]))

    return maker


@pytest.mark.usefixtures("later_release")
def test_a_later_release_need_make_the_same_numbers_only(tmp_path: Path) -> None:
    place = published(tmp_path / "editions", chapters=BOTH)
    found = rebuild(place, with_files(lambda files: {**files, "index.html": b"a new style"}))
    assert not found.same_release
    assert [each.path for each in found.files] == ["outputs/index.html"]
    assert found.holds
    assert "handrail 0.1.0 then, 9.9.9 now" in found.now.differs_from(found.then)


@pytest.fixture
def later_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "this_release", lambda: LATER)


@pytest.mark.usefixtures("later_release")
@pytest.mark.parametrize("definition", [None, "another"])
def test_another_number_of_a_later_release_is_listed(tmp_path: Path, definition: str | None) -> None:
    place = published(tmp_path / "editions", chapters=BOTH)
    found = rebuild(place, with_figures(29, definition))
    (difference,) = found.figures
    assert difference.figure.measure == "looked_after_children"
    assert difference.then is not None
    assert difference.now is not None
    assert (difference.then.numerator, difference.now.numerator) == (30, 29)
    assert difference.definition_changed is (definition is not None)
    assert not found.holds


@pytest.mark.usefixtures("later_release")
def test_a_figure_gone_or_new_is_listed(tmp_path: Path) -> None:
    place = published(tmp_path / "editions", chapters=BOTH)

    def maker(source: Source) -> Made:
        made = make(source)
        return replace(made, figures=(replace(made.figures[0], measure="new"), *made.figures[1:]))

    one, other = rebuild(place, maker).figures
    assert (one.then and one.then.measure, one.now) == ("looked_after_children", None)
    assert (other.then, other.now and other.now.measure) == (None, "new")


def test_what_this_release_cannot_make_is_said(tmp_path: Path) -> None:
    place = published(tmp_path / "editions")

    def refuses(source: Source) -> Made:
        raise ValueError("there is no measure 'x' any more.")

    with pytest.raises(EditionRefused, match="This release cannot make it: there is no measure"):
        rebuild(place, refuses)
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.doc").write_text("mine")
    with pytest.raises(EditionRefused, match="not empty"):
        rebuild(place, make, tmp_path / "full")

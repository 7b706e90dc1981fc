from datetime import date
from pathlib import Path

import pytest

from handrail.profiles import ProfileError, default, read
from handrail.profiles.colours import contrast


def write(folder: Path, text: str) -> Path:
    path = folder / "fernshire.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_default_profile_has_only_the_name_to_fill_in() -> None:
    profile = default("Fernshire County Council")
    assert profile.authority == "Fernshire County Council"
    assert profile.small_number_threshold == 5
    assert profile.words.children == "looked-after children"
    assert profile.title("2025-26") == "Annual report of the Independent Reviewing Service"
    assert profile.targets == ()


def test_a_profile_says_only_what_differs(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        authority = "Fernshire"
        small_number_threshold = 9
        [words]
        children = "children in our care"
        [report]
        title = "{service} of {authority}: {year}"
        [[targets]]
        measure = "reviews_held_on_time"
        value = 0.95
        from = 2025-04-01
        until = 2025-09-30
        set_by = "Corporate Parenting Board"
        """,
    )
    profile = read(path)
    assert (profile.words.children, profile.words.review) == ("children in our care", "review")
    assert profile.title("2025-26") == "Independent Reviewing Service of Fernshire: 2025-26"
    (target,) = profile.targets_of("reviews_held_on_time")
    assert target.holds_on(date(2025, 9, 30))
    assert not target.holds_on(date(2025, 10, 1))
    assert not target.holds_on(date(2025, 3, 31))
    assert profile.targets_of("reviews_held") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('authority = "F"\nsmall_numbers = 5', "'small_numbers'"),
        ('authority = "F"\n[words]\nkids = "kids"', "'words.kids'"),
        ('authority = "F"\n[report]\nlogo = "x.png"', "'report.logo'"),
        ('authority = "F"\n[[targets]]\nmeasur = "x"', "'targets.measur'"),
        ("small_number_threshold = 5", "authority must be a text"),
        ('authority = "F"\nsmall_number_threshold = 0', "1 or more"),
        ('authority = "F"\nsmall_number_threshold = true', "1 or more"),
        ('authority = "F"\n[report]\naccent = "teal"', "a colour such as"),
        ('authority = "F"\n[report]\naccent = "#88cccc"', "too pale"),
        ('authority = "F"\n[report]\ntitle = "{council}"', "{authority}, {service}, {year}"),
        ('authority = "F"\n[report]\ntitle = "{year"', "brace"),
        ('authority = "F"\n[report]\ntitle = "{year:%}"', "cannot be filled in"),
        ('authority = "F"\nwords = "x"', "[words]"),
        ('authority = "F"\n[words]\nchild = " "', "words.child"),
        ('authority = "F"\ntargets = 3', "[[targets]]"),
        ('authority = "F"\n[[targets]]\nmeasure="m"\nvalue=95\nfrom=2025-04-01\nset_by="b"', "from 0 to 1"),
        ('authority = "F"\n[[targets]]\nmeasure="m"\nvalue=0.9\nfrom="2025"\nset_by="b"', "must be a date"),
        (
            'authority="F"\n[[targets]]\nmeasure="m"\nvalue=0.9\nfrom=2025-04-01\nuntil=2025-03-01\nset_by="b"',
            "before it starts",
        ),
        ("authority = ", "cannot be read as a profile"),
    ],
)
def test_a_profile_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProfileError) as refused:
        read(write(tmp_path, text))
    assert said in str(refused.value)
    assert str(refused.value).startswith("fernshire.toml")


def test_a_profile_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"none\.toml"):
        read(tmp_path / "none.toml")


def test_a_blank_name_is_refused() -> None:
    with pytest.raises(ProfileError, match="authority"):
        default("  ")


def test_the_shipped_accent_reads_on_white() -> None:
    assert contrast(default("F").accent, "#ffffff") >= 7
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)

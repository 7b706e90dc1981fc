from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from handrail.profiles import ProfileError, Written, default, find, parse, read, shipped_names
from handrail.profiles.colours import contrast

PNG = b"\x89PNG\r\n\x1a\n"
A_PICTURE = b64encode(PNG).decode()


def write(folder: Path, text: str) -> Path:
    path = folder / "fernshire.toml"
    path.write_text(text, encoding="utf-8")
    return path


def made(text: str, on: date | None = None):
    return parse(f'authority = "Fernshire"\n{text}', "fernshire.toml").on(on)


def test_the_default_profile_has_only_the_name_to_fill_in() -> None:
    profile = default("Fernshire County Council")
    assert profile.authority == "Fernshire County Council"
    assert profile.audiences.public.threshold == 5
    assert profile.words.children == "looked-after children"
    assert profile.title("2025-26") == "Annual report of the Independent Reviewing Service"
    assert profile.title("July to September 2025", "dispute_report") == "Disputes, July to September 2025"
    assert profile.targets == ()
    assert [kind.name for kind in profile.disputes.kinds] == ["informal", "formal"]


def test_a_profile_says_only_what_differs(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        authority = "Fernshire"
        [audiences.public]
        threshold = 9
        [words]
        children = "children in our care"
        [outline.annual_report]
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
    assert profile.outline_of("annual_report").called == "annual report"
    assert (profile.audience("public").threshold, profile.audience("board").threshold) == (9, 5)
    (target,) = profile.targets_of("reviews_held_on_time")
    assert target.holds_on(date(2025, 9, 30))
    assert not target.holds_on(date(2025, 10, 1))
    assert not target.holds_on(date(2025, 3, 31))
    assert profile.targets_of("reviews_held") == ()


def test_what_changed_on_a_day_holds_from_that_day() -> None:
    text = """
        [words]
        child = "looked-after child"
        team = "area team"
        [words.2021-04-01]
        child = "child in our care"
        [codes.review_late_reasons]
        report = "No report"
        [codes.review_late_reasons.2021-04-01]
        notice = "Late notice"
        [outline.annual_report]
        approved_by = ["The board"]
        [outline.annual_report.2022-01-01]
        approved_on = 2022-07-01
        """
    before, after, last = made(text, date(2021, 3, 31)), made(text, date(2021, 4, 1)), made(text)
    assert (before.words.child, after.words.child) == ("looked-after child", "child in our care")
    assert after.words.team == "area team"  # only what changed is said again
    assert before.labels("review_late_reasons") == {"report": "No report"}
    assert after.labels("review_late_reasons") == {"notice": "Late notice"}  # a list is written whole
    assert (after.outline_of("annual_report").approved_on, last.outline_of("annual_report").approved_on) == (
        None,
        date(2022, 7, 1),
    )


def test_a_shape_that_began_on_a_day_does_not_hold_before_it() -> None:
    text = """
        [disputes.2018-04-01]
        name = "Challenge"
        kinds = [{ name = "one", label = "One" }]
        [codes.audit_themes.2018-04-01]
        minutes = "Minutes"
        """
    assert made(text).disputes.name == "Challenge"
    assert made(text, date(2018, 3, 31)).disputes == default("F").disputes
    with pytest.raises(ProfileError, match=r"codes\.audit_themes is not there"):
        made(text, date(2018, 3, 31)).labels("audit_themes")


def test_every_day_on_which_something_changes_is_tried() -> None:
    with pytest.raises(ProfileError, match=r"words\.child"):
        parse('authority = "F"\n[words.2020-01-01]\nchild = ""\n[words.2021-01-01]\nchild = "child"\n')


def test_codes_keep_the_order_they_are_printed_in() -> None:
    labels = made('[codes.own_list]\nz = "Last letter"\na = "First letter"\n"E4A" = "Went home"').labels("own_list")
    assert list(labels.items()) == [("z", "Last letter"), ("a", "First letter"), ("E4A", "Went home")]


def test_tables_and_charts_pass_through_untouched() -> None:
    profile = made(
        '[tables.x]\nrows = [{ each = "month" }]\n[tables.x.2020-01-01]\nany = 3\n[charts.y]\nno_such = true'
    )
    assert profile.tables == {"x": {"rows": [{"each": "month"}], "2020-01-01": {"any": 3}}}
    assert profile.charts == {"y": {"no_such": True}}


def test_the_published_tables_may_call_the_authority_otherwise() -> None:
    assert made("").area_name == "Fernshire"
    assert made('area = "Fernshire, East"').area_name == "Fernshire, East"


def test_a_logo_is_a_picture_and_what_it_shows() -> None:
    assert made("").report.logo is None
    logo = made(f'[report.logo]\nimage = "{A_PICTURE}"\nsays = "A fern"').report.logo
    assert logo
    assert (logo.image, logo.says) == (PNG, "A fern")


def test_targets_may_be_counts_and_days_and_of_a_group() -> None:
    (target,) = made(
        '[[targets]]\nmeasure = "m"\nvalue = 70\nunit = "count"\ndirection = "at_most"\nfrom = 2019-04-01\n'
        'set_by = "the Handbook"\nwhere = { stream = "care" }'
    ).targets
    assert (target.value, target.unit, target.direction, target.where) == (70, "count", "at_most", {"stream": "care"})


REFUSED = [
    ("small_numbers = 5", "'small_numbers'"),
    ('[words]\nkids = "kids"', "'words.kids'"),
    ('[words]\nchilds = "kids"', "Did you mean 'child'?"),
    ('[report]\nfont = "x"', "'report.font'"),
    ('[report]\nlogo = "x.png"', "Write a section, [report.logo]"),
    ('[report.logo]\nimage = "x.png"\nsays = "A tree"', "report.logo.image is 'x.png'. Write a PNG picture in base64"),
    ('[report.logo]\nimage = "R0lGODlh"\nsays = "A tree"', "report.logo.image is no PNG picture"),
    (f'[report.logo]\nimage = "{A_PICTURE}"', "report.logo.says is missing"),
    (f'[report.logo]\nimage = "{b64encode(PNG + bytes(70_000)).decode()}"\nsays = "A"', "a picture of 70,008 bytes"),
    ('[[targets]]\nmeasur = "x"', "'targets number 1: measur'. Did you mean 'measure'?"),
    ("authority = 3", "cannot be read as a profile"),
    ("[audiences.public]\nthreshold = -1", "audiences.public.threshold is -1. Write a whole number of 0 or more"),
    ("[audiences.public]\nthreshold = true", "0 or more"),
    ("[audiences.public]\nround_to = 3", "1 or 5"),
    ("[audiences.press]\nthreshold = 3", "There are: board, child, internal, public"),
    ('[report]\naccent = "teal"', "a colour such as"),
    ('[report]\naccent = "#88cccc"', "too pale"),
    ('[outline.annual_report]\ntitle = "{council}"', "{authority}, {period}, {service}, {year}"),
    ('[outline.annual_report]\ntitle = "{year"', "brace"),
    ('[outline.annual_report]\ntitle = "{year:%}"', "cannot be filled in"),
    ('[outline.annual_report]\ntitle = "{year.real}"', "It may only use"),
    ('[outline.anual_report]\ntitle = "x"', "Did you mean 'annual_report'?"),
    ('[outline.own_leaflet]\ntitle = "x"\naudience = "public"', "outline.own_leaflet.called is missing"),
    ("[outline.annual_report]\nchapters = ['reviews']", "number 1 is 'reviews'. Write a section"),
    ("[outline.annual_report]\nchapters = [{ name = 'revews' }]", "Did you mean 'reviews'?"),
    ("[outline.annual_report]\nchapters = [{ name = 'reviews' }, { name = 'reviews' }]", "'reviews' twice"),
    ("[outline.annual_report]\nsignatures = ['king']", "'king', which is not in codes.roles"),
    ("[outline.annual_report]\napproved_on = 2020-01-01", "approved_by is missing"),
    ('words = "x"', "[words]"),
    ('[words]\nchild = " "', "words.child"),
    ('[words]\nchild = "a\\u0007b"', "words.child"),
    ("[words.2021-02-30]\nchild = 'c'", "words.2021-02-30 is no day"),
    ("[words]\n2021-02-20 = 'c'", "words.2021-02-20 is 'c'. Write a section"),
    ("targets = 3", "[[targets]]"),
    ('[[targets]]\nmeasure="m"\nvalue=95\nfrom=2025-04-01\nset_by="b"', "from 0 to 1"),
    ('[[targets]]\nmeasure="m"\nvalue=0.9\nfrom="2025"\nset_by="b"', "Write a date"),
    ('[[targets]]\nmeasure="m"\nvalue=0.9\nfrom=2025-04-01', "set_by is missing"),
    ('[[targets]]\nmeasure="m"\nvalue=nan\nfrom=2025-04-01\nset_by="b"', "value is nan"),
    ('[[targets]]\nmeasure="m"\nvalue=0.9\nfrom=2025-04-01\nuntil=2025-03-01\nset_by="b"', "before it starts"),
    ('[[clocks]]\nclock="c"\nfrom=2025-04-01\nuntil=2025-03-01\nset_by="b"', "before it starts"),
    ("[codes.late_reasons]\na = 'x'", "'codes.late_reasons'"),
    ("[codes.audit_themes]\na = 3", "codes.audit_themes.a is 3"),
    ("[codes.dispute_reasons_shouted]\na = 'x'", "codes.dispute_reasons_shouted is of none there is"),
    ("[codes.rating_reasons_care_blue]\na = 'x'", "rating_reasons_care_red"),
    ("[groupings.shoe_size]\nkind = 'years'\nentry = []", "'groupings.shoe_size'"),
    ("[groupings.age]\nkind = 'years'\nentry = []", "entry is empty"),
    ("[groupings.age]\nkind = 'years'\nentry = [{ name = 'a', from = 2 }, { name = 'b', from = 1 }]", "out of order"),
    ("[groupings.age]\nkind = 'years'\nentry = [{ name = 'a', codes = ['b'] }]", "number 1 is of years"),
    ("[groupings.distance]\nkind = 'miles'\nentry = [{ name = 'a' }]", "number 1 is of miles"),
    ("[groupings.end_reason]\nkind = 'codes'\nentry = [{ name = 'a', from = 2 }]", "number 1 is of codes"),
    (
        "[groupings.end_reason]\nkind = 'codes'\nentry = [{ name = 'a', codes = ['E1'] }, { name = 'b', codes = ['E1'] }]",
        "code E1 in 'a' and in 'b'",
    ),
    ("[disputes]\nname = 'x'\nkinds = []", "kinds is empty"),
    ("[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A' }, { name = 'a', label = 'B' }]", "'a' twice"),
    (
        "[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A', nature = 'praise', counted = true }]",
        "counted is true for a praise",
    ),
    (
        "[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A' }]\n"
        "stages = [{ name = 's', label = 'S', kind = 'b', owner = 'director' }]",
        "stages number 1: kind is 'b'",
    ),
    (
        "[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A' }]\n"
        "stages = [{ name = 's', label = 'S', kind = 'a', owner = 'mayor' }]",
        "owner is 'mayor', which is not in codes.roles",
    ),
    (
        "[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A' }]\n"
        "stages = [{ name = 's', label = 'S', kind = 'a', owner = 'director', on_silence = 'move_up' }]",
        "limit is missing",
    ),
    ("[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A' }]\nguide = { r = 'b' }", "guide.r is 'b'"),
    ("[[surveys]]\nform = 'f'\ntitle = 'F'\nrespondent = 'child'\nquestions = []", "questions is empty"),
    (
        "[[surveys]]\nform = 'f'\ntitle = 'F'\nrespondent = 'child'\n"
        "questions = [{ question = 'q', words = 'Q?', answers = 'answers_yes_no' }]",
        "names codes.answers_yes_no, which is not there",
    ),
    (
        "[[surveys]]\nform = 'f'\ntitle = 'F'\nrespondent = 'child'\n"
        "questions = [{ question = 'q', words = 'Q?', answers = 'answers_x', positive = ['y'] }]\n"
        "[codes.answers_x]\nyes = 'Yes'",
        "has 'y', which is not in codes.answers_x",
    ),
    ("authority = ", "cannot be read as a profile"),
    ("x = " + "[" * 5000, "cannot be read as a profile"),
    (f"[tables{'.x' * 5000}]", "20 levels"),
    (f"[words{'.x' * 5000}]", "20 levels"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_a_profile_that_cannot_be_used_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProfileError) as refused:
        read(write(tmp_path, f'authority = "F"\n{text}'))
    assert said in str(refused.value)
    assert str(refused.value).startswith("fernshire.toml: ")
    assert refused.value.remedy


def test_a_profile_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"none\.toml"):
        read(tmp_path / "none.toml")
    with pytest.raises(ProfileError, match=r"no profile .atlantis., neither a file"):
        find("atlantis")


def test_a_profile_is_found_by_its_path_or_its_name(tmp_path: Path) -> None:
    assert find(str(write(tmp_path, 'authority = "Fernshire"'))).authority == "Fernshire"
    for name in shipped_names():
        assert find(name).authority


def test_a_profile_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fernshire.toml"
    path.write_bytes(b'authority = "\xff"')
    with pytest.raises(ProfileError, match="UTF-8"):
        read(path)
    with pytest.raises(ProfileError, match="cannot be opened"):
        read(tmp_path)
    path.write_bytes(b'\xef\xbb\xbfauthority = "F"\r\n')  # as some editors save it
    assert read(path).authority == "F"


def test_a_name_is_needed() -> None:
    with pytest.raises(ProfileError, match="authority is missing"):
        parse("")
    with pytest.raises(ProfileError, match="authority"):
        default("  ")


def test_what_is_not_there_is_said_with_what_is() -> None:
    profile = default("F")
    for ask in (profile.outline_of, profile.labels, profile.audience, profile.disputes.kind):
        with pytest.raises(ProfileError, match="There are: "):
            ask("no_such")


def test_the_day_asked_for_may_be_refused_with_the_file() -> None:
    text = """
        authority = "F"
        [codes.answers_x.2020-01-01]
        yes = "Yes"
        [[surveys]]
        form = "f"
        title = "F"
        respondent = "child"
        questions = [{ question = "q", words = "Q?", answers = "answers_x" }]
        """
    with pytest.raises(ProfileError, match=r"^f\.toml: .*codes\.answers_x, which is not there"):
        parse(text, "f.toml").on(date(2019, 12, 31))


def test_ratings_and_praise_stay_out_of_the_balance() -> None:
    kinds = made(
        "[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A' }, { name = 'b', label = 'B', nature = 'rating' },"
        "{ name = 'c', label = 'C', nature = 'praise' }, { name = 'd', label = 'D', counted = false }]"
    ).disputes.kinds
    assert [kind.in_the_balance for kind in kinds] == [True, False, False, False]


def test_stages_may_belong_to_one_stream() -> None:
    disputes = made(
        "[disputes]\nname = 'x'\nkinds = [{ name = 'a', label = 'A' }]\n"
        "stages = [{ name = 's', label = 'S', kind = 'a', owner = 'director', streams = ['care'] },"
        "{ name = 't', label = 'T', kind = 'a', owner = 'director' }]"
    ).disputes
    assert [stage.name for stage in disputes.stages_of("care")] == ["s", "t"]
    assert [stage.name for stage in disputes.stages_of("protection")] == ["t"]


def test_what_was_written_is_kept_with_everything_that_ever_held() -> None:
    text = '[words]\nchild = "a"\n[words.2021-04-01]\nchild = "b"\n[[targets]]\nmeasure = "m"\nvalue = 1\n'
    profile = parse(f'authority = "F"\n{text}from = 2020-01-01\nset_by = "b"')
    again = parse(profile.as_toml())
    assert again == profile
    assert again.on(date(2021, 3, 31)).words.child == "a"
    assert Written({"authority": "F"}).as_toml() == 'authority = "F"\n'


def test_the_shipped_accent_reads_on_white() -> None:
    assert contrast(default("F").accent, "#ffffff") >= 7
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)

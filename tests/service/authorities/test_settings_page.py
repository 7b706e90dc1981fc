"""The settings of an authority on a page: read by those who may, changed from a day on, brought in and out as a file."""

import tomllib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from tests.service.conftest import SignedIn

from handrail.service.authorities.models import Authority, ProfileVersion
from handrail.service.authorities.profiles import profile_on
from handrail.service.authorities.walls import wall

PAGE = "/fairlea/settings/"
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 2)


def form(client: Client) -> dict[str, str]:
    """What the page's form holds as it is first seen."""
    page = html.fromstring(client.get(PAGE).content.decode())
    found = next(one for one in page.forms if one.action.endswith("/change/"))
    return {name: value or "" for name, value in found.form_values()} | {"why": "agreed"}


@pytest.fixture
def manager(fairlea: Authority, signed_in: SignedIn) -> Client:
    return signed_in(fairlea, "service_manager")


def test_a_word_changes_from_its_day_on_and_the_old_one_stays_for_the_days_before(
    manager: Client, fairlea: Authority
) -> None:
    answer = manager.post(f"{PAGE}change/", form(manager) | {"word_children": "children in our care"})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    with wall(fairlea):
        before, after = (profile_on(fairlea, day).words.children for day in (MARCH, APRIL))
        version = ProfileVersion.objects.get()
    assert (before, after) == ("looked-after children", "children in our care")
    assert tomllib.loads(version.text)["words"] == {"2026-04-02": {"children": "children in our care"}}
    assert version.why == "agreed"


def test_a_colour_too_pale_to_read_is_refused_in_words(manager: Client) -> None:
    answer = manager.post(f"{PAGE}change/", form(manager) | {"colour": "#ffff00"})
    assert answer.status_code == 200
    assert "too pale to read on white" in answer.content.decode()


def test_the_band_at_the_top_is_in_the_colour_that_was_set(manager: Client) -> None:
    manager.post(f"{PAGE}change/", form(manager) | {"colour": "#4b1d6e"})
    assert "#4b1d6e" in manager.get("/fairlea/brand.css").content.decode()


def test_the_whole_profile_goes_out_and_comes_in_again(manager: Client, fairlea: Authority) -> None:
    manager.post(f"{PAGE}change/", form(manager) | {"word_child": "young person"})
    out = manager.get(f"{PAGE}profile.toml")
    assert out["Content-Disposition"] == 'attachment; filename="fairlea-profile.toml"'
    text = out.content.decode().replace("young person", "our child")
    sent = {"file-file": SimpleUploadedFile("mine.toml", text.encode()), "file-why": "agreed"}
    assert manager.post(f"{PAGE}file/", sent).status_code == 302
    with wall(fairlea):
        assert profile_on(fairlea, APRIL).words.child == "our child"
        assert ProfileVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"authority = 'Fairlea'\n[words]\nchilds = 'x'\n", "there is no setting"),
        (b"not a profile", "cannot be read as a profile"),
        (b"\xff\xfe", "is no text in UTF-8"),
        (b"#" * 600_000, "is too large for a profile"),
    ],
)
def test_a_bad_file_is_refused_with_its_name_and_nothing_is_set(
    manager: Client, fairlea: Authority, content: bytes, said: str
) -> None:
    answer = manager.post(f"{PAGE}file/", {"file-file": SimpleUploadedFile("mine.toml", content), "file-why": "x"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "mine.toml" in page
    assert said in page
    with wall(fairlea):
        assert not ProfileVersion.objects.exists()


def test_a_director_reads_the_words_and_is_offered_no_change(fairlea: Authority, signed_in: SignedIn) -> None:
    director = signed_in(fairlea, "director")
    page = director.get(PAGE)
    assert page.status_code == 200
    assert "Change the settings" not in page.content.decode()
    assert director.post(f"{PAGE}change/", {}).status_code == 404

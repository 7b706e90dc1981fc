"""The council's logo: taken from a PNG or JPEG only, made anew, shown beside the name, dated, taken out and in."""

import random
import struct
import tomllib
import zlib
from base64 import b64decode, b64encode
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image
from tests.service.authorities.pictures import a_logo
from tests.service.authorities.test_settings_page import PAGE, form
from tests.service.conftest import SignedIn

from handrail.profiles.logo import MOST_BYTES
from handrail.service.authorities import logos
from handrail.service.authorities.models import Authority, ProfileVersion
from handrail.service.authorities.walls import wall

SAYS = "An oak tree over water"
LOGO = "/fairlea/logo.png"


@pytest.fixture
def manager(fairlea: Authority, signed_in: SignedIn) -> Client:
    return signed_in(fairlea, "service_manager")


def give(manager: Client, data: bytes, **more: object) -> str:
    """Send the form with a logo; the page that answers."""
    sent = form(manager) | {"logo_says": SAYS, "logo": SimpleUploadedFile("logo.png", data), **more}
    return manager.post(f"{PAGE}change/", sent, follow=True).content.decode()


def heading_logo(manager: Client, address: str = "/fairlea/") -> html.HtmlElement | None:
    return html.fromstring(manager.get(address).content).find('.//header//img[@class="hr-header__logo"]')


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_it_stands_beside_the_name_with_what_it_shows_and_nothing_of_the_file_but_its_points(
    manager: Client, fairlea: Authority, kind: str
) -> None:
    assert heading_logo(manager) is None
    assert manager.get(LOGO).status_code == 404
    assert "The settings are changed" in give(manager, a_logo(kind, secret="<script>alert(1)</script>"))
    shown = heading_logo(manager)
    assert shown is not None
    assert (shown.get("src"), shown.get("alt")) == (LOGO, SAYS)
    served = Client().get(LOGO)
    assert (served["Content-Type"], served["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert b"script" not in served.content
    with Image.open(BytesIO(served.content)) as picture:
        assert (picture.format, picture.size, picture.info) == ("PNG", (360, 120), {})
        assert picture.getpixel((180, 30))[1] > 90


def test_what_it_was_before_is_kept_with_the_day_and_the_reason(manager: Client, fairlea: Authority) -> None:
    give(manager, a_logo(), why="the new oak")
    give(manager, a_logo(size=(300, 300)), why="a square one")
    with wall(fairlea):
        versions = list(ProfileVersion.objects.all())
    assert [one.why for one in versions] == ["the new oak", "a square one"]
    assert all(one.set_at.date().isoformat() == "2026-04-02" for one in versions)
    pictures = [tomllib.loads(one.text)["report"]["logo"]["image"] for one in versions]
    assert [Image.open(BytesIO(b64decode(one))).size for one in pictures] == [(360, 120), (120, 120)]


def test_it_goes_out_with_the_profile_and_comes_in_elsewhere(
    manager: Client, otherham: Authority, signed_in: SignedIn
) -> None:
    give(manager, a_logo())
    text = manager.get(f"{PAGE}profile.toml").content
    theirs = signed_in(otherham, "service_manager")
    file = SimpleUploadedFile("fairlea-profile.toml", text)
    theirs.post("/otherham/settings/file/", {"file-file": file, "file-why": "as next door"})
    assert theirs.get("/otherham/logo.png").content == manager.get(LOGO).content


def test_its_words_may_change_without_the_picture_and_it_is_taken_away_for_every_day(
    manager: Client, fairlea: Authority
) -> None:
    give(manager, a_logo())
    first = manager.get(LOGO).content
    manager.post(f"{PAGE}change/", form(manager) | {"logo_says": "Fairlea"})
    assert (shown := heading_logo(manager)) is not None
    assert (shown.get("alt"), manager.get(LOGO).content) == ("Fairlea", first)
    manager.post(f"{PAGE}change/", form(manager) | {"no_logo": "on"})
    assert heading_logo(manager) is None
    assert manager.get(LOGO).status_code == 404


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(wide: int, high: int) -> bytes:
    """A small file that claims a great many points."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no PNG or JPEG picture"),
        (b"GIF89a" + bytes(100), "no PNG or JPEG picture"),
        (a_logo()[:400], "no PNG or JPEG picture"),
        (bomb(10_000, 2_000), "too many points"),
        (bomb(60_000, 60_000), "no PNG or JPEG picture"),
        (bytes(logos.LARGEST + 1), "too large"),
    ],
)
def test_what_is_no_small_picture_is_refused_in_words_and_nothing_is_set(
    manager: Client, fairlea: Authority, data: bytes, said: str
) -> None:
    assert said in give(manager, data)
    with wall(fairlea):
        assert not ProfileVersion.objects.exists()


def test_a_logo_without_words_is_refused(manager: Client) -> None:
    assert "Say in words what the logo shows" in give(manager, a_logo(), logo_says="")


def test_a_picture_hidden_in_a_profile_is_made_anew_too_and_a_broken_one_refused(
    manager: Client, fairlea: Authority
) -> None:
    held = b64encode(a_logo(secret="hidden")).decode()
    text = f'authority = "Fairlea"\n[report.2025-01-01.logo]\nimage = "{held}"\nsays = "An oak"\n'
    sent = {"file-file": SimpleUploadedFile("p.toml", text.encode()), "file-why": "x"}
    assert manager.post(f"{PAGE}file/", sent).status_code == 302
    assert b"hidden" not in manager.get(LOGO).content
    broken = text.replace(held, b64encode(b"\x89PNG\r\n\x1a\nbroken").decode())
    sent = {"file-file": SimpleUploadedFile("p.toml", broken.encode()), "file-why": "x"}
    page = manager.post(f"{PAGE}file/", sent).content.decode()
    assert "p.toml: report.logo.image cannot be shown. It is no PNG or JPEG picture that can be read." in page


def test_whatever_it_shows_it_fits_and_stays_as_it_is_when_saved_again() -> None:
    made = random.Random(7).randbytes(480 * 120 * 4)
    out = BytesIO()
    Image.frombytes("RGBA", (480, 120), made).save(out, "PNG")
    once = logos.made_anew(out.getvalue())
    assert len(once) <= MOST_BYTES
    assert logos.made_anew(once) == once


def test_a_page_that_says_what_broke_stands_without_it(
    manager: Client, fairlea: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(manager, a_logo())

    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr("handrail.service.authorities.queries.versions", broken)
    manager.raise_request_exception = False
    answer = manager.get(PAGE)
    assert answer.status_code == 500
    assert html.fromstring(answer.content).find(".//h1") is not None

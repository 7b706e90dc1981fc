"""The built style and scripts."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from tests.service.design.conftest import DESIGN

from handrail.service.design import brand

MOST = 25_000


def test_the_style_is_small(built: Path) -> None:
    assert 5_000 < len(gzip.compress((built / "handrail.css").read_bytes())) < MOST


def test_the_style_has_nobody_else_s_face_or_crown(built: Path) -> None:
    text = (built / "handrail.css").read_text(encoding="utf-8")
    assert "GDS" not in text
    assert "crest" not in text
    assert "Atkinson Hyperlegible" in text


def test_every_address_in_the_style_is_a_file_beside_it(built: Path) -> None:
    named = re.findall(r"url\([\"']?([^)\"']+)", (built / "handrail.css").read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (built / name).is_file()] == []


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = json.loads((DESIGN / "assets" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert "://registry" not in json.dumps(lock)


def test_files_are_kept_under_the_hash_of_their_content(built: Path, hashed: Path) -> None:
    name = staticfiles_storage.url("handrail/handrail.css")
    assert re.search(r"handrail\.[0-9a-f]{12}\.css$", name)
    script = hashed / staticfiles_storage.url("handrail/handrail.js").removeprefix("/static/")
    assert re.search(r"from ?\"\./govuk-frontend\.min\.[0-9a-f]{12}\.js\"", script.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("colour", "text"), [("#0b5457", "#ffffff"), ("#ffdd00", "#1a1a1a")])
def test_the_council_s_colour_takes_the_text_that_can_be_read(colour: str, text: str) -> None:
    assert f"--council-text-colour: {text};" in brand.stylesheet(colour)


@pytest.mark.parametrize("colour", ["red", "#fff", "#0b5457;} body {display: none"])
def test_what_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match="is not a colour"):
        brand.stylesheet(colour)

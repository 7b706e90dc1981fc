"""Writing a report: every file, whole or not at all, quickly."""

import json
from pathlib import Path

import pytest
from tests.unit.publications.made_up import a_year, build, inputs

from handrail.publications.writers import files, rendered, write_all

NAMES = {"index.html", "report.docx", "report.pdf", "report.xlsx", "figures.json"}


def exact() -> bytes:
    return json.dumps([figure.as_row() for figure in a_year().values()]).encode()


def test_every_file_is_written(tmp_path: Path) -> None:
    out = tmp_path / "not" / "there yet"
    paths = write_all(rendered(build(inputs()), exact()), out)
    assert {path.name for path in paths} == {path.name for path in out.iterdir()} == NAMES
    assert (out / "figures.json").read_bytes() == exact()
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "report.docx").read_bytes().startswith(b"PK")
    assert (out / "report.xlsx").read_bytes().startswith(b"PK")
    assert (out / "index.html").read_text(encoding="utf-8").lstrip().startswith("<!DOCTYPE html>")


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_all(rendered(build(inputs()), exact()), tmp_path / folder)
    for name in NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_old_report_stays_where_the_new_one_cannot_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(rendered(build(inputs()), b"old"), tmp_path)

    def fails(_: object) -> bytes:
        raise ValueError("no PDF today")

    monkeypatch.setattr(files.pdf, "render", fails)
    with pytest.raises(ValueError, match="no PDF today"):
        write_all(rendered(build(inputs(problems=())), b"new"), tmp_path)
    assert (tmp_path / "figures.json").read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == NAMES


def test_no_half_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(files.os, "fsync", fails)
    with pytest.raises(OSError, match="disk full"):
        write_all(rendered(build(inputs()), b"new"), tmp_path)
    assert list(tmp_path.iterdir()) == []

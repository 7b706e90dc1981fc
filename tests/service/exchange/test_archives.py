"""What an archive may be: bombs, links, ways out and archives within are refused, with what to do."""

import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from handrail.service.exchange import archive, folders
from handrail.service.exchange.archive import NotUnpacked, unpack


def made(tmp_path: Path, files: dict[str, bytes], link: str = "") -> Path:
    path = tmp_path / "given.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, held in files.items():
            packed.writestr(name, held)
        if link:
            info = ZipInfo(link)
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            packed.writestr(info, "/etc/passwd")
    return path


def test_files_are_unpacked_in_their_folders_without_what_systems_add(tmp_path: Path) -> None:
    files = {"2025/header.csv": b"CHILD", "__MACOSX/2025/._header.csv": b"x", "2025/.DS_Store": b"x"}
    unpack(made(tmp_path, files), tmp_path / "out")
    assert [str(one.relative_to(tmp_path)) for one in (tmp_path / "out").rglob("*.*")] == ["out/2025/header.csv"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"../outside.csv": b""}, "outside its own folder"),
        ({"/etc/outside.csv": b""}, "outside its own folder"),
        ({"C:\\outside.csv": b""}, "outside its own folder"),
        ({"a.csv": b"", "A.CSV": b""}, "two files of one name"),
        ({"within.zip": b""}, "another archive"),
        ({"/".join("abcdefghi") + "/x.csv": b""}, "more than 8 deep"),
        ({"bomb.csv": b"0" * (12 * 2**20)}, "far more than returns"),
        ({f"{number}.csv": b"" for number in range(archive.MOST_FILES + 1)}, "more than 2,000 files"),
    ],
)
def test_what_is_refused(tmp_path: Path, files: dict[str, bytes], why: str) -> None:
    with pytest.raises(NotUnpacked, match=why):
        unpack(made(tmp_path, files), tmp_path / "out")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["given.zip"]


def test_links_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotUnpacked, match="links"):
        unpack(made(tmp_path, {}, link="way-out.csv"), tmp_path / "out")


def test_sizes_are_believed_once_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10)
    with pytest.raises(NotUnpacked, match="unpacks to more than"):
        unpack(made(tmp_path, {"a.csv": b"12345678901"}), tmp_path / "out")
    path = made(tmp_path, {"a.csv": b"123456789012"})
    path.write_bytes(path.read_bytes().replace(b"\x0c\x00\x00\x00", b"\x01\x00\x00\x00"))  # the directory lies
    with pytest.raises(NotUnpacked):
        unpack(path, tmp_path / "out")


def test_what_is_no_archive_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "given.zip"
    path.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(NotUnpacked, match="is damaged"):
        unpack(path, tmp_path / "out")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\files\\header.csv", "header.csv"),
        (".hidden", "hidden"),
        ("a\nb.csv", "a_b.csv"),
        ("", "file"),
        ("x" * 300 + ".csv", "x" * 120 + ".csv"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert folders.safe_name(name) == safe

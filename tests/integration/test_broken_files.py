"""Every kind of broken file is named with its place and a remedy, and the good files beside it are read whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import EPISODES, HEADER, REVIEWS, write_set

from handrail.returns.load import Loaded, load

GOOD_REVIEW = "1,01/01/2015,28/05/2024,PN1"
BROKEN: dict[str, tuple[str, bytes]] = {
    "empty": ("x.csv", b""),
    "blank": ("x.csv", b"\n \n"),
    "binary": ("x.csv", bytes(range(256)) * 8),
    "workbook": ("x.csv", b"PK\x03\x04" + b"\x00" * 400),
    "utf-16": ("x.csv", f"{REVIEWS}\n{GOOD_REVIEW}\n".encode("utf-16")),
    "wrong encoding": ("x.csv", f"{REVIEWS}\n1é,01/01/2015,28/05/2024,PN1\n".encode("cp1252")),
    "no header": ("x.csv", f"{GOOD_REVIEW}\n{GOOD_REVIEW}\n".encode()),
    "semicolons": ("x.csv", f"{REVIEWS}\n{GOOD_REVIEW}\n".replace(",", ";").encode()),
    "a hundred thousand columns": ("x.csv", (",".join(["CHILD"] * 100_000) + "\n").encode()),
    "NUL bytes": ("x.csv", f"{REVIEWS}\n1\x00,01/01/2015,28/05/2024,PN1\n".encode()),
    "unclosed quote": ("x.csv", f'{REVIEWS}\n"1,01/01/2015,28/05/2024,PN1\n{GOOD_REVIEW}\n'.encode()),
    "truncated": ("x.csv", f"{EPISODES}\n1,01/05/2024,S,C2".encode()),
    "impossible date": ("x.csv", f"{REVIEWS}\n1,01/01/2015,31/02/2025,PN1\n".encode()),
    "NULL text": ("x.csv", f"{EPISODES}\n1,01/05/2024,S,C2,N1,U6,PR1,NULL,NULL,,,,\n".encode()),
    "no child": ("x.csv", f"{HEADER}\n,M,01/01/2015,WBRI,,,\n".encode()),
    "xml cut short": ("x.xml", b"<EXPSSDA903><CHILD><HEADER><CHILDID>7</CHILDID>"),
    "xml of another kind": ("x.xml", b"<html><body/></html>"),
    "not quite xml": ("x.xml", b"<"),
    "entity bomb": (
        "x.xml",
        b'<!DOCTYPE m [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><EXPSSDA903>&b;</EXPSSDA903>',
    ),
    "external entity": (
        "x.xml",
        b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><EXPSSDA903><CHILD>&x;</CHILD></EXPSSDA903>',
    ),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_named_with_a_remedy_and_the_good_ones_are_read_whole(tmp_path: Path, kind: str) -> None:
    write_set(tmp_path / "good", ["1,01/01/2015"], ["1,01/05/2024,S,C2,U6,,"], [GOOD_REVIEW])
    before = load([tmp_path])
    name, data = BROKEN[kind]
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / name).write_bytes(data)
    after = load([tmp_path])
    named = [problem for problem in problems_of(after) if problem[0] == f"bad/{name}"]
    assert named, f"{kind}: the file is not named"
    assert all(message and remedy for _, message, remedy in named)
    assert set(before.record.episodes) <= set(after.record.episodes)
    assert {review[:2] for review in before.record.reviews} <= {review[:2] for review in after.record.reviews}
    assert "root:" not in str(after.record)


def problems_of(loaded: Loaded) -> list[tuple[str, str, str]]:
    from handrail.returns.load import check
    from handrail.timescales.working_days import england

    found = [*loaded.problems, *check(loaded, england().before)]
    return [(problem.file, problem.message, problem.what_to_do) for problem in found if problem.severity == "error"]


def test_a_good_row_beside_a_bad_one_is_kept(tmp_path: Path) -> None:
    reviews = [
        GOOD_REVIEW,
        "1,01/01/2015,31/02/2025,PN1",
        '"1,01/01/2015,01/06/2024,PN1',
        "1,01/01/2015,28/08/2024,PN2",
    ]
    write_set(tmp_path, ["1,01/01/2015"], ["1,01/05/2024,S,C2,U6,,"], reviews)
    assert [review.opened_on.isoformat() for review in load([tmp_path]).record.reviews] == [
        "2024-05-28",
        "2024-08-28",
    ]


@given(st.binary(max_size=400))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name in ("x.csv", "x.xml"):
            (Path(folder) / name).write_bytes(data)
        load([Path(folder)])


@given(st.integers(0, 600), st.binary(max_size=3))
def test_a_file_damaged_anywhere_never_makes_it_stumble(at: int, damage: bytes) -> None:
    import tempfile

    whole = f"{REVIEWS}\n{GOOD_REVIEW}\n1,01/01/2015,28/08/2024,PN2\n".encode()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "reviews.csv").write_bytes(whole[:at] + damage + whole[at + len(damage) :])
        load([Path(folder)])


def test_dates_at_the_ends_of_time_are_refused_and_nothing_stumbles(tmp_path: Path) -> None:
    header, episodes = (
        ["1,01/01/9999", "2,31/12/0001"],
        ["1,01/05/2024,S,C2,U6,31/12/9999,E4A", "2,01/05/2024,S,C2,U6,,"],
    )
    write_set(tmp_path, header, episodes, ["2,31/12/9999,31/12/9999,PN1"])
    loaded = load([tmp_path])
    assert {problem[0] for problem in problems_of(loaded)} == {"header.csv", "episodes.csv", "reviews.csv"}
    assert [episode.child_id for episode in loaded.record.episodes] == ["2"]

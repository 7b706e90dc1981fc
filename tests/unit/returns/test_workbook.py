"""Workbooks are opened only when they are safe, and whatever is wrong with one is said with what to do."""

import io
import random
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from handrail.record.problems import ERROR, NOTE, Problem
from handrail.returns import workbook, workbook_safety
from handrail.returns.load import load
from handrail.returns.sources import Source

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS = "urn:oasis:names:tc:opendocument:xmlns"


def package(sheet: str, **parts: str) -> dict[str, str]:
    """The parts of a workbook of one sheet, named List_8, with this text as its rows."""
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="List_8" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        **parts,
    }


def ods_package(rows: str, manifest: str = "<manifest/>") -> dict[str, str]:
    names = " ".join(f'xmlns:{name}="{ODS}:{name}:1.0"' for name in ("office", "table", "text"))
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="List 8">{rows}</table:table></office:spreadsheet></office:body></office:document-content>',
        "META-INF/manifest.xml": manifest,
    }


def zipped(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


def read(path: Path) -> tuple[dict[str, list[tuple[int, list[workbook.Cell]]]], list[Problem]]:
    problems: list[Problem] = []
    book = workbook.read(Source(path, path.name, False, True), problems)
    sheets = {sheet.name: list(sheet.rows(problems)) for sheet in book.sheets(problems)} if book else {}
    return sheets, problems


ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_cells_come_with_their_type_and_the_row_number_a_person_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["C2"], sheet["D2"] = "text", date(2025, 1, 2), 12
    sheet["E2"], sheet["F2"] = True, "#N/A"
    sheet["F2"].data_type = "e"
    sheet["B4"] = "=1+1"
    book.save(tmp_path / "x.xlsx")
    sheets, problems = read(tmp_path / "x.xlsx")
    assert sheets == {"Sheet": [(1, [""] * 6), (2, ["", "text", date(2025, 1, 2), 12.0, True, ""])]}
    assert problems == []


def test_an_open_document_sheet_is_read_the_same_way(tmp_path: Path) -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="List 8")
    document.spreadsheet.addElement(table)
    row = TableRow()
    row.addElement(TableCell(numbercolumnsrepeated=2))
    for cell, shown in (
        (TableCell(valuetype="date", datevalue="2025-01-02"), "02/01/25"),
        (TableCell(valuetype="float", value="12"), "12"),
    ):
        cell.addElement(P(text=shown))
        row.addElement(cell)
    row.addElement(TableCell(numbercolumnsrepeated=16_000))
    table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1_048_000))
    document.save(tmp_path / "x.ods")
    assert read(tmp_path / "x.ods") == ({"List 8": [(1, ["", "", date(2025, 1, 2), 12.0])]}, [])


def test_a_workbook_whose_days_count_from_1904_says_so(tmp_path: Path) -> None:
    parts = package(ONE_CELL)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    book = workbook.read(Source(zipped(tmp_path / "x.xlsx", parts), "x.xlsx", False, True), [])
    assert book is not None
    assert book.from_1904


def test_macros_and_links_are_noted_never_run_or_followed_and_the_cells_are_read(tmp_path: Path) -> None:
    link = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
    parts = package(ONE_CELL, **{"xl/vbaProject.bin": "macro", "xl/externalLinks/externalLink1.xml": link})
    sheets, problems = read(zipped(tmp_path / "x.xlsm", parts))
    assert sheets == {"List_8": [(1, [1.0])]}
    assert [(problem.rule, problem.severity) for problem in problems] == [
        ("FILE-MACROS", NOTE),
        ("FILE-EXTERNAL-LINKS", NOTE),
    ]


def password_protected() -> bytes:
    plain, locked = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    OOXMLFile(plain).encrypt("a password", locked)
    return locked.getvalue()


def encrypted_ods() -> dict[str, str]:
    return ods_package("", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>")


FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FAR_UNNUMBERED = '<row r="1048575"/><row>' + "<c/>" * 2000 + "<c><v>1</v></c></row>"
ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
EVERYWHERE = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
CORNER = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
LONG_REPEATED = f'<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>{"x" * 1000}</text:p></table:table-cell></table:table-row>'
SHARED = f'<sst xmlns="{MAIN}"><si><t>{"x" * 100_000}</t></si></sst>'
MANY_SHARED = '<row r="1">' + '<c t="s"><v>0</v></c>' * 5_000 + "</row>"

REFUSED: dict[str, tuple[str, bytes | dict[str, str]]] = {
    "password": ("FILE-PASSWORD", password_protected()),
    "encrypted ods": ("FILE-PASSWORD", encrypted_ods()),
    "old .xls": ("FILE-OLD-WORKBOOK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    "binary .xlsb": ("FILE-OLD-WORKBOOK", {"xl/workbook.bin": "x"}),
    "a document": ("FILE-NO-WORKBOOK", {"word/document.xml": "<x/>"}),
    "cell in the far corner": ("FILE-SHEET-TOO-LARGE", package(FAR)),
    "far corner without references": ("FILE-SHEET-TOO-LARGE", package(FAR_UNNUMBERED)),
    "ods filled by repeating": ("FILE-SHEET-TOO-LARGE", ods_package(EVERYWHERE)),
    "ods far corner": ("FILE-SHEET-TOO-LARGE", ods_package(CORNER)),
    "ods long text repeated": ("FILE-ZIP-BOMB", ods_package(LONG_REPEATED)),
    "long shared text in many cells": ("FILE-ZIP-BOMB", package(MANY_SHARED, **{"xl/sharedStrings.xml": SHARED})),
    "entities": ("FILE-XML-ENTITY", package(ONE_CELL, **{"xl/sharedStrings.xml": ENTITY + f'<sst xmlns="{MAIN}"/>'})),
    "a tag without end": ("FILE-WORKBOOK-BROKEN", package("<c " + "x" * 3_000_000)),
    "too many parts": ("FILE-ZIP-BOMB", package(ONE_CELL, **{f"xl/{index}": "" for index in range(6_000)})),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_workbook_that_cannot_be_opened_safely_is_refused_with_a_remedy(tmp_path: Path, kind: str) -> None:
    rule, made_of = REFUSED[kind]
    path = tmp_path / "x.xlsx"
    path.write_bytes(made_of) if isinstance(made_of, bytes) else zipped(path, made_of)
    sheets, problems = read(path)
    assert sheets == {}
    assert [(problem.rule, problem.severity, problem.file) for problem in problems] == [(rule, ERROR, "x.xlsx")]
    assert problems[0].what_to_do


def test_a_bomb_is_refused_by_the_directory_before_it_is_unpacked(tmp_path: Path) -> None:
    zeros = b"\x00" * 2**20
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in package(ONE_CELL).items():
            file.writestr(name, text)
        with file.open("xl/media.bin", "w") as part:
            for _ in range(64):
                part.write(zeros)
    assert (tmp_path / "x.xlsx").stat().st_size < 200_000
    _, problems = read(tmp_path / "x.xlsx")
    assert [problem.rule for problem in problems] == ["FILE-ZIP-BOMB"]


def test_a_bomb_whose_directory_lies_is_refused_while_unpacking(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.xlsx", package(ONE_CELL + " " * 5_000_000))
    data = path.read_bytes()
    size = len(package(ONE_CELL + " " * 5_000_000)["xl/worksheets/sheet1.xml"]).to_bytes(4, "little")
    assert data.count(size) == 2
    path.write_bytes(data.replace(size, (1_000).to_bytes(4, "little")))
    sheets, problems = read(path)
    assert sheets == {}
    assert [problem.rule for problem in problems] == ["FILE-WORKBOOK-BROKEN"]


def test_formatted_but_empty_cells_far_away_do_not_count(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert read(zipped(tmp_path / "x.xlsx", package(ONE_CELL + far))) == ({"List_8": [(1, [1.0])]}, [])


def test_a_row_the_library_panics_on_is_left_out_and_the_next_one_read(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>-1e300</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    sheets, problems = read(zipped(tmp_path / "x.xlsx", package(rows)))
    assert sheets == {"List_8": [(2, [2.0])]}
    assert [(problem.rule, problem.row) for problem in problems] == [("ROW-UNREADABLE", 1)]
    capfd.readouterr()


def test_a_sheet_that_is_damaged_does_not_spoil_the_others(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "good"
    book.active["A1"] = "x"
    book.create_sheet("bad")["A1"] = "y"
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet2.xml"].replace("<sheetData>", "<sheetData></row>")
    sheets, problems = read(zipped(tmp_path / "x.xlsx", parts))
    assert sheets["good"] == [(1, ["x"])]
    assert [problem.rule for problem in problems] == ["FILE-SHEET-UNREADABLE"]
    assert "bad" in problems[0].message


def test_a_tag_cut_by_the_reading_in_pieces_is_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_safety, "_CHUNK", 7)
    for kind in ("cell in the far corner", "ods far corner", "ods long text repeated", "entities"):
        rule, parts = REFUSED[kind]
        assert isinstance(parts, dict)
        assert [problem.rule for problem in read(zipped(tmp_path / "x.xlsx", parts))[1]] == [rule]


@pytest.fixture(scope="module")
def whole_workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("whole")
    book = openpyxl.Workbook()
    for number in range(1, 30):
        book.active.append([number, f"text {number}", date(2025, 1, number)])
    book.save(folder / "x.xlsx")
    rows = '<table:table-row><table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>'
    return [(folder / "x.xlsx").read_bytes(), zipped(folder / "x.ods", ods_package(rows * 9)).read_bytes()]


@given(seed=st.integers(0, 10**9), cut=st.booleans(), which=st.integers(0, 1))
def test_no_damage_makes_it_stumble(
    seed: int, cut: bool, which: int, whole_workbooks: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    chosen = random.Random(seed)
    data = bytearray(whole_workbooks[which])
    for _ in range(chosen.randint(1, 5)):
        data[chosen.randrange(len(data))] = chosen.randrange(256)
    path = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    path.write_bytes(data[: chosen.randrange(len(data))] if cut else data)
    _, problems = read(path)
    assert all(problem.message and problem.what_to_do for problem in problems)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(data)
        read(path)


def test_a_workbook_that_holds_no_list_is_handed_to_nobody(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    loaded = load([tmp_path])
    assert loaded.parts == []
    assert [(problem.rule, problem.file) for problem in loaded.problems] == [("FILE-UNKNOWN", "x.xlsx")]


@pytest.mark.parametrize("name", ["old.xls", "locked.xlsx", "bomb.xlsx", "far.ods"])
def test_a_refused_workbook_is_told_of_and_what_lies_beside_it_is_read(tmp_path: Path, name: str) -> None:
    made_of = REFUSED[
        {
            "old.xls": "old .xls",
            "locked.xlsx": "password",
            "bomb.xlsx": "cell in the far corner",
            "far.ods": "ods far corner",
        }[name]
    ][1]
    path = tmp_path / name
    path.write_bytes(made_of) if isinstance(made_of, bytes) else zipped(path, made_of)
    (tmp_path / "reviews.csv").write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/01/2015,28/05/2024,PN1\n")
    loaded = load([tmp_path])
    assert [problem.file for problem in loaded.problems if problem.severity == ERROR] == [name]
    assert len(loaded.record.reviews) == 1

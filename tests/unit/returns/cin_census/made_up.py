"""Small censuses written by hand in a test."""

from pathlib import Path

from handrail.record.problems import Problem
from handrail.returns.cin_census import xml
from handrail.returns.cin_census.rows import Census
from handrail.returns.csv_text import Sheet
from handrail.returns.sources import Source


def child(child_id: str, details: str = "", born: str = "2015-01-01") -> str:
    """One Child element; `details` are its CINdetails."""
    return (
        f"<Child>\n<ChildIdentifiers>\n<LAchildID>{child_id}</LAchildID>\n<PersonBirthDate>{born}</PersonBirthDate>\n"
        "<Sex>F</Sex>\n</ChildIdentifiers>\n<ChildCharacteristics>\n<Ethnicity>WBRI</Ethnicity>\n"
        f"</ChildCharacteristics>\n{details}</Child>\n"
    )


def details(blocks: str = "", referred: str = "2024-04-02") -> str:
    """One CINdetails element."""
    return f"<CINdetails>\n<CINreferralDate>{referred}</CINreferralDate>\n{blocks}</CINdetails>\n"


def enquiry(start: str, held: str = "", flag: str = "false") -> str:
    """One Section47 element."""
    return (
        f"<Section47>\n<S47ActualStartDate>{start}</S47ActualStartDate>\n<DateOfInitialCPC>{held}</DateOfInitialCPC>\n"
        f"<ICPCnotRequired>{flag}</ICPCnotRequired>\n</Section47>\n"
    )


def plan(start: str, end: str = "", reviews: str = "") -> str:
    """One ChildProtectionPlans element; `reviews` is XML."""
    return (
        f"<ChildProtectionPlans>\n<CPPstartDate>{start}</CPPstartDate>\n<CPPendDate>{end}</CPPendDate>\n"
        "<InitialCategoryOfAbuse>neg</InitialCategoryOfAbuse>\n<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse>\n"
        f"<NumberOfPreviousCPP>1</NumberOfPreviousCPP>\n{reviews}</ChildProtectionPlans>\n"
    )


def reviews(*days: str) -> str:
    """One Reviews element with these dates."""
    dates = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>\n" for day in days)
    return f"<Reviews>\n{dates}</Reviews>\n"


def message(children: str, reference_date: str = "2025-03-31") -> str:
    """A whole census."""
    return (
        "<Message>\n<Header>\n<CollectionDetails>\n<Collection>CIN</Collection>\n<Year>2025</Year>\n"
        f"<ReferenceDate>{reference_date}</ReferenceDate>\n</CollectionDetails>\n</Header>\n<Children>\n{children}"
        "</Children>\n</Message>\n"
    )


def read(folder: Path, text: str | bytes, name: str = "census.xml") -> tuple[Census | None, list[Problem]]:
    """The census of this text, and the problems met while reading."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    problems: list[Problem] = []
    return xml.read(Source(path, name, True), problems), problems


def read_well(folder: Path, text: str, name: str = "census.xml") -> Census:
    """The census of a text that must be read without a problem."""
    census, problems = read(folder, text, name)
    assert census is not None
    assert problems == []
    return census


def sheet(name: str, columns: str, *lines: str) -> Sheet:
    """A CSV file as the text reader hands it over."""
    return Sheet(name, [column.upper() for column in columns.split(",")], list(lines), 2, True)

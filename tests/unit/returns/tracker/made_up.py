"""Trackers as councils keep them, with made-up children."""

import csv
from datetime import date
from pathlib import Path

from openpyxl import Workbook

LONG = [
    ["Mosaic ID", "Child's name", "DOB", "UPN", "Date became LAC", "Review due date", "Date review held",
     "In timescale?", "Participation", "IRO", "Reason for lateness"],
    ["1001", "Ann Example", "13/05/2014", "A123456789012", "02/04/2025", "30/04/2025", "29/04/2025", "Yes",
     "PN1 - attended and spoke", "K Bird", ""],
    ["1001", "Ann Example", "13/05/2014", "A123456789012", "02/04/2025", "28/07/2025", "29/07/2025", "No",
     "Did not attend - views sent", "K Bird", "Carer ill"],
    ["1002", "Bob Example", "01/09/2023", "", "15/05/2025", "13/06/2025", "12/06/2025", "Yes", "Under 4", "K Bird", ""],
    ["1003", "Cy Example", "30/11/2010", "", "20/06/2025", "18/07/2025", "", "", "", "K Bird", ""],
]  # fmt: skip


def long_csv(folder: Path, rows: list[list[str]] | None = None, name: str = "reviews.csv") -> Path:
    """One row a review, day first."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(LONG if rows is None else rows)
    return path


def wide_xlsx(folder: Path, name: str = "tracker.xlsx", third: bool = True) -> Path:
    """One row a child under two title rows, reviews side by side, a total at the foot, and a sheet of notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "CLA reviews"
    sheet.append(["Looked after children: statutory reviews"])
    sheet.append(["As at 31 October 2025"])
    sheet.append([])
    pairs = [("1st", 1), ("2nd", 2), *([("3rd", 3)] if third else [])]
    sheet.append(
        ["LCS No.", "Name", "D.O.B.", "Date into care", "Date left care"]
        + [f"{nth} review {what}" for nth, _ in pairs for what in ("due", "held")]
    )
    sheet.append(
        [2001, "Dee Example", date(2012, 2, 3), date(2024, 11, 4), None, date(2024, 12, 2), date(2024, 12, 2),
         date(2025, 3, 2), date(2025, 2, 27), *([date(2025, 8, 27), None] if third else [])]
    )  # fmt: skip
    sheet.append(
        [2002, "Eli Example", date(2016, 7, 9), date(2025, 1, 6), date(2025, 5, 30), date(2025, 2, 3), date(2025, 2, 4),
         date(2025, 5, 4), "TBC", *([None, None] if third else [])]
    )  # fmt: skip
    sheet.append(["Total children", 2])
    book.create_sheet("Notes").append(["Ask the team before changing this workbook"])
    path = folder / name
    book.save(path)
    return path


def messy_xlsx(folder: Path, name: str = "cp.xlsx") -> Path:
    """Child protection: headings merged over two rows, dates in four forms, ids only in the first row, footnotes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "CP tracker"
    rows = [
        ["Child", None, "Strategy discussion date", "ICPC", None, "CP plan", None, None, "Review conference", None, None],
        ["Client ID", "Date of birth", None, "Target", "Held", "Start", "End", "Category", "Due", "Held", "Status"],
        ["C-77", "5 June 2019", "3/3/2025", "24/03/2025", "21-Mar-25", "21-Mar-25", "", "Neglect", "20/06/2025",
         date(2025, 6, 19), "Held"],
        [None, None, None, None, None, None, None, None, "18/12/2025", date(2025, 12, 17), "Booked"],
        ["C-78", "2015-10-11", "10/03/2025", 45747, "07/04/2025 *", "31/03/2025", "n/k", "Emotional abuse", None, None, None],
        [None, None, None, None, None, None, None, None, "13/25/2025", None, None],
        ["* date to be checked with the team"],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    for merged in ("A1:B1", "C1:C2", "D1:E1", "F1:H1", "I1:K1"):
        sheet.merge_cells(merged)
    path = folder / name
    book.save(path)
    return path

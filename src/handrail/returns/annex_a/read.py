"""An Annex A workbook in, a part of the record out."""

from handrail.record.problems import Problem
from handrail.returns.annex_a import rows
from handrail.returns.annex_a.to_record import record_of
from handrail.returns.part import ANNEX_A, Part
from handrail.returns.sources import file_problem
from handrail.returns.workbook import Workbook


def read(workbook: Workbook, problems: list[Problem]) -> Part | None:
    """The lists of a workbook as a part; None, and a problem, for a workbook that holds none of them."""
    found = rows.read(workbook, problems)
    if found is None:
        what = f"{workbook.name} is a workbook, but none of its sheets is a list of Annex A."
        remedy = "Check that the right file was chosen; a tracker of your own needs a mapping (--mapping)."
        problems.append(file_problem("FILE-UNKNOWN", workbook.name, what, remedy))
        return None
    return Part(ANNEX_A, workbook.name, record_of(found)) if found else None

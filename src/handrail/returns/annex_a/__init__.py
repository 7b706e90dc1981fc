"""Ofsted's Annex A: the child-level lists a council hands over when it is inspected, as one workbook."""

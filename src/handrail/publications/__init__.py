"""Publications: documents whose numbers are bound to figures, and what writes them as HTML, Word, PDF and a workbook.

A document is one tree (`document`). The annual report is built from chapters in Markdown (`annual_report`);
small numbers are protected once, before anything is printed (`protect`); four writers turn the same tree
into files (`writers`). Nothing here counts: every number comes in as a figure.
"""

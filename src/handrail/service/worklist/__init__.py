"""Lists people work in: sorted, filtered, edited in place, pasted into, changed many at once, taken to a spreadsheet and back.

One mechanism (`grids`), and lists that declare their columns. The first is what is due (`due_list`).
"""

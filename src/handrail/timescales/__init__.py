"""Timescales: the working days of England, the clocks as dated and cited data, and the ledger they make.

Every figure of law is in `clocks/*.toml` with the day it holds from, its source and how sure we are of it.
The functions here read those figures; none holds one. Standard library only; the clock on the wall is never
read: every "today" is an argument.
"""

"""Permissions: who may do what with which kind of record, as one table, and the policy that answers by it.

`table.toml` is the table, in words a lay reader can check; what it does not grant is refused. `viewer` says who is
looking, `policy` what they may see and do. No database, no clock: the day is an argument. Standard library only.
"""

from handrail.permissions.policy import About, Allowed, Refused, Scope, may, names_shown, scope_of
from handrail.permissions.reading import table_in_force
from handrail.permissions.table import CARE, COMMON, NoSuchName, Table
from handrail.permissions.viewer import Allocated, Broken, Held, Viewer, may_break_glass

__all__ = [
    "CARE",
    "COMMON",
    "About",
    "Allocated",
    "Allowed",
    "Broken",
    "Held",
    "NoSuchName",
    "Refused",
    "Scope",
    "Table",
    "Viewer",
    "may",
    "may_break_glass",
    "names_shown",
    "scope_of",
    "table_in_force",
]

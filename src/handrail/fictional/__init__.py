"""A made-up authority whose true figures are known, because they come from how its stories were told.

Every child has a story built forwards from intentions: a due date is worked out with this floor's own
calendar, a review is meant to be five days late, and its date follows. The story keeps the intention as a
label; the truth is counted from the labels and never from the files, the ledger or the measures.
"""

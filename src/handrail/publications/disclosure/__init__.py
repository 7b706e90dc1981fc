"""Small numbers: what each audience is told of a count, so that no small one can be worked out.

`protect` decides, once, for everything a publication prints. `Policy` says what an audience may see, `Counts`
what there is and what adds up, `Edition` what was printed before, `Shown` what is printed of each count, in words.
"""

from handrail.publications.disclosure.counts import Counts, Key, Relation
from handrail.publications.disclosure.editions import Edition
from handrail.publications.disclosure.policy import CHILD, Policy
from handrail.publications.disclosure.protection import given_away, protect
from handrail.publications.disclosure.shown import How, Shown

__all__ = ["CHILD", "Counts", "Edition", "How", "Key", "Policy", "Relation", "Shown", "given_away", "protect"]

"""Small numbers: what each audience is told of a count, so that no small one can be worked out.

`protect` decides, once, for everything a publication prints. `Policy` says what an audience may see, `Counts`
what there is and what adds up, `Shown` what is printed in place of each count, in words.
"""

from handrail.publications.disclosure.counts import Counts, Key, Relation
from handrail.publications.disclosure.policy import AUDIENCES, Policy
from handrail.publications.disclosure.protection import protect
from handrail.publications.disclosure.shown import How, Shown

__all__ = ["AUDIENCES", "Counts", "How", "Key", "Policy", "Relation", "Shown", "protect"]

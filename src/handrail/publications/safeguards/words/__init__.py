"""Words of change, comparison and share, tested against the numbers bound in the same clause (G05).

The grammar, and how much each word needs, stands in docs/reference/safeguards.md; the words stand in vocabulary.toml.
What no bound number bears is refused; what the numbers can be read as in two ways is a question.
"""

from handrail.publications.safeguards.words.borne import speaks_of_change as speaks_of_change
from handrail.publications.safeguards.words.borne import words_are_borne as words_are_borne

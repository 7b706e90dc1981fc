"""Safeguards: what a publication may not say, as refusals with the true wording, and questions to its author.

Each check is a short function with its G code from the list of safeguards, the document (or a clause of it) as input,
and a text that says where, what is wrong, and the remedy.
"""

from handrail.publications.safeguards.check import examine as examine
from handrail.publications.safeguards.check import refusals as refusals
from handrail.publications.safeguards.findings import QUESTION as QUESTION
from handrail.publications.safeguards.findings import REFUSAL as REFUSAL
from handrail.publications.safeguards.findings import Finding as Finding
from handrail.publications.safeguards.findings import Flow as Flow
from handrail.publications.safeguards.findings import Reasons as Reasons
from handrail.publications.safeguards.findings import Spot as Spot
from handrail.publications.safeguards.findings import Standing as Standing

"""Puts the words or the number that a refusal offers in the place of what stands there."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tests.unit.publications.safeguards.tree import found, put

from handrail.publications.document import Column, Document, Number, Row, Subheading, Table, Text
from handrail.publications.safeguards import Finding, Standing, refusals

_WRITTEN = (
    (Number, "text"),
    (Text, "text"),
    (Row, "heading"),
    (Column, "heading"),
    (Table, "caption"),
    (Subheading, "text"),
)
_MOST = 6


def mended(document: Document, standing: Standing) -> Document:
    """The document with every offer put in, one after another."""
    for _ in range(_MOST):
        offers = [one for one in refusals(document, standing) if one.instead]
        if not offers:
            break
        document = _with(document, offers[0], standing) or document
    return document


def _with(document: Document, finding: Finding, standing: Standing) -> Document | None:
    """The document with what is offered, put in the place where that leaves the least to refuse."""
    tried = list(_tries(document, *(finding.instead or ("", ""))))
    return min(tried, key=lambda one: len(refusals(one, standing)), default=None)


def _tries(document: Document, old: str, new: str) -> Iterator[Document]:
    for kind, name in _WRITTEN:
        for path, node in found(document, kind):
            written = getattr(node, name)
            for at in [one.start() for one in re.finditer(re.escape(old), written)]:
                yield put(document, path, replace(node, **{name: written[:at] + new + written[at + len(old) :]}))
    for name in ("title", "subtitle"):
        if old in getattr(document, name):
            yield replace(document, **{name: getattr(document, name).replace(old, new, 1)})

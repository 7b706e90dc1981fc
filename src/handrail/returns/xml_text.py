"""Reading XML as a stream, without trusting it: no entities, no network, nothing deeper or larger than a return is."""

import re
from collections.abc import Generator, Iterator
from contextlib import closing

from lxml import etree

from handrail.record.problems import Problem
from handrail.returns.sources import Source, file_problem

_PROLOG = 1_048_576
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_AGAIN = "Make the file again in your system and load it again."


def root_tag(source: Source, problems: list[Problem]) -> str | None:
    """The name of the root element in upper case; None with a problem for a file that is not safe or not XML."""
    try:
        with source.path.open("rb") as file:
            prolog = file.read(_PROLOG).replace(b"\x00", b"")
        if _DOCTYPE.search(prolog):
            problems.append(
                file_problem(
                    "FILE-XML-ENTITY",
                    source.name,
                    f"{source.name} declares a document type or entities, which no return needs and which can do harm. It was not read.",
                    "Remove the DOCTYPE from the file, or make it again in your system, and load it again.",
                    1,
                )
            )
            return None
        with closing(_parse(source, ("start",))) as events:
            _, element = next(events)
            return local_name(element).upper()
    except (etree.XMLSyntaxError, OSError, StopIteration) as error:
        problems.append(_broken(source, error, "Nothing in it could be read."))
    return None


def elements(source: Source, names: tuple[str, ...], problems: list[Problem]) -> Iterator[etree._Element]:
    """Each complete element of these names in the file, in any case, cleared once used.

    One inside another of its own name is a part of it and does not come by itself.
    A file that breaks off yields what stands complete before the break, then adds a problem that says where.
    """
    try:
        for _, element in _parse(source, ("end",), names):
            if _is_inside_its_like(element):
                continue
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]  # type: ignore[union-attr]
    except (etree.XMLSyntaxError, OSError) as error:
        problems.append(_broken(source, error, "What stands complete before that place was read."))


def local_name(element: etree._Element) -> str:
    """The element's name without a namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_inside_its_like(element: etree._Element) -> bool:
    name = local_name(element).upper()
    return any(local_name(above).upper() == name for above in element.iterancestors())


def _parse(
    source: Source, events: tuple[str, ...], names: tuple[str, ...] = ()
) -> Generator[tuple[str, etree._Element], None, None]:
    tags = [f"{{*}}{form}" for name in names for form in {name, name.upper(), name.lower(), name.title()}]
    with source.path.open("rb") as file:
        yield from etree.iterparse(
            file,
            events=events,
            tag=tags or None,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )


def _broken(source: Source, error: Exception, kept: str) -> Problem:
    line = getattr(error, "lineno", None) or None
    where = f"line {line} of {source.name}" if line else source.name
    message = f"The XML breaks off or is not well formed at {where}. {kept}"
    return file_problem("FILE-XML-BROKEN", source.name, message, _AGAIN, line)

"""Writing and reading `edition.toml`. Whoever wrote the file, what is read is a whole manifest or is refused."""

import re
import tomllib
from datetime import date, datetime
from typing import Any, TypeVar

from handrail.editions.manifest import FORMAT, Earlier, Kept, Manifest, is_inside, is_name
from handrail.editions.refused import EditionRefused
from handrail.editions.release import Release
from handrail.measures.periods import Period
from handrail.publications.document import Place
from handrail.publications.safeguards.findings import QUESTION, REFUSAL, Finding
from handrail.returns.values import FIRST_DAY, LAST_DAY
from handrail.toml_text import dumps
from handrail.workflows.table import NotAllowed, Step

_HASH = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"[a-z0-9_-]+/[0-9a-z-]+/[0-9]+")
_MOST_FILES, _MOST_BYTES = 10_000, 2**40
_Kind = TypeVar("_Kind")


class _Unfit(ValueError):
    """What is wrong with the manifest, in words."""


def written(manifest: Manifest) -> bytes:
    """The file."""
    return dumps(
        {
            "handrail_edition": FORMAT,
            "authority": manifest.authority,
            "publication": manifest.publication,
            "from": manifest.period.first,
            "to": manifest.period.last,
            "number": manifest.number,
            "audience": manifest.audience,
            "settings": manifest.settings,
            "release": {
                "handrail": manifest.release.handrail,
                "code": manifest.release.code,
                "libraries": manifest.release.libraries,
            },
            "steps": [_step_said(step) for step in manifest.steps],
            "findings": [_finding_said(finding) for finding in manifest.findings],
            "compares_with": [each._asdict() for each in manifest.earlier],
            "files": [kept._asdict() for kept in manifest.files],
        }
    ).encode()


def read(data: bytes) -> Manifest:
    """The manifest in a file. Raises EditionRefused, saying what is wrong with it."""
    try:
        said = tomllib.loads(data.decode("utf-8"))
        if (form := said.get("handrail_edition")) != FORMAT:
            newer = isinstance(form, int) and form > FORMAT
            raise _Unfit("it was written by a newer version of Handrail" if newer else "it is no edition of Handrail")
        return _whole(_manifest(said))
    except (_Unfit, NotAllowed) as error:
        raise EditionRefused(f"edition.toml cannot be used: {str(error).rstrip('.')}.") from None
    except (ValueError, RecursionError) as error:
        raise EditionRefused("edition.toml cannot be read: it is not the TOML that Handrail writes.") from error


def _step_said(step: Step) -> dict[str, Any]:
    said = {"move": step.move, "by": step.by, "role": step.role, "at": step.at}
    return {**said, "note": step.note or None, "about": step.about or None}


def _finding_said(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "kind": finding.kind,
        "where": finding.where,
        "wrong": finding.wrong,
        "remedy": finding.remedy,
        "file": place.file if place else None,
        "line": place.line if place else None,
    }


def _manifest(said: dict[str, Any]) -> Manifest:
    return Manifest(
        authority=_text(said, "authority"),
        publication=_text(said, "publication"),
        period=Period(_day(said, "from"), _day(said, "to")),
        number=_number(said, "number", 1, 10**6),
        audience=_text(said, "audience"),
        settings=_texts(said, "settings"),
        release=_release(_typed(said, "release", dict)),
        steps=tuple(map(_step, _list(said, "steps"))),
        findings=tuple(map(_finding, _list(said, "findings"))),
        earlier=tuple(map(_earlier, _list(said, "compares_with"))),
        files=tuple(map(_kept, _list(said, "files"))),
    )


def _whole(manifest: Manifest) -> Manifest:
    """The manifest, if its parts go together. Its history is one the table allows, or reading its state refuses."""
    if not is_name(manifest.publication):
        raise _Unfit(f"'{manifest.publication[:60]}' is no name of a publication")
    if manifest.period.last < manifest.period.first:
        raise _Unfit("its period ends before it begins")
    if len(manifest.files) > _MOST_FILES or len({kept.path.casefold() for kept in manifest.files}) < len(
        manifest.files
    ):
        raise _Unfit("it lists a file twice, or too many")
    if not manifest.state:
        raise _Unfit("it has no history")
    return manifest


def _release(said: dict[str, Any]) -> Release:
    return Release(_text(said, "handrail"), _sha256(said, "code"), _texts(said, "libraries"))


def _step(said: dict[str, Any]) -> Step:
    at = _typed(said, "at", datetime)
    return Step(_text(said, "move"), _text(said, "by"), _text(said, "role"), at, _text(said, "note", ""), _text(said, "about", ""))  # fmt: skip


def _finding(said: dict[str, Any]) -> Finding:
    kind, file = _text(said, "kind"), _text(said, "file", "")
    if kind not in (QUESTION, REFUSAL):
        raise _Unfit(f"'{kind[:40]}' is no kind of finding")
    place = Place(file, _number(said, "line", 0, 10**9)) if file else None
    return Finding(_text(said, "code"), kind, _text(said, "where"), _text(said, "wrong"), _text(said, "remedy"), place)


def _earlier(said: dict[str, Any]) -> Earlier:
    place = _text(said, "place")
    if not _PLACE.fullmatch(place):
        raise _Unfit(f"'{place[:60]}' is no place of an edition")
    return Earlier(place, _sha256(said, "seal"))


def _kept(said: dict[str, Any]) -> Kept:
    path = _text(said, "path")
    if not is_inside(path):
        raise _Unfit(f"'{path[:60]}' is no file of an edition")
    return Kept(path, _number(said, "bytes", 0, _MOST_BYTES), _sha256(said, "sha256"))


# --- typed values


def _typed(of: dict[str, Any], name: str, kind: type[_Kind]) -> _Kind:
    value = of.get(name)
    if type(value) is not kind:
        raise _Unfit(f"'{name}' is missing or is not what it must be")
    return value


def _text(of: dict[str, Any], name: str, otherwise: str | None = None) -> str:
    return otherwise if otherwise is not None and name not in of else _typed(of, name, str)


def _texts(of: dict[str, Any], name: str) -> dict[str, str]:
    found = _typed(of, name, dict)
    return {each: _text(found, each) for each in found}


def _list(of: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = of.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _Unfit(f"'{name}' is not what it must be")
    return found


def _day(of: dict[str, Any], name: str) -> date:
    day = _typed(of, name, date)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _Unfit(f"'{name}' is {day}, a day no edition is of")
    return day


def _number(of: dict[str, Any], name: str, least: int, most: int) -> int:
    number = _typed(of, name, int)
    if not least <= number <= most:
        raise _Unfit(f"'{name}' is {number}, which cannot be")
    return number


def _sha256(of: dict[str, Any], name: str) -> str:
    text = _text(of, name)
    if not _HASH.fullmatch(text):
        raise _Unfit(f"'{name}' is no SHA-256")
    return text

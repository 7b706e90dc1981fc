"""The command `handrail edition`: each act calls one function of the editions and prints what it says."""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from handrail.cli import output, publishing
from handrail.editions import actions
from handrail.editions.actions import Who
from handrail.editions.compare import restated
from handrail.editions.earlier import published_before
from handrail.editions.folder import Editions, is_editions, read, seal
from handrail.editions.manifest import Manifest
from handrail.editions.publications import made_of, source_of
from handrail.editions.rebuild import Rebuilt, rebuild
from handrail.editions.verify import verify
from handrail.measures.figures import Figure
from handrail.publications.restatements import Restatement
from handrail.record.problems import Problem
from handrail.returns.load import Loaded


def draft(options: argparse.Namespace, loaded: Loaded, problems: list[Problem], settings: dict[str, str]) -> int:
    """Make an edition of what was loaded. Raises ValueError or EditionRefused."""
    request = publishing.requested(loaded, problems, options, settings)
    source = source_of(request, publishing.profile_text(options))
    editions, earlier = Editions(options.editions), options.compares_with
    if not earlier and is_editions(options.editions):
        earlier = published_before(editions, source.publication, source.period, source.audience)
    place = actions.draft(editions, request.profile.authority, source, made_of, _who(options), earlier)
    for each in earlier:
        output.tell(f"Its earlier figures are those published in {read(each).place}.")
    _say_state(place, read(place))
    return 0


def act(options: argparse.Namespace) -> int:
    """Any act but a draft. Raises EditionRefused."""
    return ACTS[options.act](options)


def _answer(options: argparse.Namespace) -> int:
    return _say_state(options.edition, actions.answer(options.edition, options.question, options.words, _who(options)))


def _check(options: argparse.Namespace) -> int:
    return _say_state(options.edition, actions.check(options.edition, _who(options), options.note))


def _approve(options: argparse.Namespace) -> int:
    return _say_state(options.edition, actions.approve(options.edition, _who(options), options.note))


def _send_back(options: argparse.Namespace) -> int:
    return _say_state(options.edition, actions.send_back(options.edition, options.reason, _who(options)))


def _publish(options: argparse.Namespace) -> int:
    print(actions.publish(options.edition, _who(options), options.note))
    output.tell(f"{read(options.edition).place} is published. Write its seal, above, where the decision is minuted.")
    return 0


def _list(options: argparse.Namespace) -> int:
    editions = Editions(options.editions)
    rows = [_row(manifest, path) for path, manifest in editions.all().items()]
    unreadable = len(editions.places()) - len(rows)
    if options.format == "text":
        for row in rows:
            print(f"{row['state']:10} {row['edition']:40} {row['last step']}")
    else:
        output.table(list(rows[0]) if rows else ["edition"], [list(row.values()) for row in rows], options.format)
    if unreadable:
        output.tell(f"{output.counted(unreadable, 'edition')} cannot be read; `handrail edition verify` says why.")
    return 0


def _show(options: argparse.Namespace) -> int:
    manifest = read(options.edition)
    if options.format == "json":
        print(json.dumps(_said(manifest, options.edition), ensure_ascii=False, indent=1, default=str))
        return 0
    _say_state(options.edition, manifest)
    print(f"{manifest.authority}: {manifest.place}, for the audience '{manifest.audience}'")
    print(f"  made by   handrail {manifest.release}")
    for earlier in manifest.earlier:
        print(f"  compares  with {earlier.place}, seal {earlier.seal}")
    for step in manifest.steps:
        print(
            f"  {step.move:9} {step.at:%Y-%m-%d %H:%M %Z}  {step.by}, {step.role}{f': {step.note}' if step.note else ''}"
        )
    for number, question in enumerate(manifest.questions, 1):
        answers = manifest.answers(question)
        print(f"  question  {number}. {question}")
        print(f"            {'Answer: ' + answers[-1].note if answers else 'Not answered.'}")
    for each in manifest.files:
        print(f"  file      {each.sha256}  {each.path}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    found = verify(options.edition, options.seal)
    output.problems(found, options.format)
    return int(bool(found))


def _rebuild(options: argparse.Namespace) -> int:
    found = rebuild(options.edition, made_of, options.out)
    if options.format == "json":
        print(json.dumps(_rebuilt(found), ensure_ascii=False, indent=1))
    else:
        names = ("what", "of", "then", "now", "definition changed")
        rows = [
            *(("file", each.path, each.then or "", each.now or "", "") for each in found.files),
            *(
                ("figure", _of(each.figure), _numbers(each.then), _numbers(each.now), _yes(each.definition_changed))
                for each in found.figures
            ),
        ]
        if rows:
            output.table(names, rows, "csv")
    for line in found.now.differs_from(found.then):
        output.tell(f"The release differs: {line}.")
    output.tell(_verdict(found))
    return int(not found.holds)


def _verdict(found: Rebuilt) -> str:
    if found.same_release:
        return "Every byte is the same." if found.holds else "This release made it, and now makes something else."
    same = "Every number is the same" if found.holds else f"{output.counted(len(found.figures), 'figure')} differ"
    return f"{same}; {output.counted(len(found.files), 'file')} of other bytes, made by another release."


def _compare(options: argparse.Namespace) -> int:
    found = restated(options.earlier, options.edition)
    if options.format == "text":
        for each in found:
            print(f"{_of(each.now)}: published {_numbers(each.then)}, now {_numbers(each.now)}. {each.why}")
        output.tell(
            f"{output.counted(len(found), 'published figure')} {'is' if len(found) == 1 else 'are'} different now."
        )
    else:
        names = ("figure", "published", "now", "why", "definition then", "definition now")
        output.table(names, [_restated(each) for each in found], options.format)
    return 0


ACTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "answer": _answer,
    "check": _check,
    "approve": _approve,
    "send-back": _send_back,
    "publish": _publish,
    "list": _list,
    "show": _show,
    "verify": _verify,
    "rebuild": _rebuild,
    "compare": _compare,
}


def _say_state(place: Path, manifest: Manifest) -> int:
    waiting = [question for question in manifest.questions if not manifest.answers(question)]
    output.tell(f"{place} is {manifest.state}.")
    if waiting:
        said = output.counted(len(waiting), "question waits", "questions wait")
        output.tell(f"{said} for an answer before it may be approved; `handrail edition show` lists them.")
    return 0


def _row(manifest: Manifest, place: Path) -> dict[str, str]:
    last = manifest.steps[-1]
    step = f"{last.move} by {last.by}, {last.at:%Y-%m-%d}"
    return {"edition": manifest.place, "state": manifest.state, "last step": step, "seal": _seal(manifest, place)}


def _seal(manifest: Manifest, place: Path) -> str:
    return seal(place) if manifest.is_published else ""


def _said(manifest: Manifest, place: Path) -> dict[str, Any]:
    return {
        **asdict(manifest),
        "place": manifest.place,
        "state": manifest.state,
        "seal": _seal(manifest, place),
        "earlier": [each._asdict() for each in manifest.earlier],
        "files": [each._asdict() for each in manifest.files],
    }


def _rebuilt(found: Rebuilt) -> dict[str, Any]:
    return {
        "same_release": found.same_release,
        "holds": found.holds,
        "release": {"then": asdict(found.then), "now": asdict(found.now)},
        "files": [asdict(each) for each in found.files],
        "figures": [
            {
                "then": each.then.as_row() if each.then else None,
                "now": each.now.as_row() if each.now else None,
                "definition_changed": each.definition_changed,
            }
            for each in found.figures
        ],
    }


def _restated(each: Restatement) -> Sequence[str]:
    return _of(each.now), _numbers(each.then), _numbers(each.now), each.why, each.then.definition, each.now.definition


def _of(figure: Figure) -> str:
    group = "".join(f", {name} {value}" for name, value in figure.group.items())
    return f"{figure.measure}{group}, {figure.period_from} to {figure.period_to}"


def _numbers(figure: Figure | None) -> str:
    if figure is None:
        return "not there"
    if figure.numerator is None:
        return "not loaded"
    return f"{figure.numerator} of {figure.denominator}" if figure.denominator is not None else str(figure.numerator)


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _who(options: argparse.Namespace) -> Who:
    return Who(options.by, options.role, datetime.now(UTC).replace(microsecond=0))

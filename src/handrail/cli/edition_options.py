"""What may be asked of `handrail edition`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from handrail.cli.options import a_positive_number, add_format, add_paths, add_publication, add_settings

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_to(commands: "Commands") -> None:
    """Add the command with its acts."""
    command = commands.add_parser("edition", help="a publication from draft to published, frozen with its records")
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    _draft(acts)
    for name, what in (
        ("answer", "answer a question of the safeguards, in words"),
        ("check", "say that it is right; not for who drafted it"),
        ("approve", "answer for it; not for who drafted or checked it"),
        ("send-back", "make it a draft again, with a reason"),
        ("publish", "freeze it for good, and print its seal"),
    ):
        _step(acts.add_parser(name, help=what), name)
    _look(acts)


def _draft(acts: "Commands") -> None:
    draft = acts.add_parser("draft", help="make an edition, or make one that is a draft anew")
    draft.add_argument("editions", metavar="EDITIONS", type=Path, help="the folder of the authority's editions")
    add_paths(draft)
    add_publication(draft)
    draft.add_argument(
        "--compares-with",
        metavar="EDITION",
        type=Path,
        action="append",
        default=[],
        help="a published edition to take earlier figures from; otherwise the last of each earlier period here",
    )
    _signed(draft)
    add_settings(draft)


def _step(command: argparse.ArgumentParser, name: str) -> None:
    command.add_argument("edition", metavar="EDITION", type=Path, help="the folder of the edition")
    if name == "answer":
        command.add_argument(
            "--question", metavar="N", type=a_positive_number, required=True, help="its number in `show`"
        )
        command.add_argument("--words", metavar="TEXT", required=True, help="the answer")
    elif name == "send-back":
        command.add_argument("--reason", metavar="TEXT", required=True, help="what must change")
    else:
        command.add_argument("--note", metavar="TEXT", default="", help="a word for those who read its history")
    _signed(command)


def _look(acts: "Commands") -> None:
    listed = acts.add_parser("list", help="the editions of a folder, and how far each has come")
    listed.add_argument("editions", metavar="EDITIONS", type=Path, help="the folder of the authority's editions")
    add_format(listed)
    for name, what in (
        ("show", "what an edition is, who did what, and what the safeguards ask"),
        ("verify", "whether every file is what it was; 1 if one is not"),
        ("rebuild", "make it again and list every difference; 1 if it is not as promised"),
    ):
        command = acts.add_parser(name, help=what)
        command.add_argument("edition", metavar="EDITION", type=Path, help="the folder of the edition")
        if name == "verify":
            command.add_argument(
                "--seal", metavar="HASH", default="", help="the seal written down when it was published"
            )
        if name == "rebuild":
            command.add_argument("--out", metavar="DIR", type=Path, help="keep what was made again there")
        add_format(command)
    compare = acts.add_parser("compare", help="the published figures that are different now, and why")
    compare.add_argument("earlier", metavar="EARLIER", type=Path, help="a published edition")
    compare.add_argument("edition", metavar="NOW", type=Path, help="a later edition")
    add_format(compare)


def _signed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--by", metavar="NAME", required=True, help="who does it")
    command.add_argument("--role", metavar="ROLE", required=True, help="in which role, for instance 'service manager'")

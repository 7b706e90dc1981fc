"""`handrail profile`: the profiles that are shipped, one of them as TOML, and whether one's own is sound."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handrail.profiles import Written

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, FOUND = 0, 1


def add_to(commands: "Commands") -> None:
    """The command and its acts."""
    command = commands.add_parser("profile", help="an authority's profile: those shipped, and whether one is sound")
    acts = command.add_subparsers(dest="act", metavar="ACT", required=True)
    acts.add_parser("list", help="the profiles that are shipped")
    show = acts.add_parser("show", help="a profile as TOML, to begin one's own from")
    check = acts.add_parser("check", help="whether a profile can be used; 1 if it cannot, with every finding")
    for act in (show, check):
        act.add_argument("profile", metavar="PROFILE", help="a TOML file, or the name of a shipped profile")


def run(options: argparse.Namespace) -> int:
    """Carry out one act. Raises ProfileError for a profile that cannot be shown."""
    from handrail.profiles import shipped, shipped_names

    if options.act == "list":
        width = max(map(len, shipped_names()))
        sys.stdout.writelines(f"{name:{width}}  {shipped(name).authority}\n" for name in shipped_names())
        return DONE
    return _show(options.profile) if options.act == "show" else _check(options.profile)


def _show(named: str) -> int:
    from handrail.profiles import find_written

    sys.stdout.write(find_written(named).as_toml())
    return DONE


def _check(named: str) -> int:
    from handrail.profiles import ProfileError, find_written

    try:
        profile = find_written(named)
    except ProfileError as error:
        sys.stdout.write(f"{error}\n")
        return FOUND
    findings = _findings(profile)
    sys.stdout.writelines(f"{finding}\n" for finding in findings)
    if not findings:
        sys.stdout.write(f"Sound: the profile of {profile.on().authority}.\n")
    return FOUND if findings else DONE


def _findings(profile: "Written") -> list[str]:
    """What the profile names that is not there, on any day, each once."""
    from handrail.measures.profiled import wrongly_named

    found = (str(one.in_file(profile.file)) for day in profile.days() for one in wrongly_named(profile.on(day)))
    return list(dict.fromkeys(found))

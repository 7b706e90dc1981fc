"""The families of measures as a scorecard shows them, one at a time: those with a target come first, where there are any."""

from collections.abc import Sequence

from handrail.measures.definitions import Measure, all_measures, families, of_family
from handrail.profiles import Profile
from handrail.service.scorecard.asked import TARGETS

_WITH_TARGET = "What has a target"


def choices(profile: Profile) -> list[tuple[str, str]]:
    """The families by name, in order, with their titles."""
    aimed = [(TARGETS, _WITH_TARGET)] if _aimed(profile) else []
    return [*aimed, *families().items()]


def chosen(profile: Profile, family: str) -> str:
    """The family that is shown: the first where none was named, or one that is not there."""
    names = [name for name, _ in choices(profile)]
    return family if family in names else names[0]


def title(family: str) -> str:
    """What a family is called."""
    return _WITH_TARGET if family == TARGETS else families()[family]


def measures_of(profile: Profile, family: str) -> Sequence[Measure]:
    """The measures of a family, in order."""
    return _aimed(profile) if family == TARGETS else of_family(family)


def _aimed(profile: Profile) -> list[Measure]:
    return [one for one in all_measures().values() if profile.targets_of(one.name)]

"""Groupings: the bands and groups of national codes an authority prints where they are not the national ones."""

from dataclasses import dataclass
from itertools import pairwise

from handrail.profiles.errors import ProfileError, there_are
from handrail.profiles.settings import TEXT, each, join, many, named, one_of, part, setting, whole

NAMES = {
    "age": "Ages, in years",
    "distance": "How far a placement is from home, in miles",
    "plan_length": "How long a plan has lasted or lasted, in days",
    "ethnic_group": "Ethnicity, by the codes of the national returns",
    "white_or_minority": "Ethnicity in two groups, for children and staff beside each other",
    "legal_status": "Legal status, by the codes of the SSDA903",
    "placement_group": "Placement, by the codes of the SSDA903",
    "end_reason": "Why a period of care ended, by the codes of the SSDA903",
}
"""Every grouping there is. The names are those of the national lists it takes the place of."""


@dataclass(frozen=True)
class Entry:
    """One band or group: a name, and where it begins or which codes it takes."""

    name: str = setting(TEXT, "What is printed")
    begins: int | None = setting(
        whole(0),
        "The least a band takes. It ends where the next begins; of ages, the first may do without: the unborn",
        default=None,
        key="from",
    )
    codes: tuple[str, ...] = setting(many(TEXT), "The codes a group takes", default=())


@dataclass(frozen=True)
class Grouping:
    """Bands of a number, or groups of codes, in printed order."""

    kind: str = setting(one_of("years", "days", "miles", "codes"), "What the entries are of")
    entries: tuple[Entry, ...] = setting(each(Entry), "The bands or groups, in printed order", key="entry")

    def refuse(self, at: str) -> None:
        """Raises ProfileError where a value would stand in two groups, or in none by mistake."""
        if not self.entries:
            raise ProfileError(join(at, "entry"), "is empty", "Write one entry or more")
        if self.kind == "codes":
            self._refuse_codes(at)
        else:
            self._refuse_bands(at)

    def _refuse_codes(self, at: str) -> None:
        seen: dict[str, str] = {}
        for place, entry in enumerate(self.entries, start=1):
            if entry.begins is not None or not entry.codes:
                raise ProfileError(f"{at}.entry number {place}", "is of codes", "Write its codes, and no from")
            for code in entry.codes:
                if code in seen:
                    wrong = f"has the code {code} in '{seen[code]}' and in '{entry.name}'"
                    raise ProfileError(join(at, "entry"), wrong, "Write each code once, or children are counted twice")
                seen[code] = entry.name

    def _refuse_bands(self, at: str) -> None:
        for place, entry in enumerate(self.entries, start=1):
            may_do_without = place == 1 and self.kind == "years"
            if entry.codes or (entry.begins is None and not may_do_without):
                raise ProfileError(f"{at}.entry number {place}", f"is of {self.kind}", "Write its from, and no codes")
        begins = [-1 if entry.begins is None else entry.begins for entry in self.entries]
        if any(one >= other for one, other in pairwise(begins)):
            raise ProfileError(join(at, "entry"), "is out of order", "Write the bands from the least to the greatest")


def _refuse_unknown(name: str, at: str) -> None:
    if name not in NAMES:
        raise ProfileError("", f"there is no setting '{join(at, name)}'", there_are(list(NAMES), name))


GROUPINGS = named(part(Grouping), _refuse_unknown)
"""Groupings by name."""

"""Loading a tracker: a file that belongs to a confirmed mapping becomes a part, or is refused with the reasons."""

from collections.abc import Sequence

from handrail.record.problems import QUERY, Problem
from handrail.returns.part import Part
from handrail.returns.sources import Source
from handrail.returns.tracker.mapping import Mapping
from handrail.returns.tracker.read import read
from handrail.returns.tracker.to_record import part_of


class Trackers:
    """The mappings given, and the files that belong to them."""

    def __init__(self, mappings: Sequence[Mapping]) -> None:
        unconfirmed = [mapping.name for mapping in mappings if not mapping.is_confirmed]
        if unconfirmed:
            raise ValueError(f"nobody has confirmed {', '.join(unconfirmed)}")
        self.mappings = mappings
        self._used: set[str] = set()

    def take(self, source: Source, parts: list[Part], problems: list[Problem]) -> bool:
        """Whether the file is a tracker of one of the mappings: if so it has been read, or refused, and is done with."""
        if source.is_xml or not self.mappings:
            return False
        readings = read(source, self.mappings, problems)
        for reading in readings:
            self._used.add(reading.mapping.name)
            if reading.differences:
                problems.extend(reading.refusals())
                continue
            problems.extend(reading.problems)
            parts.append(part_of(reading, problems))
        return bool(readings)

    def unused(self) -> list[Problem]:
        """A problem for each mapping that no file belonged to."""
        return [
            Problem(
                "FILE-MAPPING-UNUSED", QUERY, mapping.name, None, None, None, None,
                f"No file belongs to the mapping {mapping.name}: none has at least half of its headings.",
                "Give the tracker's file, or make the mapping again with `handrail tracker guess`.",
            )
            for mapping in self.mappings
            if mapping.name not in self._used
        ]  # fmt: skip

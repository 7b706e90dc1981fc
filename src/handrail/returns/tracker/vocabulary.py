"""What a mapping can fill, and the words by which trackers call it; the words stand in vocabulary.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

CHILD, REVIEWS, CONFERENCES, PLANS = "child", "reviews", "conferences", "plans"
ENTRIES = (REVIEWS, CONFERENCES, PLANS)
DATE, ID, TEXT, NUMBER = "date", "id", "text", "number"


@dataclass(frozen=True)
class Field:
    """A field a column can be mapped to: what it belongs to, how its values are read, what it means, its words."""

    name: str
    of: str
    kind: str
    means: str
    words: tuple[str, ...]

    @property
    def is_coded(self) -> bool:
        """Whether the values are wordings of a code."""
        return self.kind in codes()


@dataclass(frozen=True)
class Code:
    """A list of codes, and the wordings that stand for them in trackers."""

    codes: tuple[str, ...]
    wordings: MappingProxyType[str, str]


@cache
def fields(of: str) -> dict[str, Field]:
    """The fields of a child or of one kind of entry, by name."""
    found = [_field(key, each) for key, each in _toml()["field"].items()]
    return {field.name: field for field in found if field.of == of}


@cache
def codes() -> dict[str, Code]:
    """The lists of codes by name."""
    return {
        name: Code(tuple(each["codes"]), MappingProxyType(dict(each["wordings"])))
        for name, each in _toml()["code"].items()
    }


@cache
def left_alone() -> tuple[str, ...]:
    """Headings that no field is guessed for."""
    return tuple(_toml()["left_alone"]["words"])


@cache
def same() -> dict[str, str]:
    """Words of a heading and what they stand for."""
    return dict(_toml()["same"])


@cache
def idle() -> frozenset[str]:
    """Words that tell nothing about a heading."""
    return frozenset(_toml()["idle"]["words"])


@cache
def leave_out() -> tuple[str, ...]:
    """How rows begin that hold no child: totals and notes."""
    return tuple(_toml()["rows"]["leave_out"])


@cache
def means_blank() -> tuple[str, ...]:
    """Words written where there is no value."""
    return tuple(_toml()["rows"]["means_blank"])


def _field(key: str, each: dict[str, Any]) -> Field:
    return Field(key.rpartition(".")[2], each["of"], each["is"], each["means"], tuple(each["words"]))


@cache
def _toml() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))

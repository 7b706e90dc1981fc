"""The shape of the authority's disputes: kinds, stages with their owners and limits, and what silence does.

One mechanism serves every shape. What is no setting stands in the law and the Handbook and holds for all: 20 working
days for the formal process as a whole, and an officer's right to go to Cafcass at any point about a child in care.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from handrail.profiles.errors import ProfileError, there_are
from handrail.profiles.settings import FLAG, SHORT_WORD, TEXT, each, join, many, named, one_of, part, setting, whole

STREAMS = ("care", "protection", "carer")
COLOURS = ("red", "amber", "green")
CHALLENGE, RATING, PRAISE = "challenge", "rating", "praise"
MOVE_UP, OFFER, WAIT = "move_up", "offer", "wait"
COUNTED_IN = ("hour", "working_day", "day", "week")
HANDBOOK_CEILING = 20
"""Working days from the start of the formal process, whatever the local limits (IRO Handbook 2010, chapter 6)."""


@dataclass(frozen=True)
class Limit:
    """A limit of time with what it rests on."""

    amount: int = setting(whole(1), "How many")
    unit: str = setting(one_of(*COUNTED_IN), "Of what")
    basis: str = setting(one_of("local", "guidance"), "Whether the authority set it or guidance did", default="local")
    source: str | None = setting(TEXT, "Where it is written", default=None)


@dataclass(frozen=True)
class Kind:
    """A kind of challenge, rating or praise: how it is called, written and counted."""

    name: str = setting(SHORT_WORD, "The short name of the kind")
    label: str = setting(TEXT, "What is printed")
    nature: str = setting(one_of(CHALLENGE, RATING, PRAISE), "What it is", default=CHALLENGE)
    written_as: str = setting(
        one_of("talk", "case_note", "form", "letter"), "What the officer writes or says", default="form"
    )
    counted: bool | None = setting(
        FLAG, "Whether it stands in the balance of disputes; a challenge does unless this says false", default=None
    )
    streams: tuple[str, ...] = setting(many(one_of(*STREAMS)), "Where it is used; none is everywhere", default=())
    reply: bool = setting(FLAG, "Whether a manager owes an answer", default=True)
    starts_ceiling: bool = setting(
        FLAG, "Whether the Handbook's 20 working days run from its start: the formal kind", default=False
    )

    def refuse(self, at: str) -> None:
        """Raises ProfileError where a rating or praise would stand in the balance, or start the ceiling."""
        if self.nature != CHALLENGE and (self.counted or self.starts_ceiling):
            key = "counted" if self.counted else "starts_ceiling"
            raise ProfileError(join(at, key), f"is true for a {self.nature}", "Leave it out: only challenges have it")

    @property
    def in_the_balance(self) -> bool:
        """Whether it counts among disputes raised, closed and open."""
        return self.nature == CHALLENGE and self.counted is not False


@dataclass(frozen=True)
class Stage:
    """A stage of a challenge: whose turn it is, for how long, and what silence does."""

    name: str = setting(SHORT_WORD, "The stage's short name in the record")
    label: str = setting(TEXT, "What is printed")
    kind: str = setting(SHORT_WORD, "The kind of challenge it belongs to")
    owner: str = setting(SHORT_WORD, "Who owes the answer, by role")
    limit: Limit | None = setting(part(Limit), "How long the owner has", default=None)
    first_contact: Limit | None = setting(part(Limit), "How soon the officer speaks to the owner", default=None)
    on_silence: str = setting(
        one_of(MOVE_UP, OFFER, WAIT),
        "After the limit without an answer: the next owner has it, the officer is offered to move it, or nothing",
        default=OFFER,
    )
    streams: tuple[str, ...] = setting(many(one_of(*STREAMS)), "Where it is used; none is everywhere", default=())

    def refuse(self, at: str) -> None:
        """Raises ProfileError where silence would move what has no limit."""
        if self.on_silence == MOVE_UP and self.limit is None:
            raise ProfileError(join(at, "limit"), "is missing, and silence moves the stage up", "Write the limit")


@dataclass(frozen=True)
class Disputes:
    """The shape of the authority's disputes."""

    name: str = setting(TEXT, "What the process is called")
    kinds: tuple[Kind, ...] = setting(each(Kind), "The kinds, from the first to the last resort")
    stages: tuple[Stage, ...] = setting(each(Stage), "The stages, in order", default=())
    streams: tuple[str, ...] = setting(many(one_of(*STREAMS)), "Which work it covers", default=STREAMS[:2])
    overall: Limit | None = setting(
        part(Limit),
        "The authority's own limit for all stages. The Handbook's 20 working days stand beside it",
        default=None,
    )
    protection_route: str | None = setting(
        TEXT, "The last resort about a child protection plan: the partnership's escalation. Never Cafcass", default=None
    )
    guide: Mapping[str, str] = setting(
        named(SHORT_WORD), "At which kind a reason is first raised, so that like is challenged alike", factory=dict
    )

    def refuse(self, at: str) -> None:
        """Raises ProfileError for a kind or stage that stands twice, or is named and not there."""
        kinds = _once([one.name for one in self.kinds], join(at, "kinds"))
        _once([one.name for one in self.stages], join(at, "stages"))
        for place, stage in enumerate(self.stages, start=1):
            _known(stage.kind, kinds, f"{at}.stages number {place}: kind")
        for reason, kind in self.guide.items():
            _known(kind, kinds, f"{at}.guide.{reason}")
        if not kinds:
            raise ProfileError(join(at, "kinds"), "is empty", "Write one kind or more")

    def kind(self, name: str) -> Kind:
        """The kind of this name. Raises ProfileError."""
        _known(name, [one.name for one in self.kinds], "the kind")
        return next(one for one in self.kinds if one.name == name)

    def stages_of(self, stream: str) -> tuple[Stage, ...]:
        """The stages a challenge of this stream goes through, in order."""
        return tuple(stage for stage in self.stages if not stage.streams or stream in stage.streams)


def _once(names: list[str], at: str) -> list[str]:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ProfileError(at, f"has '{twice}' twice", "Give each its own name")
    return names


def _known(name: str, known: list[str], at: str) -> None:
    if name not in known:
        raise ProfileError(at, f"is '{name}'", there_are(known, name))

"""The way of an edition of a publication: draft, checked, approved, published.

Three people stand behind a published edition: who wrote it, who checked it and who approved it.
"""

from dataclasses import dataclass

from handrail.workflows.table import NOT_BEGUN, Condition, Move, State, Step, Workflow, same_person

DRAFTED, CHECKED, APPROVED, PUBLISHED = "draft", "checked", "approved", "published"
DRAFT, ANSWER, CHECK, APPROVE, SEND_BACK, PUBLISH = "draft", "answer", "check", "approve", "send back", "publish"


@dataclass(frozen=True)
class SoFar:
    """What the conditions look at: the steps so far, how many refusals, and the questions nobody has answered."""

    steps: tuple[Step, ...] = ()
    refusals: int = 0
    unanswered: tuple[str, ...] = ()

    def made(self, move: str, by: str) -> bool:
        """Whether this person has made this move on the edition, in this round or an earlier one."""
        return any(step.move == move and same_person(step.by, by) for step in self.steps)


def _not_author(edition: SoFar, step: Step) -> str | None:
    return (
        f"{step.by} drafted this edition. Somebody else must {step.move} it." if edition.made(DRAFT, step.by) else None
    )


def _not_checker(edition: SoFar, step: Step) -> str | None:
    return f"{step.by} checked this edition. Somebody else must approve it." if edition.made(CHECK, step.by) else None


def _no_refusals(edition: SoFar, step: Step) -> str | None:
    if not edition.refusals:
        return None
    return f"{edition.refusals} of its statements are refused. Put each right and draft it again before it is checked."


def _all_answered(edition: SoFar, step: Step) -> str | None:
    if not edition.unanswered:
        return None
    return "Answer these questions before it is approved: " + " ".join(edition.unanswered)


def _in_words(edition: SoFar, step: Step) -> str | None:
    return None if step.note.strip() else "Say it in words."


def _with_reason(edition: SoFar, step: Step) -> str | None:
    return None if step.note.strip() else "Give the reason why it goes back."


NOT_AUTHOR = Condition("who does it has not drafted this edition", _not_author)
NOT_CHECKER = Condition("who does it has not checked this edition", _not_checker)
NO_REFUSALS = Condition("no safeguard refuses anything in it", _no_refusals)
ALL_ANSWERED = Condition("every question of the safeguards is answered", _all_answered)
IN_WORDS = Condition("the answer is given in words", _in_words)
WITH_REASON = Condition("a reason is given", _with_reason)

_ANSWERED = "who answered which question, when, in which words"
_SENT_BACK = "who sent it back, when and why; the check and the approval no longer hold"

EDITION = Workflow(
    name="edition",
    title="An edition of a publication",
    thing="An edition",
    states=(
        State(DRAFTED, "It was made from a record and may be made again."),
        State(CHECKED, "Somebody who did not write it has read it and found it right."),
        State(APPROVED, "Somebody who neither wrote nor checked it answers for it."),
        State(PUBLISHED, "It is frozen with everything it came from. Nothing about it changes any more."),
    ),
    moves=(
        Move(DRAFT, NOT_BEGUN, DRAFTED, "an author", "the edition with its record, profile, text, figures and files"),
        Move(DRAFT, DRAFTED, DRAFTED, "an author", "the edition made anew; the answers to questions still asked stay"),
        Move(ANSWER, DRAFTED, DRAFTED, "anyone, by name", _ANSWERED, (IN_WORDS,)),
        Move(CHECK, DRAFTED, CHECKED, "a checker", "who checked it, and when", (NOT_AUTHOR, NO_REFUSALS)),
        Move(ANSWER, CHECKED, CHECKED, "anyone, by name", _ANSWERED, (IN_WORDS,)),
        Move(SEND_BACK, CHECKED, DRAFTED, "anyone, by name", _SENT_BACK, (WITH_REASON,)),
        Move(
            APPROVE,
            CHECKED,
            APPROVED,
            "an approver",
            "who approved it, and when",
            (NOT_AUTHOR, NOT_CHECKER, ALL_ANSWERED),
        ),
        Move(SEND_BACK, APPROVED, DRAFTED, "anyone, by name", _SENT_BACK, (WITH_REASON,)),
        Move(PUBLISH, APPROVED, PUBLISHED, "anyone, by name", "every file read-only, and the seal: one hash over all"),
    ),
)

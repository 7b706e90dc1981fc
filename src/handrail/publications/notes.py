"""Notes: passages whose words follow the data and the settings, each a small function a chapter calls by name.

A note takes what a text must not decide: whether a count adds up, which basis was chosen, what the data do not reach.
One that has nothing to say leaves nothing.
"""

from collections.abc import Callable

from handrail.measures.definitions import measure
from handrail.publications.attention import attention
from handrail.publications.bindings import BindingError, made
from handrail.publications.caseloads import caseload_guide, caseload_range, children_on_both_lists
from handrail.publications.data_quality import corrections, problems, rules_not_run
from handrail.publications.defined import clocks, definitions
from handrail.publications.document import Block, Inline, Text
from handrail.publications.falling_due import falling_due, known_until, weeks_ahead
from handrail.publications.for_children import promises, threshold_for_children
from handrail.publications.numbers import small
from handrail.publications.outlining import appendices
from handrail.publications.owed import not_in_this_report
from handrail.publications.plan_of_priorities import actions_carried_over, coming_actions, priority_actions
from handrail.publications.restated import restated
from handrail.publications.scene import Scene
from handrail.publications.standing import known
from handrail.timescales.clocks import STATUTORY, clock

Said = tuple[Inline, ...] | list[Block]


def note(scene: Scene, words: list[str]) -> Said:
    """What the note of this name says. Raises BindingError naming those there are."""
    if not words or words[0] not in NOTES:
        raise BindingError(f"There is no note '{' '.join(words)}'. There are: {', '.join(NOTES)}.")
    said = NOTES[words[0]](scene, *words[1:])
    return (Text(said),) if isinstance(said, str) and said else said if not isinstance(said, str) else ()


def cautions(scene: Scene) -> str:
    """What the figures leave out because the data begin later or end earlier."""
    asked = list(scene.shown.asked.values())
    figures = [scene.shown.figure(one) for one in asked if one.period == scene.shown.facts.times.own]
    return " ".join(dict.fromkeys(one.note for one in figures if one.note and one.numerator is not None))


def balance(scene: Scene, stock: str) -> str:
    """Whether opening, starts, ends and closing add up (G15, G16)."""
    flow = next((one for one in known().flows if one.closing == stock), None)
    if flow is None:
        raise BindingError(f"'{stock}' closes no flow. These do: {', '.join(one.closing for one in known().flows)}.")
    times = scene.shown.facts.times
    before = times.named("opening") if flow.opening == flow.closing else times.own

    def number(name: str, own: bool = True) -> int | None:
        return scene.shown.figure(made(name, times, {}, times.own if own else before)).numerator

    opening, closing = number(flow.opening, own=False), number(flow.closing)
    into, out = [number(name) for name in flow.into], [number(name) for name in flow.out_of]
    if None in (opening, closing, *into, *out):
        return (
            "Whether the count adds up cannot be said: the number open before the period began is not known "
            "from the data loaded."
        )
    if (opening or 0) + sum(filter(None, into)) - sum(filter(None, out)) == closing:
        return (
            "The count adds up: what was open before the period began, with what came and without what ended, "
            "makes the number open at its end."
        )
    return (
        "The count does not add up. What was open before the period began, with what came and without what ended, does "
        "not make the number open at its end. The cause lies in the records; until they are put right, read the numbers "
        "of this chapter with care."
    )


def basis(scene: Scene, name: str) -> str:
    """That the figures are not counted in months, where they are not, with the limits they were counted by."""
    chosen = scene.setting(name, "basis")
    if chosen == STATUTORY:
        return ""
    limits = (clock(one).figure(scene.shown.facts.times.own.last, chosen).limit for one in measure(name).clocks)
    return (
        "These figures are not counted in months as the law counts. They use the convention of national statistics, "
        f"which counts days: {', then '.join(dict.fromkeys(limits))}."
    )


def reviews_outside_care(scene: Scene) -> str:
    """That reviews outside care are among those held, where they are."""
    if scene.setting("reviews_held", "reviews_outside_care") != "count":
        return ""
    what = scene.words.word("Reviews")
    return f"{what} dated on a day the {scene.words.word('child')} was not looked after are among them, and cannot be judged."


def without_views(scene: Scene) -> str:
    """How a child is counted who came and gave no view."""
    counts = scene.setting("child_participation", "attended_without_views") == "participation"
    how = (
        "is counted here as taking part, which the usual definition does not do"
        if counts
        else "was there but did not take part"
    )
    return (
        f"A child who came but gave no view, and had nobody give it for them, {how}; a child who wrote or sent someone "
        "took part without being there."
    )


def under_four(scene: Scene) -> str:
    """Whether the youngest are in the base."""
    what = scene.words.word("reviews")
    if scene.setting("child_participation", "under_four") == "count":
        return (
            f"Children under four need not be asked, and a {scene.words.word('review')} with the code that says so (PN0) is "
            "left out. Where another code says how so young a child took part, it counts as it was given."
        )
    return f"The {what} of children under four, who need not be asked, are left out, whatever code they have."


def transfers(scene: Scene) -> str:
    """Whether children who moved in with a plan are counted."""
    start = (
        "A child who moves in from another authority with a plan has a conference here without a section 47 enquiry here. "
        "National figures count these transfers in"
    )
    if scene.setting("icpc_held", "transfers_in") == "with":
        return f"{start}, so the main figures do; the figures without them stand beside."
    return f"{start}. The figures of this report do not."


def dispute_stages_in_time(scene: Scene) -> Said:
    """How many stages kept to the authority's own limits, where it has some."""
    share = scene.shown.share(made("dispute_stages_in_time", scene.shown.facts.times))
    if share.figure is None or share.figure.numerator is None:
        return ()
    start = "Of the stages with a limit that ended in the period, the share that ended within it is "
    return Text(start), share, Text(".")


def which_record(scene: Scene) -> str:
    """That the numbers rest on the corrected record, where they do."""
    if scene.setting("reviews_held", "basis_of_record") != "verified":
        return ""
    return "The numbers rest on the record with its corrections in place of what they correct."


def threshold(scene: Scene) -> str:
    """What stands in place of a small number."""
    if not scene.shown.policy.hides:
        return "Every number is printed as it is: this edition is for those who may see the records."
    policy = scene.shown.policy
    rounded = (
        f" Other numbers are rounded to the nearest {policy.round_to} and shares to whole percents, so parts need not add up "
        "to their total."
    )
    return (
        f"“{small(scene.shown.threshold)}” stands in place of a small number, and “not shown” in place of a number from "
        f"which a small one could be worked out. This protects children. Zero is always shown.{rounded if policy.rounds else ''}"
    )


def both_records(scene: Scene) -> list[Block]:
    """The figures as recorded and as verified, where corrections stand between the two (G10)."""
    if scene.corrections is None:
        return []
    drawn = (scene.tables.draw(scene.exhibits.table(f"{what}_in_both_records")) for what in ("reviews", "conferences"))
    return [table for table in drawn if table]


NOTES: dict[str, Callable[..., str | Said]] = {
    each.__name__: each
    for each in (
        cautions,
        balance,
        basis,
        reviews_outside_care,
        without_views,
        under_four,
        transfers,
        dispute_stages_in_time,
        which_record,
        threshold,
        clocks,
        definitions,
        problems,
        rules_not_run,
        corrections,
        both_records,
        restated,
        weeks_ahead,
        known_until,
        falling_due,
        priority_actions,
        actions_carried_over,
        coming_actions,
        not_in_this_report,
        attention,
        appendices,
        children_on_both_lists,
        caseload_guide,
        caseload_range,
        promises,
        threshold_for_children,
    )
}
"""Every note by name."""

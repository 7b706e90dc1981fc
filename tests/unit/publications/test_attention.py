"""What a board should look at: targets missed, told as far as small numbers allow, and what waits at the end of the year."""

from datetime import date

from tests.unit.publications.exhibits.record import YEAR, a_record, disputes, scene

from handrail.profiles import Profile, Target, parse
from handrail.publications.attention import attention
from handrail.publications.document import BulletList, Paragraph, plain
from handrail.publications.safeguards import Finding, Standing
from handrail.publications.safeguards.targets import targets_do_not_overlap
from handrail.publications.scene import Scene
from handrail.record.record import Missing, Record
from handrail.record.service_tables import Dispute

HEAD = 'authority = "Fairlea"\n'
NOTHING = "No target in force is missed in these figures, and nothing that is counted here waits."


def target(measure: str, value: float, **more: str) -> str:
    where = "".join(f"where = {{ {name} = '{said}' }}\n" for name, said in more.pop("where", {}).items())  # type: ignore[attr-defined]
    lines = "".join(f"{key} = {said}\n" for key, said in more.items())
    days = "" if "from" in more else "from = 2020-04-01\n"
    return f'[[targets]]\nmeasure = "{measure}"\nvalue = {value}\nset_by = "Board"\n{days}{lines}{where}\n'


def profile(*targets: str) -> Profile:
    return parse(HEAD + "".join(targets)).on(YEAR.last)


def lines(of: Scene) -> list[str]:
    (block,) = attention(of)
    assert isinstance(block, BulletList | Paragraph)
    return [plain(item) for item in block.items] if isinstance(block, BulletList) else [plain(block.parts)]


def said(of: Scene) -> list[str]:
    """What is told of targets and of what waits."""
    return [one for one in lines(of) if one != NOTHING and not one.startswith("Not known")]


def test_a_target_that_was_missed_stands_beside_the_result() -> None:
    missed = profile(target("disputes_raised", 40, unit='"count"'))
    assert said(scene(profile=missed)) == ["Disputes raised: 31, below the target of 40."]


def test_a_target_may_be_a_most() -> None:
    most = profile(target("disputes_raised", 30, unit='"count"', direction='"at_most"'))
    assert said(scene(profile=most)) == ["Disputes raised: 31, above the target of 30."]


def test_a_target_that_was_met_to_the_number_is_not_told() -> None:
    met = profile(target("disputes_resolved", 1.0), target("disputes_raised", 31, unit='"count"'))
    assert said(scene(profile=met)) == []


def test_a_target_of_a_group_is_held_against_the_group() -> None:
    care = profile(target("disputes_raised", 25, unit='"count"', where={"stream": "care"}))  # type: ignore[arg-type]
    assert said(scene(profile=care)) == ["Disputes raised (care): 22, below the target of 25."]


def test_a_target_that_no_longer_holds_is_not_told() -> None:
    past = profile(target("disputes_raised", 40, unit='"count"', until="2025-12-31"))
    assert said(scene(profile=past)) == []


def test_what_was_not_loaded_neither_met_nor_missed_its_target() -> None:
    record = Record(missing=[Missing("disputes", "No record was loaded.")])
    with_target = scene(profile=profile(target("disputes_raised", 40, unit='"count"')), record=record)
    assert said(with_target) == []
    assert lines(with_target)[-1].startswith("Not known, because no source for it was loaded: ")
    assert "Open disputes without an answer at the end of 31 March 2026" in lines(with_target)[-1]


def test_it_is_said_that_there_is_nothing() -> None:
    assert lines(scene()) == [NOTHING]


TABLE = {
    "tables": {
        "t": {"caption": "D", "rows": [{"heading": "Resolved"}], "columns": [{"measure": "disputes_resolved"}]},
    }
}


def test_a_hidden_share_is_held_against_its_target_only_as_far_as_its_bound() -> None:
    """Three of 103 were not resolved: a reader knows that it is 95.1% or more, and less than all."""
    made, _ = disputes({("care", "drift"): 100}, date(2025, 6, 2), "now")
    others = [Dispute(f"other-{n}", "care", date(2025, 6, 2), closed_on=date(2025, 7, 2), outcome="exhausted") for n in range(3)]  # fmt: skip
    record = Record()
    record.disputes.extend([*made, *others])

    def against(value: float) -> list[str]:
        return said(scene(TABLE, 5, profile(target("disputes_resolved", value)), record=record))

    assert against(0.95) == []
    assert against(0.97) == [
        "Whether the target was met cannot be said, because the numbers are small: Disputes resolved."
    ]
    assert against(1.0) == ["Disputes resolved: 95.1% or more (of 103), below the target of 100%."]


def test_what_waits_at_the_end_of_the_year_is_told_and_what_does_not_is_not() -> None:
    record = a_record()
    record.disputes.append(Dispute("open", "care", date(2026, 2, 2)))
    assert said(scene(record=record)) == [
        "Open disputes without an answer at the end of 31 March 2026: 100.0% (1 of 1)."
    ]


def test_targets_of_two_groups_do_not_overlap_and_two_of_one_group_do() -> None:
    care, protection = ({"stream": name} for name in ("care", "protection"))

    def overlap(*where: dict[str, str]) -> list[Finding]:
        held = [
            Target("disputes_raised", 10 + n, YEAR.first, None, "Board", "count", where=one)
            for n, one in enumerate(where)
        ]
        return list(targets_do_not_overlap(Standing(targets=tuple(held))))

    assert overlap(care, protection) == []
    assert [one.wrong for one in overlap(care, care)] == [
        "'disputes_raised' has two targets on 1 April 2025: 10 and 11."
    ]

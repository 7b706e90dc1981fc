"""What the handbook requires is listed as missing until a chapter gives it or a number of it is printed (G17)."""

from dataclasses import replace

from tests.unit.publications.exhibits.record import a_record, scene

from handrail.publications.bindings import made
from handrail.publications.document import BulletList, plain
from handrail.publications.owed import not_in_this_report
from handrail.publications.scene import Scene
from handrail.publications.standing import known
from handrail.record.record import Missing


def lines(of: Scene) -> list[str]:
    return [plain(item) for one in not_in_this_report(of) if isinstance(one, BulletList) for item in one.items]


def test_everything_is_missing_from_a_report_that_prints_nothing() -> None:
    found = lines(scene())
    assert len(found) == len(known().required)
    assert "Not in this report: caseloads. The reason: no chapter of it gives that." in found


def test_what_was_not_loaded_is_missing_for_that_reason() -> None:
    record = a_record()
    record.missing.append(Missing("audits", "No audits were loaded."))
    assert "Not in this report: what audits of reviews found. The reason: No audits were loaded." in lines(
        scene(record=record)
    )


def test_what_is_printed_is_not_missing_and_the_whole_is_not_the_part() -> None:
    of = scene()
    times = of.shown.facts.times
    of.shown.count(made("allocations_open", times))
    of.shown.count(made("officers_in_post", times))
    assert not any("caseloads" in line for line in lines(of))
    assert any("the make-up of the team" in line for line in lines(of)), "how many they are is not who they are"
    of.shown.count(made("officers_in_post", times, {"staff_sex": "F"}))
    assert not any("the make-up of the team" in line for line in lines(of))


def test_what_no_count_can_say_is_given_by_its_chapter() -> None:
    assert any("at risk" in line for line in lines(scene()))
    assert not any("at risk" in line for line in lines(replace(scene(), chapters=("resources",))))

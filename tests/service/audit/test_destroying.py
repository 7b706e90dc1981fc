"""Nothing is destroyed unless its time is over, two people stand behind it, and no hold stands over it."""

import json
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from tests.service.audit.conftest import MINE, NOW, OTHERS, Visiting

from handrail.service.audit.actions import enter
from handrail.service.audit.destroying import NotNow, approve, carry_out, propose, propose_words, withdraw
from handrail.service.audit.exporting import whole
from handrail.service.audit.holds import Held, hold, lift
from handrail.service.audit.models import Destruction, Entry, Erasure, LegalHold
from handrail.service.audit.rows import found_in
from handrail.service.audit.sealing import seal
from handrail.service.authorities.models import Authority
from handrail.trail.entry import content
from handrail.trail.verify import verify
from handrail.trail.words import hash_of

OVER = {"looked_after_child": date(1951, 3, 31)}
LAW = "UK GDPR, article 17"
destroyed: list[str] = []


def destroy(child: str) -> dict[str, int]:
    destroyed.append(child)
    return {"reviews": 12}


@pytest.fixture(autouse=True)
def _nothing_yet() -> None:
    destroyed.clear()


class TestOfAChild:
    """Its record, once its time is over."""

    def test_it_is_proposed_by_one_approved_by_another_and_carried_out(self, governing: Visiting) -> None:
        made = propose(governing(), MINE, OVER)
        approve(governing("director"), made.pk)
        assert destroyed == []
        carry_out(governing(), made.pk, destroy)
        assert destroyed == [MINE]
        kept = Destruction.objects.get()
        assert (kept.child, kept.why, kept.kept_until) == (MINE, "looked_after_child", date(2026, 3, 31))
        assert (kept.proposed_by, kept.approved_by, kept.destroyed_at) == ("information_governance", "director", NOW)
        assert json.loads(kept.destroyed) == {"reviews": 12}
        told = [
            (each.action, json.loads(each.detail).get("step"), json.loads(each.children))
            for each in Entry.objects.all()
        ]
        assert told == [("write", "proposed", [MINE]), ("write", "approved", [MINE]), ("erase", None, [MINE])]

    def test_not_while_its_time_runs(self, governing: Visiting) -> None:
        with pytest.raises(NotNow, match=r"kept through 01 April 2026: .*regulation 50"):
            propose(governing(), MINE, {"looked_after_child": date(1951, 4, 1)})

    def test_not_by_whoever_may_not(self, governing: Visiting, visiting: Visiting) -> None:
        made = propose(governing(), MINE, OVER)
        for visit in (governing(), visiting("service_manager"), visiting()):
            with pytest.raises(PermissionDenied):
                approve(visit, made.pk)
        for visit in (governing("director"), visiting("service_manager")):
            with pytest.raises(PermissionDenied):
                propose(visit, OTHERS, OVER)
            with pytest.raises(PermissionDenied):
                carry_out(visit, made.pk, destroy)

    def test_not_by_one_person_alone(self, governing: Visiting) -> None:
        made = propose(governing(who="sam"), MINE, OVER)
        with pytest.raises(NotNow, match="does not approve"):
            approve(governing("director", who="sam"), made.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            Destruction.objects.update(approved_by="sam", approved_at=NOW)

    def test_not_unapproved_twice_or_withdrawn(self, governing: Visiting) -> None:
        made = propose(governing(), MINE, OVER)
        with pytest.raises(NotNow, match="already"):
            propose(governing(), MINE, OVER)
        with pytest.raises(NotNow, match="Nobody has approved"):
            carry_out(governing(), made.pk, destroy)
        with pytest.raises(DatabaseError), transaction.atomic():
            Destruction.objects.update(destroyed_at=NOW)
        withdraw(governing(), made.pk)
        with pytest.raises(NotNow, match="no such proposal"):
            approve(governing("director"), made.pk)
        again = propose(governing(), MINE, OVER)
        approve(governing("director"), again.pk)
        with pytest.raises(NotNow, match="approved already"):
            approve(governing("director", who="another"), again.pk)
        carry_out(governing(), again.pk, destroy)
        with pytest.raises(NotNow, match="no such proposal"):
            carry_out(governing(), again.pk, destroy)
        assert destroyed == [MINE]

    def test_a_step_that_was_taken_stays(self, governing: Visiting) -> None:
        made = propose(governing(), MINE, OVER)
        approve(governing("director"), made.pk)
        for change in ({"child": OTHERS}, {"approved_by": "another"}, {"approved_at": None}, {"why": "x"}):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                Destruction.objects.update(**change)
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Destruction.objects.all()._raw_delete("default")


class TestHolds:
    """A legal hold keeps everything of a child."""

    def test_nothing_is_proposed_approved_or_carried_out_while_one_stands(self, governing: Visiting) -> None:
        first = propose(governing(), MINE, OVER)
        second = propose(governing(), OTHERS, OVER)
        approve(governing("director"), second.pk)
        for child in (MINE, OTHERS, "third"):
            hold(governing(kind="legal_hold"), child, "Order of the court of 3 March")
        with pytest.raises(Held):
            propose(governing(), "third", OVER)
        with pytest.raises(Held):
            approve(governing("director"), first.pk)
        with pytest.raises(Held):
            carry_out(governing(), second.pk, destroy)
        assert destroyed == []
        lift(governing(kind="legal_hold"), LegalHold.objects.get(child=OTHERS).pk, "The court released it")
        carry_out(governing(), second.pk, destroy)
        assert destroyed == [OTHERS]

    def test_it_is_placed_and_lifted_once_with_a_reason_by_whoever_may(
        self, governing: Visiting, visiting: Visiting
    ) -> None:
        with pytest.raises(PermissionDenied):
            hold(visiting(), MINE, "Because")
        with pytest.raises(ValueError, match="needs its reason"):
            hold(governing(kind="legal_hold"), MINE, " ")
        placed = hold(governing(kind="legal_hold"), MINE, "Inquiry")
        with pytest.raises(Held, match="no reason"):
            lift(governing(kind="legal_hold"), placed.pk, "")
        lift(governing(kind="legal_hold"), placed.pk, "Ended")
        with pytest.raises(Held, match="lifted already"):
            lift(governing(kind="legal_hold"), placed.pk, "Ended")
        steps = [(each.kind, each.reason, json.loads(each.detail)["step"]) for each in Entry.objects.all()]
        assert steps == [("legal_hold", "Inquiry", "placed"), ("legal_hold", "Ended", "lifted")]

    def test_its_row_changes_by_being_lifted_only(self, governing: Visiting) -> None:
        hold(governing(kind="legal_hold"), MINE, "Inquiry")
        for change in ({"child": OTHERS}, {"reason": "x"}, {"lifted_by": "x"}, {"lifted_at": NOW}):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                LegalHold.objects.update(**change)
        LegalHold.objects.update(lifted_at=NOW, lifted_by="x")
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            LegalHold.objects.update(lifted_at=None, lifted_by="")


class TestOfWords:
    """What somebody typed into the trail, which the law requires to be erased."""

    @pytest.fixture
    def typed(self, inside: Authority, visiting: Visiting) -> Entry:
        enter(visiting(), "read", children=[MINE], reason="Told me that Zoe is ill", detail={"tab": "plan"})
        enter(visiting(), "read", children=[MINE], reason="Review")
        seal(inside, NOW + timedelta(seconds=30))
        return Entry.objects.all()[0]

    def erased(self, governing: Visiting, *numbers: int) -> None:
        made = propose_words(governing(), numbers, LAW)
        approve(governing("director"), made.pk)
        carry_out(governing(), made.pk, destroy)

    def test_they_go_and_the_trail_is_sound(self, inside: Authority, governing: Visiting, typed: Entry) -> None:
        self.erased(governing, typed.pk)
        seal(inside, NOW + timedelta(minutes=1))
        lines = list(whole(inside))
        assert b"Zoe" not in b"".join(lines)
        found = verify(lines)
        assert (found.findings, found.erased, found.sealed) == ([], 1, 5)
        typed.refresh_from_db()
        assert (typed.reason, typed.detail, typed.salt, typed.who) == ("", "{}", "", "f0" * 16)
        told = Entry.objects.get(action="erase")
        assert told.reason == f"{LAW}; approved by director"
        assert (json.loads(told.detail)["entries"], json.loads(told.children)) == ([typed.pk], [MINE])
        assert destroyed == []

    def test_words_taken_out_past_the_program_are_found_though_the_hash_is_right(
        self, inside: Authority, governing: Visiting, typed: Entry
    ) -> None:
        other = Entry.objects.all()[1]
        self.erased(governing, typed.pk)
        words = hash_of(content(found_in(other, inside.key)))
        Erasure.objects.create(entry=other, words=words, told=other)
        Entry.objects.filter(pk=other.pk).update(reason="", detail="{}", salt="", erased=words)
        seal(inside, NOW + timedelta(minutes=1))
        (finding,) = verify(whole(inside)).findings
        assert "position 2: The words of the entry are missing" in str(finding)

    def test_not_unsealed_not_twice_and_not_of_an_erasure(
        self, inside: Authority, governing: Visiting, visiting: Visiting, typed: Entry
    ) -> None:
        enter(visiting(), "read", reason="Just now")
        unsealed = Entry.objects.latest("pk").pk
        self.erased(governing, typed.pk)
        telling = Entry.objects.get(action="erase").pk
        seal(inside, NOW)
        with pytest.raises(NotNow, match=f"entry {typed.pk} cannot"):
            propose_words(governing(), [typed.pk, unsealed], LAW)
        with pytest.raises(NotNow, match="tells of an erasure"):
            propose_words(governing(), [telling], LAW)
        with pytest.raises(NotNow, match="which law"):
            propose_words(governing(), [unsealed], " ")
        with pytest.raises(NotNow, match="1 to 300"):
            propose_words(governing(), range(1, 302), LAW)
        with pytest.raises(NotNow, match="cannot be erased"):
            propose_words(governing(), [10**9], LAW)

    def test_not_while_a_hold_stands_over_a_child_of_the_entry(self, governing: Visiting, typed: Entry) -> None:
        hold(governing(kind="legal_hold"), MINE, "Inquiry")
        with pytest.raises(Held):
            propose_words(governing(), [typed.pk], LAW)

    @pytest.mark.parametrize(
        "change",
        [
            {"reason": "", "detail": "{}", "salt": "", "erased": "0" * 64},
            {"reason": "", "detail": "{}", "salt": ""},
            {"erased": "0" * 64},
            {"who": "another"},
        ],
    )
    def test_the_database_lets_no_words_go_without_an_erasure(self, typed: Entry, change: dict[str, str]) -> None:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Entry.objects.filter(pk=typed.pk).update(**change)

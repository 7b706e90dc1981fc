"""The paper pack: a person's own children, whom to ring and whom not, kept where only the service reads it."""

import json
import re
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.service.conftest import MORNING, TODAY, SignedIn, account_of
from tests.service.diary.conftest import Officer

from handrail.permissions import CARE
from handrail.service.access.visiting import visit_of
from handrail.service.asking import Asked
from handrail.service.audit.models import Entry
from handrail.service.authorities.models import Authority
from handrail.service.authorities.visits import Visit
from handrail.service.authorities.walls import wall
from handrail.service.diary import paper_folder
from handrail.service.diary.paper import paper
from handrail.service.people.models import Contact, Particulars
from handrail.service.records.models import table


@pytest.fixture
def named(fairlea: Authority, officer: Officer) -> None:
    """Each child has a name, a mother with a telephone, and a father whose number must not be told."""
    with wall(fairlea):
        for number, child in enumerate(table("children").order_by("child_id")):
            Particulars.objects.create(child=child.key, name=f"Child Number{number} {child.child_id}")
            Contact.objects.create(
                child=child.key, name="Ruth Bell", role="mother", phone="01632 960001", address="1 Low St"
            )
            Contact.objects.create(
                child=child.key, name="Una Bell", role="other", phone="01632 960003", safe_contact="Never by text"
            )
            Contact.objects.create(
                child=child.key, name="Tom Gray", role="father", phone="01632 960002", undisclosed=True
            )


def visit(fairlea: Authority, officer: Officer) -> Visit:
    return visit_of(officer.account, fairlea, Asked("export", "due", CARE), MORNING, TODAY)


@pytest.mark.usefixtures("named")
def test_it_names_the_persons_own_children_and_whom_to_ring(fairlea: Authority, officer: Officer) -> None:
    with wall(fairlea):
        made = paper(visit(fairlea, officer))
    facts = [fact for part in made.parts for fact in part.facts]
    assert facts
    assert {name.split()[-1] for name, _ in facts} <= set(officer.child_ids)
    said = " ".join(text for _, text in facts)
    assert "Mother: Ruth Bell, 01632 960001" in said
    assert "Una Bell, 01632 960003 (safe contact: Never by text)" in said
    assert not re.search(r"Tom Gray|960002|Low St", said)
    assert "Reviewing officer: " in said


@pytest.mark.usefixtures("named")
def test_what_is_downloaded_is_a_pdf_that_names_nobody_outside_and_is_entered_as_taken_out(
    fairlea: Authority, officer: Officer
) -> None:
    answer: Any = officer.client.get("/fairlea/paper-pack/")
    assert answer["Content-Disposition"] == 'attachment; filename="paper-pack-2026-04-02.pdf"'
    assert answer.content.startswith(b"%PDF-")
    with wall(fairlea):
        entry = Entry.objects.filter(route="paper-pack").get()
        assert (entry.action, entry.kind) == ("export", "due")
        assert json.loads(entry.children)


@pytest.mark.usefixtures("named")
def test_the_night_writes_one_for_each_who_may_and_takes_away_the_rest(
    fairlea: Authority, officer: Officer, signed_in: SignedIn, tmp_path: Path, settings: Any
) -> None:
    from dataclasses import replace

    settings.HANDRAIL = replace(settings.HANDRAIL, data=tmp_path)
    support = account_of(signed_in(fairlea, "business_support"))
    signed_in(fairlea, "performance_analyst")
    signed_in(fairlea, "administrator", "common")
    folder = paper_folder.folder_of(fairlea)
    folder.mkdir(parents=True)
    (folder / "reviewing_officer-00000000.pdf").write_bytes(b"old")
    assert paper_folder.write_all(fairlea, lambda done, of, what: None) == 2
    kept = {f"reviewing_officer-{officer.account.key[:8]}.pdf", f"business_support-{support.key[:8]}.pdf"}
    assert {one.name for one in folder.iterdir()} == kept
    assert {oct(one.stat().st_mode & 0o777) for one in folder.iterdir()} == {"0o600"}
    assert oct(folder.stat().st_mode & 0o777) == "0o700"
    with pikepdf.open(folder / min(kept)) as pdf:
        assert len(pdf.pages) > 0
    with wall(fairlea):
        assert Entry.objects.filter(route="paper-packs", action="export", who="").count() == 2


@pytest.mark.usefixtures("named")
def test_its_queries_do_not_grow_with_the_children(fairlea: Authority, officer: Officer, signed_in: SignedIn) -> None:
    support = account_of(signed_in(fairlea, "business_support"))

    def asked(account: Any) -> int:
        with wall(fairlea), CaptureQueriesContext(connection) as queries:
            paper(visit_of(account, fairlea, Asked("export", "due", CARE), MORNING, TODAY))
        return len(queries)

    assert asked(officer.account) == asked(support)

"""What people come for, and where it ends.

role                    | may     | what               | of whom                 | answer
reviewing_officer       | read    | child              | an own child            | yes
reviewing_officer       | read    | child              | another child           | no
reviewing_officer       | write   | challenge          | an own child            | yes
reviewing_officer       | write   | challenge          | another child           | no
reviewing_officer       | approve | review_record      | an own child            | yes
reviewing_officer       | write   | conference_record  | an own child            | no
reviewing_officer       | read    | audit_of_child     | an own child            | yes
reviewing_officer       | read    | view               | an own child            | yes
reviewing_officer       | read    | child              | an own child, sealed    | no
reviewing_officer       | export  | checkpoint         | the authority           | yes
reviewing_officer       | read    | audit_trail        | the authority           | no
reviewing_officer       | read    | workload           | oneself                 | yes
reviewing_officer       | read    | workload           | somebody else           | no
conference_chair        | approve | conference_record  | an own child            | yes
conference_chair        | write   | review_record      | an own child            | no
service_manager         | write   | allocation         | another child           | yes
service_manager         | read    | challenge          | another child           | yes
service_manager         | write   | challenge          | another child           | no
service_manager         | approve | correction         | another child           | yes
service_manager         | write   | import             | not published           | yes
service_manager         | read    | sealed_history     | another child, sealed   | yes
service_manager         | read    | child              | another child, sealed   | yes
service_manager         | read    | workload           | somebody else           | yes
service_manager         | write   | profile            | the authority           | yes
business_support        | write   | convening          | another child           | yes
business_support        | write   | child_contact      | another child           | yes
business_support        | export  | case_pack          | another child           | yes
business_support        | read    | challenge          | another child           | no
business_support        | read    | view               | another child           | no
business_support        | approve | conference_record  | another child           | no
business_support        | list    | absence            | somebody else           | yes
business_support        | read    | absence            | somebody else           | no
social_worker           | write   | report             | an own child            | yes
social_worker           | write   | social_work_answer | an own child            | yes
social_worker           | read    | child              | a child of the own team | no
social_worker           | read    | oversight          | an own child            | no
team_manager            | read    | child              | a child of the own team | yes
team_manager            | write   | social_work_answer | a child of the own team | yes
team_manager            | approve | report             | a child of the own team | yes
team_manager            | read    | child              | another child           | no
director                | write   | social_work_answer | another child           | yes
director                | read    | child_contact      | another child           | no
director                | approve | retention          | the authority           | yes
carer_reviewing_officer | write   | carer_review       | an own child            | yes
carer_reviewing_officer | read    | carer              | another child           | no
designated_officer      | write   | allegation         | another child           | yes
designated_officer      | read    | child              | another child           | no
home_visitor            | write   | home_visit         | an own child            | yes
home_visitor            | read    | home               | another child           | no
panel_member            | read    | panel_paper        | an own child            | yes
panel_member            | read    | child              | an own child            | no
advocate                | write   | advocacy           | an own child            | yes
advocate                | read    | view               | an own child            | no
advocate                | read    | child_contact      | an own child            | no
performance_analyst     | write   | import             | not published           | yes
performance_analyst     | approve | import             | not published           | no
performance_analyst     | export  | figure_children    | another child           | yes
performance_analyst     | read    | child_contact      | another child           | no
performance_analyst     | write   | api_token          | oneself                 | yes
board_member            | read    | publication        | published               | yes
board_member            | read    | publication        | not published           | no
board_member            | read    | figure             | not published           | no
inspector               | read    | inspection_pack    | published               | yes
inspector               | read    | inspection_pack    | not published           | no
administrator           | write   | role_held          | somebody else           | yes
administrator           | write   | role_held          | oneself                 | no
administrator           | write   | account            | oneself                 | yes
administrator           | read    | audit_trail        | the authority           | no
information_governance  | read    | audit_trail        | the authority           | yes
information_governance  | write   | audit_trail        | the authority           | no
information_governance  | write   | legal_hold         | the authority           | yes
information_governance  | approve | retention          | the authority           | no
"""

import pytest
from tests.spec.permissions.people import can, person

from handrail.permissions import table_in_force

ROWS = [[cell.strip() for cell in line.split("|")] for line in (__doc__ or "").splitlines() if "|" in line][1:]


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row[:4]) for row in ROWS])
def test_who_may(row: list[str]) -> None:
    role, action, kind, whose, answer = row
    assert can(person(role), action, kind, whose) == (answer == "yes")


def test_every_role_has_examples_of_both_answers() -> None:
    answers = {(row[0], row[4]) for row in ROWS}
    assert answers == {(role, answer) for role in table_in_force().roles for answer in ("yes", "no")}

"""How often somebody gets a message of what is due."""

from handrail.service.access.models import Account
from handrail.service.authorities.visits import Visit
from handrail.service.diary.models import DAILY, OFF, WEEKLY, MailChoice

OFTEN = {
    DAILY: "Each working day: what became late, what falls due this week, new notices; and on Mondays the four weeks ahead",
    WEEKLY: "On Mondays: what is late, and what falls due in the next four weeks",
    OFF: "Never",
}
_USUALLY_WEEKLY = {"reviewing_officer", "conference_chair", "team_manager", "service_manager"}


def chosen(visit: Visit) -> str:
    """How often, as it was chosen; else weekly for those who hold meetings or manage them, and never for others."""
    found = MailChoice.objects.filter(account__key=visit.viewer.account).values_list("often", flat=True).first()
    roles = {held.role for held in visit.viewer.roles_on(visit.today)}
    return found or (WEEKLY if roles & _USUALLY_WEEKLY else OFF)


def choose(visit: Visit, often: str) -> None:
    """Keep how often."""
    account = Account.objects.get(key=visit.viewer.account)
    MailChoice.objects.update_or_create(account=account, defaults={"often": often})

"""`handrail manage account EMAIL`: make one account, give it a role, and make a link to set its password."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse

from handrail.service import clock
from handrail.service.access.ending import forget_second_steps
from handrail.service.access.joiners import give
from handrail.service.access.models import Account
from handrail.service.access.people_file import BadFile, one_line
from handrail.service.audit.management import asked
from handrail.service.authorities.walls import wall


class Command(BaseCommand):
    """Makes an account or finds it, gives it a role, and prints a link to set its password: good once, for a day."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and which role where."""
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--name", help="what the person is called; needed for a new account")
        parser.add_argument("--authority", metavar="KEY", help="where the role is held")
        parser.add_argument("--role", help="the role to give, such as service_manager")
        parser.add_argument("--stream", default="care_and_protection", help="the stream it is held in")
        parser.add_argument("--team", default="")
        parser.add_argument("--worker-id", default="", help="who they are in the authority's record")
        parser.add_argument("--from", dest="first", metavar="DAY", help="the first day; today unless given")
        parser.add_argument("--until", default="", metavar="DAY", help="the last day, if one is known")
        parser.add_argument("--forget-second-step", action="store_true", help="for somebody who lost every second step")
        parser.add_argument(
            "--site", metavar="ADDRESS", help="the address of the service, such as https://handrail.example"
        )

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Make what is asked for, and print the link."""
        with transaction.atomic():
            account = _account(email.strip().lower(), options["name"])
            if options["role"]:
                _give(account, options, clock.today())
            if options["forget_second_step"]:
                forget_second_steps(account)
        self.stdout.write(f"A link for {account.name} to set a password, good once until this time tomorrow:")
        self.stdout.write(_link(account, options["site"] or _site()))


def _account(email: str, name: str | None) -> Account:
    found = Account.objects.filter(email=email).first()
    if found:
        return found
    if not name:
        raise CommandError(f"There is no account with the address '{email}'. Add --name to make one.")
    return Account.objects.create_user(email, name)


def _give(account: Account, options: dict[str, Any], today: date) -> None:
    if not options["authority"]:
        raise CommandError("Say with --authority where the role is held.")
    told = {"email": account.email, "name": account.name, "from": options["first"] or today.isoformat()}
    told |= {name: options[name] for name in ("role", "stream", "team", "worker_id", "until")}
    authority = asked.authority(options["authority"])
    try:
        line = one_line(told)
    except BadFile as error:
        raise CommandError(str(error)) from error
    with wall(authority):
        give(account, line, authority, clock.now())


def _link(account: Account, site: str) -> str:
    token = default_token_generator.make_token(account)
    return f"{site.rstrip('/')}{reverse('first_password', kwargs={'key': account.key, 'token': token})}"


def _site() -> str:
    host = settings.HANDRAIL.hosts[0]
    return f"http://{host}:8000" if settings.HANDRAIL.demo else f"https://{host}"

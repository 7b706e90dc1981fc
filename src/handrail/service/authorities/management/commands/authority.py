"""`handrail manage authority`: begin with an authority on this deployment."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import resolve

from handrail.profiles import ProfileError, Written, written
from handrail.service import clock
from handrail.service.authorities.models import Authority
from handrail.service.authorities.profiles import keep
from handrail.service.authorities.walls import wall


class Command(BaseCommand):
    """Makes an authority, with its profile if one is given; says what to do next."""

    help = "Begin with an authority: its key in addresses, its name, and its profile if there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one."""
        parser.add_argument("key", metavar="KEY", help="what stands in every address, for instance fairlea")
        parser.add_argument("name", metavar="NAME", help="its name, for instance 'Fairlea Council'")
        parser.add_argument("--profile", metavar="FILE", type=Path, help="its settings (TOML)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, all or nothing."""
        authority = Authority(key=options["key"], name=options["name"].strip())
        try:
            authority.full_clean()
            profile = written(options["profile"]) if options["profile"] else Written({"authority": authority.name})
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except ProfileError as error:
            raise CommandError(str(error)) from error
        if resolve(f"/{authority.key}/").kwargs.get("authority") != authority.key:
            raise CommandError(f"'{authority.key}' stands in addresses of the service itself. Choose another key.")
        authority.save()
        with wall(authority):
            keep(profile.as_toml(), "", clock.now(), "As the authority begins")
        self.stdout.write(
            f"{authority.name} is there. Give somebody a way in: "
            f"handrail manage account EMAIL --name NAME --authority {authority.key} --role administrator"
        )

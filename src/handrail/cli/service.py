"""`handrail serve`, `handrail manage`, `handrail secret`: the web service from the command line."""

import argparse
import os
import secrets
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_SETTINGS = "handrail.service.config.settings"
_SECRET_BYTES = 64


def add_to(commands: "Commands") -> None:
    """The commands."""
    serve = commands.add_parser("serve", help="serve the web service; the environment says where its work is kept")
    serve.add_argument("--bind", metavar="HOST:PORT", default="127.0.0.1:8000", help="where to answer")
    serve.add_argument("--workers", metavar="N", type=int, default=2, help="processes that answer")
    serve.add_argument("--threads", metavar="N", type=int, default=4, help="threads in each")
    manage = commands.add_parser("manage", help="look after the web service: migrate, createsuperuser and the like")
    manage.add_argument("arguments", metavar="…", nargs=argparse.REMAINDER, help="what to do, and with what")
    commands.add_parser("secret", help="make a secret for HANDRAIL_SECRET_KEY")


def serve(options: argparse.Namespace) -> int:
    """Give this process to the web server, with style and scripts gathered; does not come back."""
    _django(["collectstatic", "--noinput", "--verbosity", "0"])
    settings = ["--bind", options.bind, "--workers", str(options.workers), "--threads", str(options.threads)]
    quiet = ["--worker-class", "gthread", "--log-level", "warning", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *settings, *quiet, "handrail.service.config.wsgi:application"]
    os.execv(sys.executable, command)  # noqa: S606 - the interpreter that runs this, with our own arguments


def manage(options: argparse.Namespace) -> int:
    """Run one of the service's own commands."""
    _django(options.arguments)
    return 0


def secret(options: argparse.Namespace) -> int:
    """Print a good secret."""
    print(secrets.token_urlsafe(_SECRET_BYTES))
    return 0


def _django(arguments: list[str]) -> None:
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    execute_from_command_line(["handrail manage", *arguments])

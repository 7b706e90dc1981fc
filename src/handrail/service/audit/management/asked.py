"""What the commands of the trail are asked for: an authority, who asks, and a new file."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import CommandError

from handrail.service.authorities.models import Authority


def authority(key: str) -> Authority:
    """The authority of this key. Raises CommandError, which says which there are."""
    found = Authority.objects.filter(key=key).first()
    if found is None:
        there = ", ".join(Authority.objects.values_list("key", flat=True)) or "none yet"
        raise CommandError(f"There is no authority '{key}'. There are: {there}.")
    return found


def account(email: str) -> Any:
    """The account of this e-mail address. Raises CommandError."""
    try:
        return get_user_model()._default_manager.get_by_natural_key(email)
    except ObjectDoesNotExist:
        raise CommandError(f"There is no account with the address '{email}'.") from None


def new_file(path: Path, lines: Iterable[bytes]) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises CommandError if there is one."""
    begun = path.with_name(f"{path.name}.part")
    try:
        if path.exists():
            raise CommandError(f"'{path}' is there already.")
        with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.writelines(lines)
        begun.rename(path)
    except OSError as error:
        raise CommandError(f"'{error.filename or path}' cannot be written ({error.strerror}).") from error

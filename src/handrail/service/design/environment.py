"""The environment of every Jinja2 template of the service: escaping always, and nothing missing printed as nothing."""

from collections.abc import Mapping
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, Undefined

from handrail.publications.numbers import percentage
from handrail.service.design import addresses, dates
from handrail.service.design.forms import problems
from handrail.service.design.frame import Frame
from handrail.service.design.words import ABSENCES, STATUSES


class Missing(Undefined):
    """A value nobody gave: a template may ask whether it is there, and may do nothing else with it."""

    __str__ = __iter__ = __len__ = Undefined._fail_with_undefined_error
    __eq__ = __ne__ = __hash__ = __contains__ = Undefined._fail_with_undefined_error


def environment(autoescape: bool = True, **options: Any) -> Environment:
    """The environment, as the setting TEMPLATES asks for it. Escaping cannot be switched off."""
    ours = {"undefined": Missing, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**{**options, **ours}, autoescape=True)
    made.globals.update(
        static=static, url=url, problems=problems, statuses=STATUSES, absences=ABSENCES, bare_frame=Frame()
    )
    for of_dates in (dates.long_date, dates.short_date, dates.distance, dates.due_in):
        made.filters[of_dates.__name__] = of_dates
    made.filters.update(
        percentage=percentage,
        file_size=file_size,
        merged=merged,
        without=without,
        with_changes=addresses.with_changes,
        pages_shown=addresses.pages_shown,
    )
    return made


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name: `url("child:page", key=...)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def file_size(count: int) -> str:
    """The size of a file of so many bytes as a person reads it: 214 kB, 1.4 MB."""
    return f"{count / 1e6:.1f} MB" if count >= 999_500 else f"{max(1, round(count / 1e3))} kB"


def merged(first: Mapping[str, object], second: Mapping[str, object]) -> dict[str, object]:
    """Both mappings in one; the second has the last word."""
    return {**first, **second}


def without(mapping: Mapping[str, object], *names: str) -> dict[str, object]:
    """The mapping without these names."""
    return {name: value for name, value in mapping.items() if name not in names}

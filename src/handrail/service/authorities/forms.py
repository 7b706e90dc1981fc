"""The settings of an authority as a form: its colour and logo, its words, or the whole profile from a file."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms

from handrail.profiles import Profile, ProfileError, Words, Written
from handrail.service.authorities import logos
from handrail.service.design.forms import DateField

_LARGEST = 512 * 1024
WORDS = tuple(fields(Words))


class ChangeForm(forms.Form):
    """What is to change, from which day, and why. A word that is left as it was is not written."""

    colour = forms.CharField(
        label="Colour of the header and the headings",
        max_length=7,
        help_text="For example #0b5457, dark enough to be read on white",
    )
    logo = forms.FileField(
        label="Logo",
        required=False,
        help_text="A picture, PNG or JPEG, of at most 1 MB. It stands beside the name on the colour of the header, two "
        "lines high: take the one made for a dark ground, or one with its own white ground",
    )
    logo_says = forms.CharField(
        label="What the logo shows",
        required=False,
        max_length=120,
        help_text="In words, for whoever does not see it. For example: Fairlea, an oak tree over water",
    )
    no_logo = forms.BooleanField(label="Take the logo away", required=False)
    holds_from = DateField(label="From which day the words hold", help_text="What was printed before is not changed")
    why = forms.CharField(label="Why", max_length=300, help_text="For whoever reads this later")

    def __init__(self, *args: Any, now: Profile, written: Mapping[str, Any], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._now, self._written = now, written
        if not now.report.logo:
            del self.fields["no_logo"]
        for one in WORDS:
            self.fields[word_field(one.name)] = forms.CharField(
                label=title_of(one.name), max_length=100, help_text=_meaning(one)
            )

    def clean(self) -> dict[str, Any]:
        """The profile as it would be, as `text`; what is wrong with it in words."""
        found = super().clean() or {}
        if found.get("logo") and not found.get("logo_says"):
            self.add_error("logo_says", "Say in words what the logo shows")
        if not self.errors:
            try:
                found["text"] = logos.checked(Written(self._changed(found)).as_toml()).as_toml()
            except ProfileError as error:
                self.add_error(None, str(error))
        return found

    def clean_logo(self) -> bytes | None:
        """The picture, made anew."""
        given = self.cleaned_data["logo"]
        try:
            return logos.made_anew(given.read(logos.LARGEST + 1)) if given else None
        except logos.NoLogo as error:
            raise forms.ValidationError(str(error)) from None

    def _changed(self, found: Mapping[str, Any]) -> dict[str, Any]:
        changed = {name: found[word_field(name)] for name in self._words_changed(found)}
        data = dict(self._written)
        look = self._look(data.get("report", {}), found)
        if look != data.get("report", {}):
            data["report"] = look
        if changed:
            words, day = dict(data.get("words", {})), found["holds_from"].isoformat()
            words[day] = {**words.get(day, {}), **changed}
            data["words"] = words
        return data

    def _look(self, look: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
        changed = dict(look)
        if found["colour"] != self._now.accent:
            changed["accent"] = found["colour"]
        if found.get("no_logo") or found["logo"]:
            changed = _without_logo(changed)
        if found["logo"]:
            changed["logo"] = {"image": b64encode(found["logo"]).decode(), "says": found["logo_says"]}
        elif "logo" in changed and found["logo_says"]:
            changed["logo"] = {**changed["logo"], "says": found["logo_says"]}
        return changed

    def _words_changed(self, found: Mapping[str, Any]) -> Iterator[str]:
        for one in WORDS:
            if found[word_field(one.name)] != getattr(self._now.words, one.name):
                yield one.name


class ImportForm(forms.Form):
    """A whole profile from a file takes the place of the one there is."""

    file = forms.FileField(label="Profile", help_text="A file as it is downloaded here (TOML)")
    why = forms.CharField(label="Why", max_length=300, help_text="For whoever reads this later")

    def clean(self) -> dict[str, Any]:
        """The profile in the file, as `text`; what is wrong with it in words, with the name of the file."""
        found = super().clean() or {}
        if file := found.get("file"):
            try:
                found["text"] = _read(file)
            except ProfileError as error:
                self.add_error("file", str(error))
        return found


def _read(file: Any) -> str:
    if file.size > _LARGEST:
        raise ProfileError("", "is too large for a profile", f"Give a file of at most {_LARGEST // 1024} kB", file.name)
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProfileError("", "is no text in UTF-8", "Save it as text in UTF-8", file.name) from None
    return logos.checked(text, file.name).as_toml()


def _without_logo(look: Mapping[str, Any]) -> dict[str, Any]:
    """How it looks without a logo, on any day."""
    kept = {key: one for key, one in look.items() if key != "logo"}
    return {key: _without_logo(one) if isinstance(one, Mapping) else one for key, one in kept.items()}


def word_field(name: str) -> str:
    """What the field of a word is called."""
    return f"word_{name}"


def title_of(name: str) -> str:
    """The name of a word as a label: Social worker."""
    return name.replace("_", " ").capitalize()


def first_values(now: Profile, today: date) -> dict[str, Any]:
    """The form as it is first seen: everything as it is."""
    words = {word_field(one.name): getattr(now.words, one.name) for one in WORDS}
    says = now.report.logo.says if now.report.logo else ""
    return {"colour": now.accent, "logo_says": says, "holds_from": today, **words}


def _meaning(one: Any) -> str:
    return str(one.metadata["meaning"])

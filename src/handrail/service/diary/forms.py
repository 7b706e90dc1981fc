"""How often somebody wants a message."""

from django import forms

from handrail.service.diary.choices import OFTEN


class OftenForm(forms.Form):
    """Daily, weekly or never."""

    often = forms.ChoiceField(label="An e-mail of what is due", choices=[*OFTEN.items()], widget=forms.RadioSelect)

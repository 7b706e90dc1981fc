"""What is written about those who work for the children: themselves, their time away, their panels, the posts."""

from typing import Any

from django import forms

from handrail.service.design.forms import DateField
from handrail.service.design.together import TogetherForm
from handrail.service.people.forms import in_order
from handrail.service.people.words import ABSENCES, UNDERTAKINGS

DETAILS = ("name", "email", "phone", "registration", "registered_until")
ROW = ("role", "team", "started_on", "ended_on", "fte_percent", "contract", "post_id")
CONTRACTS = {"": "Not recorded", "permanent": "Permanent", "agency": "Agency", "secondment": "Secondment"}
_DAY = "For example, 27 3 2015"


class WorkerForm(TogetherForm):
    """Who a worker is and the registration they work by."""

    name = forms.CharField(label="Full name", max_length=200, error_messages={"required": "Enter the name"})
    email = forms.EmailField(label="E-mail address at work", required=False)
    phone = forms.CharField(label="Telephone at work", max_length=40, required=False)
    registration = forms.CharField(
        label="Registration number", max_length=40, required=False, help_text="With Social Work England"
    )
    registered_until = DateField(label="Registered until", required=False, help_text=_DAY)


class WorkerInPostForm(WorkerForm):
    """A worker who is written here, with the post they hold; of one who was handed in, the files say that."""

    role = forms.RegexField(
        r"^[a-z][a-z_]*$",
        label="What they do",
        max_length=60,
        help_text="As in the record: reviewing_officer, conference_chair, social_worker, team_manager",
        error_messages={"invalid": "Use small letters and underscores, as the record does", "required": "Enter it"},
    )
    team = forms.CharField(label="Team", max_length=100, required=False, help_text="As in the record")
    started_on = DateField(label="In the post since", required=False, help_text=_DAY)
    ended_on = DateField(label="Last day in the post", required=False, help_text="Leave it blank while they are in it")
    fte_percent = forms.IntegerField(label="Hours, in percent of full time", min_value=1, max_value=200, required=False)
    contract = forms.ChoiceField(label="Contract", choices=[*CONTRACTS.items()], required=False)
    post_id = forms.CharField(
        label="Post", max_length=100, required=False, help_text="The number of a post listed here"
    )

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "started_on", "ended_on")


class NewWorkerForm(WorkerInPostForm):
    """A worker nobody has told of yet."""

    worker_id = forms.CharField(
        label="The council's number for the worker",
        max_length=200,
        error_messages={"required": "Enter the council's number for the worker"},
    )
    field_order = ("worker_id",)


class _FromUntil(forms.Form):
    """Something that lasts from a day through a day."""

    first_on = DateField(label="First day", help_text=_DAY)
    last_on = DateField(label="Last day", required=False, help_text="Leave it blank if it is not known")
    mistaken = forms.BooleanField(label="It was written by mistake: take it away", required=False)

    def __init__(self, *given: Any, is_new: bool, **settings: Any) -> None:
        super().__init__(*given, **settings)
        if is_new:
            del self.fields["mistaken"]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "first_on", "last_on")


class AbsenceForm(_FromUntil):
    """Somebody is away."""

    kind = forms.ChoiceField(
        label="Why",
        choices=[*ABSENCES.items()],
        widget=forms.RadioSelect,
        help_text="Only the person and the manager are told why",
        error_messages={"required": "Choose why"},
    )
    field_order = ("kind",)


class UndertakingForm(_FromUntil):
    """Somebody is on a panel or in a group."""

    kind = forms.ChoiceField(
        label="What it is",
        choices=[*UNDERTAKINGS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    name = forms.CharField(label="Its name", max_length=200, error_messages={"required": "Enter its name"})
    field_order = ("kind", "name")


class PostForm(TogetherForm):
    """A post the service is funded for; the number of one that is there stays."""

    post_id = forms.CharField(label="Number of the post", max_length=100, error_messages={"required": "Enter a number"})
    role = WorkerInPostForm.base_fields["role"]
    fte_percent = forms.IntegerField(
        label="Hours, in percent of full time",
        min_value=1,
        max_value=200,
        error_messages={"required": "Enter the hours"},
    )
    from_on = DateField(label="The post exists since", required=False, help_text=_DAY)
    until_on = DateField(label="Its last day", required=False, help_text="Leave it blank while it exists")
    temporary = forms.NullBooleanField(label="Made for a time only", required=False)

    def __init__(self, *given: Any, version: int, **settings: Any) -> None:
        super().__init__(*given, version=version, **settings)
        self.fields["post_id"].disabled = bool(version)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        return in_order(self, "from_on", "until_on")

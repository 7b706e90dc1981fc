"""The pages of the case system: what waits to be filed, taking it out, and saying that it was filed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from handrail.permissions import CARE
from handrail.service.asking import asks
from handrail.service.authorities.visits import Visited
from handrail.service.design.addresses import row_number
from handrail.service.design.downloads import ZIP, as_file
from handrail.service.design.forms import sent
from handrail.service.packs import actions, making, pages, receipts_in
from handrail.service.packs.actions import Filed, Kept
from handrail.service.packs.forms import FiledForm, ReceiptsForm
from handrail.service.packs.models import BROUGHT
from handrail.service.packs.receipts_in import NoReceipts


@asks("list", "case_pack", CARE)
@require_safe
def to_file(request: Visited) -> HttpResponse:
    """What was written about the children somebody reaches and does not stand in the case system yet."""
    form = FiledForm(None, request.visit.today)
    page, everything = request.GET.get("page", "1"), "all" in request.GET
    return render(request, "packs/to_file.html", pages.to_file(request.visit, page, form, everything=everything))


@asks("read", "case_pack", CARE)
@require_safe
def of_child(request: Visited, child: str) -> HttpResponse:
    """All that was written about one child, with the words to paste."""
    form = FiledForm(None, request.visit.today)
    return render(request, "packs/of_child.html", pages.of_child(request.visit, child, form))


@asks("export", "case_pack", CARE)
def take(request: Visited) -> HttpResponse:
    """The pack of the items chosen."""
    key = request.visit.authority.key
    if request.method != "POST":
        return redirect("case-system", authority=key)
    chosen = pages.written(request.visit, request.POST.getlist("item")[: pages.PER_PAGE])
    if not chosen:
        messages.info(request, "Choose what to take out.")
        return redirect("case-system", authority=key)
    return as_file(making.pack(request.visit, chosen), making.file_name(request.visit, chosen), ZIP)


@asks("write", "case_pack", CARE)
def filed(request: Visited) -> HttpResponse:
    """Say that the items chosen were filed, or that a receipt was mistaken."""
    if request.method != "POST":
        return redirect("case-system", authority=request.visit.authority.key)
    number = request.POST.get("receipt", "")
    if number:
        done = actions.take_back(request.visit, row_number(number))
        messages.success(request, "It waits to be filed again." if done else "There is no such receipt.")
        return redirect("case-system", authority=request.visit.authority.key)
    form = FiledForm(sent(request), request.visit.today)
    if not form.is_valid():
        return render(request, "packs/to_file.html", pages.to_file(request.visit, "1", form))
    given = [Filed(one, form.cleaned_data["filed_on"], form.cleaned_data["place"]) for one in form.chosen]
    _say(request, actions.keep_receipts(request.visit, given))
    return redirect("case-system", authority=request.visit.authority.key)


@asks("write", "case_pack", CARE)
def receipts(request: Visited) -> HttpResponse:
    """Bring receipts back in a file: every good row is kept, and each other is named."""
    form, kept, wrong = ReceiptsForm(sent(request), request.FILES), None, list[tuple[int, str]]()
    if form.is_valid():
        try:
            rows = receipts_in.read(form.cleaned_data["file"].read(), request.visit.today)
        except NoReceipts as error:
            form.add_error("file", str(error))
        else:
            good = [(row.number, row.filed) for row in rows if row.filed]
            done = actions.keep_receipts(request.visit, [one for _, one in good], BROUGHT)
            wrong = [(row.number, row.wrong) for row in rows if row.wrong]
            wrong = sorted([*wrong, *((good[at][0], why) for at, why in done.refused.items())])
            kept = done.number
    return render(request, "packs/receipts.html", pages.receipts(request.visit, form, kept, wrong))


def _say(request: Visited, kept: Kept) -> None:
    if kept.number:
        what = "1 item is" if kept.number == 1 else f"{kept.number} items are"
        messages.success(request, f"{what} filed.")
    for why in sorted(set(kept.refused.values())):
        number = list(kept.refused.values()).count(why)
        messages.info(request, f"{number} not kept as filed: {why}")

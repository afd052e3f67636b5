"""Complaints, for everybody: to make one, to see what became of it, and to read every answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.models import Round, User
from city.rules.phases import PhaseKind
from city.rules.refusal import Refused
from voting.actions import complaining
from voting.forms.complaints import ComplaintForm
from voting.queries.complaints import complaints_of, find_complaint, missing_to_complain, told, words_of, written
from voting.views.access import in_round


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
def complain(request: HttpRequest, round: Round) -> HttpResponse:
    """The form; then the page of the complaint. Nobody has to sign in."""
    now = timezone.now()
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = request.user if isinstance(request.user, User) else None
        try:
            _made, reference = complaining.complain(actor=actor, now=now, round=round, words=form.words())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("voting:complaint", round.slug, reference)
    context = {
        "round": round,
        "form": form,
        "reasons": missing_to_complain(round, now),
        "challenging": round.stretch(PhaseKind.CHALLENGING),
    }
    return render(request, "voting/complaints/complain.html", context, status=422 if form.errors else 200)


@require_safe
@in_round
def complaints(request: HttpRequest, round: Round) -> HttpResponse:
    """Every complaint about the round by its number, with the public answer; or the way to the page of one's own."""
    reference = request.GET.get("reference", "")
    if reference and find_complaint(round, reference):
        return redirect("voting:complaint", round.slug, written(reference))
    now = timezone.now()
    context = {
        "round": round,
        "complaints": told(complaints_of(round), now),
        "reference": reference,
        "may_complain": not missing_to_complain(round, now),
    }
    return render(request, "voting/complaints/complaints.html", context)


@require_safe
@never_cache
@in_round
def complaint(request: HttpRequest, round: Round, reference: str) -> HttpResponse:
    """The page of one complaint, for who has its reference: what was written, and what became of it."""
    found = find_complaint(round, reference)
    if found is None:
        raise Http404
    context = {
        "round": round,
        "one": told([found], timezone.now())[0],
        "words": words_of(found),
        "reference": written(reference),
    }
    return render(request, "voting/complaints/complaint.html", context)

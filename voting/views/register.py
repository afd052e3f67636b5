"""Can I vote here? Who may, whether one is on the roll, and the ways onto it; and the roll in numbers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.models import Round, User
from city.models.people import Level
from city.queries.rounds import districts_of
from city.rules.phases import PhaseKind, Verb
from voting.queries.eligibility import reasons, terms_of
from voting.queries.enrolled import LEAST, areas
from voting.queries.roll import entry_of
from voting.rules.eligibility import Claim, why_not
from voting.views.access import for_people, in_round
from voting.views.checks import CHECKS


@require_safe
@never_cache
@in_round
def register(request: HttpRequest, round: Round) -> HttpResponse:
    """Whether the person may vote in the round, why not, and what to do about it."""
    now = timezone.now()
    entry = entry_of(request.user, round) if isinstance(request.user, User) else None
    claim = Claim(level=entry.level, district=entry.district.code) if entry else Claim()
    terms = terms_of(round)
    context = {
        "round": round,
        "entry": entry,
        "reasons": reasons(why_not(claim, terms), round),
        "terms": terms,
        "level": Level(round.min_level).label if round.min_level > Level.DECLARED else "",
        "districts": districts_of(round).filter(code__in=terms.districts),
        "checks": [check for check in CHECKS.values() if check.level >= round.min_level],
        "may_register": round.permits(Verb.ENROL, now),
        "voting": round.stretch(PhaseKind.VOTING),
        "is_voting": round.is_voting(now),
    }
    return render(request, "voting/roll/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_round
@for_people
def check_in(request: HttpRequest, round: Round, user: User, check: str) -> HttpResponse:
    """The page of one check."""
    found = CHECKS.get(check)
    if found is None or found.show is None:
        raise Http404
    return found.show(request, round, user)


@require_safe
@in_round
def show_roll(request: HttpRequest, round: Round) -> HttpResponse:
    """How many stand on the roll, by district and by check."""
    found = areas(round, CHECKS)
    context = {
        "round": round,
        "checks": CHECKS.values(),
        "areas": [(area, [(check, area.by_method[code]) for code, check in CHECKS.items()]) for area in found],
        "least": LEAST,
        "may_register": round.permits(Verb.ENROL, timezone.now()),
        "has_notices": settings.BALLOT_NOTICES and not round.is_imported,
    }
    return render(request, "voting/roll/roll.html", context)

"""Pages that compose all rooms: reads only."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from budgets.queries.statements import round_deliveries
from budgets.rules.delivery import Delivery
from city.models import User
from city.queries.permissions import is_official
from city.queries.rounds import rounds
from city.views.shared import kept_for_residents, shared
from frontend.brand import LOGO_KINDS, logo, style_sheet
from frontend.front import front
from frontend.overview import Overview
from frontend.own import own_proposals
from frontend.pictures import draw_file, draw_icon
from frontend.rights import own_offices, own_rights
from frontend.specimens import THEMES, specimens
from frontend.telling import tell
from frontend.waiting import own_ballots, queues
from voting.models import Protocol
from voting.queries.tallies import moved

# A picture carries its own rules, written by us from no text of others.
A_DAY = 86_400
ONLY_ITS_OWN_STYLE = "default-src 'none'; style-src 'unsafe-inline'"
SANDBOXED = f"{ONLY_ITS_OWN_STYLE}; sandbox"


@require_safe
@shared()
def home(request: HttpRequest) -> HttpResponse:
    """The front page: what this is, what is open now, what was built so far."""
    return render(request, "home.html", {"front": front(timezone.now())})


@require_safe
@shared()
def show_rounds(request: HttpRequest) -> HttpResponse:
    """Every round the city holds."""
    now = timezone.now()
    found = rounds().prefetch_related("envelopes__district")
    money = round_deliveries()
    overviews = [Overview(round, now, list(round.envelopes.all()), money.get(round.pk, Delivery())) for round in found]
    context = {"parts": _parts(overviews), "protocols": set(Protocol.objects.values_list("round", flat=True))}
    return render(request, "rounds.html", context)


def _parts(overviews: list[Overview]) -> list[tuple[str, list[Overview]]]:
    """The rounds that go on, those that are over, and those held elsewhere; each under its heading."""
    found: dict[str, list[Overview]] = {
        "": [one for one in overviews if not (one.round.is_imported or one.is_archived)],
        _("The archive"): [one for one in overviews if one.is_archived and not one.round.is_imported],
        _("Held elsewhere"): [one for one in overviews if one.round.is_imported],
    }
    return [(heading, part) for heading, part in found.items() if part]


@require_safe
@shared(lambda _request, slug: moved(slug))
def show_round(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: its purse, its seasons, and what can be done now."""
    mark = ("round", slug, moved(slug))
    return render(request, "round.html", kept_for_residents(request, mark, lambda: _round(slug)))


def _round(slug: str) -> dict[str, Any]:
    """All of the page that is the same for everybody."""
    overview = Overview(get_object_or_404(rounds(), slug=slug), timezone.now())
    body = get_template("round/body.html").render({"overview": overview, "telling": tell(overview)})
    round = overview.round
    return {"title": round.title, "summary": round.summary, "is_voting": overview.is_voting, "body": body}


@require_safe
@login_required
def show_me(request: HttpRequest) -> HttpResponse:
    """What the person who is signed in can do now, their ideas and ballots, and what the city knows about them."""
    user = request.user
    assert isinstance(user, User)
    now = timezone.now()
    ballots, proposals = own_ballots(user, now), own_proposals(user, now)
    overviews = [Overview(round, now) for round in rounds()]
    context = {
        "proposals": proposals,
        "rights": own_rights(user, now),
        "offices": own_offices(user),
        "ballots": ballots,
        "proposing": [overview for overview in overviews if overview.is_proposing],
        "todo": sum(not ballot.version for ballot in ballots) + sum(bool(own.edit_url) for own in proposals),
    }
    return render(request, "me.html", context)


@require_safe
@login_required
def show_desk(request: HttpRequest) -> HttpResponse:
    """What waits for the official who is signed in."""
    if not is_official(request.user):
        raise PermissionDenied
    assert isinstance(request.user, User)
    return render(request, "desk.html", {"queues": queues(request.user, timezone.now())})


@require_safe
def show_styleguide(request: HttpRequest) -> HttpResponse:
    """Every part in every state; for developers and in the demonstration."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    theme = request.GET.get("theme", "")
    return render(request, "styleguide/guide.html", specimens() | {"theme": theme if theme in THEMES else ""})


@require_safe
@cache_control(public=True, max_age=A_DAY)
def show_brand(_request: HttpRequest) -> HttpResponse:
    """The city's colours, in place of ours."""
    sheet = style_sheet()
    if not sheet:
        raise Http404
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def show_logo(_request: HttpRequest) -> HttpResponse:
    """The city's mark. As a page of its own it could run nothing: it may load nothing and is sandboxed."""
    file = logo()
    if file is None:
        raise Http404
    kind = LOGO_KINDS[file.suffix.lower()]
    return HttpResponse(file.read_bytes(), content_type=kind, headers={"Content-Security-Policy": SANDBOXED})


@require_safe
@cache_control(public=True, max_age=A_DAY, stale_while_revalidate=604_800)
def show_picture(_request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """A drawn picture."""
    try:
        content, kind = draw_icon() if name == "purse" else draw_file(name, extension)
    except KeyError as error:
        raise Http404 from error
    return HttpResponse(content, content_type=kind, headers={"Content-Security-Policy": ONLY_ITS_OWN_STYLE})

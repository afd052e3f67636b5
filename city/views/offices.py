"""Who holds which office, and asking to give one or to take it back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.forms.cases import AskForm, GrantForm
from city.models import User
from city.models.people import RoleName
from city.queries.offices import grants
from city.queries.permissions import Powers
from city.rules.phases import Verb
from city.views.access import ROLE_READERS, fetch_grant, for_offices
from city.views.asking import ask_for
from city.views.proof import reauthenticated


@require_safe
@never_cache
@for_offices(*ROLE_READERS)
def show_roles(request: HttpRequest, user: User, powers: Powers) -> HttpResponse:  # noqa: ARG001 - as all such views
    rows = [(held, powers.may(Verb.REVOKE, held.round_id)) for held in grants().filter(powers.reach(ROLE_READERS))]
    context = {
        "rows": rows,
        "may_grant": powers.may_somewhere({Verb.GRANT}),
        "may_reset": powers.may(Verb.RESET_FACTOR),
    }
    return render(request, "city/roles.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_offices(Verb.GRANT)
@reauthenticated
def grant(request: HttpRequest, user: User, powers: Powers) -> HttpResponse:
    form = GrantForm(request.POST or None, powers=powers)
    deck = _("Whoever holds an office acts for the city. Every official is told by mail who was given one.")
    return ask_for(request, user, Verb.GRANT, form, _crumbs(), deck)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_offices(Verb.REVOKE)
@reauthenticated
def revoke(request: HttpRequest, user: User, powers: Powers, pk: int) -> HttpResponse:
    held = fetch_grant(powers, pk)
    about = {"subject": held.user, "round": held.round, "arguments": {"role": held.role}}
    form = AskForm(request.POST or None, about=about)
    where = held.round.title if held.round else _("the whole city")
    words = {"who": held.user.email, "office": RoleName(held.role).label, "where": where}
    deck = _("%(who)s would lose the office of %(office)s in %(where)s at once.") % words
    return ask_for(request, user, Verb.REVOKE, form, _crumbs(), deck)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_offices(Verb.RESET_FACTOR)
@reauthenticated
def reset_factor(request: HttpRequest, user: User, powers: Powers, pk: int) -> HttpResponse:
    held = fetch_grant(powers, pk)
    form = AskForm(request.POST or None, about={"subject": held.user})
    deck = _("For %(who)s, whose app or key is lost. Make sure that it is them who asks: meet or call them.")
    return ask_for(request, user, Verb.RESET_FACTOR, form, _crumbs(), deck % {"who": held.user.email})


def _crumbs() -> list[tuple[str, str]]:
    return [(reverse("frontend:desk"), _("The desk")), (reverse("city:desk_roles"), _("Offices"))]

"""Where somebody is signed in: a list, and a way to end each."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from city.actions.sessions import end_sign_ins
from city.models import User
from city.queries.permissions import is_official


@require_safe
@never_cache
@login_required
def show(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    context = {
        "sign_ins": request.user.sign_ins.all(),
        "here": request.session.session_key,
        "is_official": is_official(request.user),
    }
    return render(request, "city/sessions.html", context)


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """End the sign-in that is named, or (none named) all but this one."""
    assert isinstance(request.user, User)
    named = request.POST.get("sign_in")
    others = request.user.sign_ins.exclude(pk=request.session.session_key)
    keys = [other.pk for other in others if named in {None, other.mark}]
    ended = end_sign_ins(actor=request.user, now=timezone.now(), session_keys=keys)
    told = ngettext("%(n)d sign-in is ended.", "%(n)d sign-ins are ended.", ended) % {"n": ended}
    messages.success(request, told if ended else _("That sign-in had ended already."))
    return redirect("city:sessions")

"""What somebody does about their own sign-ins: go on with what they typed, confirm, and end what they do not know."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from city.models import User
from city.views.typed import drop, kept


@require_safe
@never_cache
@login_required
def go_on(request: HttpRequest) -> HttpResponse:
    """The form that was sent before somebody had to show that it is them: one click sends it again."""
    assert isinstance(request.user, User)
    form = kept(request, request.user)
    drop(request)
    if form is None:
        return redirect("frontend:me")
    return render(request, "city/go_on.html", {"path": form["path"], "fields": form["fields"]})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def confirm(request: HttpRequest) -> HttpResponse:
    """For who has no second factor: sign out and in again, with a new code from the mail."""
    back = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("frontend:me")
    if request.method == "POST":
        logout(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    return render(request, "city/confirm.html", {"next": back})

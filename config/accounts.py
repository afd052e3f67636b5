"""How allauth's sign-in behaves here: an e-mail address and a code, nothing to remember."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No passwords, and addresses always in small letters, so that one person has one log-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. The city's desk can tell you why."),
        "incorrect_code": _("This is not the code we sent last. Look at the newest e-mail, or ask for a new code."),
        "too_many_login_attempts": _("That was tried too often. Wait a few minutes, then ask for a new code."),
        "rate_limited": _("That was asked too often. Wait a few minutes, then try again."),
    }

    def clean_email(self, email: str) -> str:
        cleaned: str = super().clean_email(email)
        return cleaned.lower()


def show_nothing(_request: HttpRequest, _page: str) -> HttpResponse:
    """In place of pages that allauth has and we have no use for."""
    raise Http404

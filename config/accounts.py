"""How allauth's sign-in behaves here: an e-mail address and a code, nothing to remember."""

from base64 import urlsafe_b64encode
from functools import wraps
from hashlib import sha256
from time import monotonic, sleep
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import signup
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from city.actions.mail import post_to
from city.models import User
from city.queries.permissions import is_official
from city.queries.second_factor import FACTORS, factors_of

MAKING_AN_ACCOUNT = 0.25  # seconds, and some to spare


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No passwords, and addresses always in small letters, so that one person has one log-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. The city's desk can tell you why."),
        "incorrect_code": _("This is not the code we sent last. Look at the newest e-mail, or ask for a new code."),
        "too_many_login_attempts": _("That was tried too often. Wait a few minutes, then ask for a new code."),
        "rate_limited": _("That was asked too often. Wait a few minutes, then try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave it to the worker: how long a mail takes must not tell whether there is an account."""
        message = self.render_mail(template_prefix, email, {"request": current.request, "email": email} | context)
        post_to(address=email, subject=message.subject, text=str(message.body))

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """The passkey first for who has no app: their only codes are those for the day the device is lost."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        has_app = isinstance(user, User) and Authenticator.Type.TOTP in factors_of(user)
        return methods if has_app else methods[::-1]

    def clean_email(self, email: str) -> str:
        cleaned: str = super().clean_email(email)
        return cleaned.lower()


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """An official keeps a second factor, and no secret of one stands in the database in clear."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "An official needs a second factor. Set up another one before you remove this."
        ),
        "incorrect_code": _("This code does not fit. Type the one the app shows now; each works once."),
        "unverified_email": _("Confirm your e-mail address first: sign in with a code from the mail."),
    }

    def get_totp_issuer(self) -> str:
        return f"Common Purse, {settings.CITY_NAME}"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not _is_last(authenticator.user, authenticator.pk)

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _is_last(user: User, pk: int) -> bool:
    """Whether this is the only second factor of an official."""
    factors = Authenticator.objects.filter(user=user, type__in=FACTORS)
    return is_official(user) and not factors.exclude(pk=pk).exists()


@login_required
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Allauth's page, but an official's last second factor stays."""
    assert isinstance(request.user, User)
    if not _is_last(request.user, pk):
        answer: HttpResponse = remove_webauthn(request, pk=pk)
        return answer
    messages.error(request, SecondFactorAdapter.error_messages["cannot_delete_authenticator"])
    return redirect("mfa_list_webauthn")


def _fernet() -> MultiFernet:
    """By a key that follows from SECRET_KEY; what an earlier one locked opens with SECRET_KEY_FALLBACKS."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [sha256(f"second factor {secret}".encode()).digest() for secret in map(str, secrets)]
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])


@wraps(signup)
def sign_up(request: HttpRequest) -> HttpResponse:
    """The page to sign up. No answer comes sooner than it takes to make an account: its speed would tell of one."""
    started = monotonic()
    answer: HttpResponse = signup(request)
    if request.method == "POST":
        sleep(max(0.0, MAKING_AN_ACCOUNT - (monotonic() - started)))
    return answer


def show_nothing(_request: HttpRequest, _page: str) -> HttpResponse:
    """In place of pages that allauth has and we have no use for."""
    raise Http404

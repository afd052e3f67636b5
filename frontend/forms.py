"""The forms of signing in, in our words: allauth's own, with a label and a hint that help."""

from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as factors
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _


def _ask(form: Form, name: str, label: Any, hint: Any, missing: Any) -> None:
    """Put the label, the hint and what to say where nothing is typed on a field, and no second label inside it."""
    field = form.fields[name]
    field.label, field.help_text, field.error_messages["required"] = label, hint, missing
    field.widget.attrs.pop("placeholder", None)


def _ask_address(form: Form, name: str, hint: Any) -> None:
    _ask(form, name, _("E-mail address"), hint, _("Type your e-mail address."))


def _ask_code(form: Form) -> None:
    hint = _("Eight digits, with or without the dash.")
    _ask(form, "code", _("Code from the e-mail"), hint, _("Type the code from the e-mail."))
    _take_digits(form)


def _ask_app(form: Form, hint: Any) -> None:
    _ask(form, "code", _("Code from your app"), hint, _("Type the code the app shows now."))
    _take_digits(form)


def _take_digits(form: Form) -> None:
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}


class SignInForm(forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_address(self, "login", "")


class RequestCodeForm(forms.RequestLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_address(self, "email", "")


class SignUpForm(forms.SignupForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_address(self, "email", _("It is never shown to anyone."))


class SignInCodeForm(forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_code(self)


class AddressCodeForm(forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_code(self)


class SecondFactorForm(factors.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_app(self, _("Six digits; or one of your recovery codes, which has eight."))


class AgainForm(factors.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_app(self, _("Six digits; or one of your recovery codes, which has eight."))


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask_app(self, _("Six digits. They change every half minute."))


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _ask(self, "name", _("What to call it"), _("So that you know later which one it is."), "")
        self.fields["name"].max_length = 60

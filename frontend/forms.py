"""The forms of signing in, in our words: allauth's own, with a label and a hint that help."""

from typing import Any

from allauth.account import forms
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

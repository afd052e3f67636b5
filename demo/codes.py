"""The second code of the demonstration's officials, as an authenticator app would show it (RFC 6238)."""

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from demo.people import APP_SECRET


def code_at(moment: float) -> str:
    """The code at this moment, in seconds since 1970."""
    return str(format_hotp_value(hotp_value(APP_SECRET, int(moment) // app_settings.TOTP_PERIOD)))

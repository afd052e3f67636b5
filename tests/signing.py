"""Signing officials in: who holds an office has a second factor, and has used it."""

import base64
import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from city.queries.permissions import is_official
from city.views.proof import BEGAN_AT, SEEN_AT

SECRET = base64.b32encode(b"a secret for tests 1").decode()


def give_second_factor(user):
    TOTP.activate(user, SECRET)


def use_second_factor(client, user, at=None):
    """As if the person had typed the code of their app in this session, now or at a moment in seconds."""
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": at or time.time(), "type": "totp"}]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
    session.save()


def begin(client):
    """As if the sign-in had just been noted."""
    session = client.session
    session[BEGAN_AT] = session[SEEN_AT] = time.time()
    session.save()


def with_second_factor(force_login):
    """Django's way to sign a test client in, but the sign-in is noted and officials have used their second factor."""

    def sign_in(client, user, backend=None):
        force_login(client, user, backend)
        begin(client)
        if is_official(user):
            use_second_factor(client, user)

    sign_in.plain = force_login
    return sign_in


def app_code(secret=SECRET, ahead=0):
    """What the authenticator app shows, now or some periods of thirty seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))

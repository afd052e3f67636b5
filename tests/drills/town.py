"""A vote with many voters who are signed in already, made in bulk."""

import time
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from city.models import Residency, User
from city.views.proof import BEGAN_AT, SEEN_AT
from tests.factories import NOW, make_contest
from voting.models import RollEntry
from voting.queries.identities import identity_of
from voting.queries.keys import round_key
from voting.rules.identity.hashes import identity_hash

TOKEN = "t" * 32
CODES = ("P01", "P02", "P03")
BATCH = 1000


@dataclass(frozen=True)
class Voter:
    """Somebody's session, as their browser sends it along; `district` is where they vote."""

    sid: str
    district: str

    @property
    def headers(self):
        cookies = f"{settings.SESSION_COOKIE_NAME}={self.sid}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        return {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/json"}


def make_town(voters, **fields):
    """A round that is open, and this many residents of its district on the roll."""
    round, district = make_contest(slug=f"town-{uuid4().hex[:8]}", **fields)
    return round, make_voters(round, district, voters)


def make_voters(round, district, count):
    made = []
    for start in range(0, count, BATCH):
        made += _make_voters(round, district, min(BATCH, count - start))
    return made


def _make_voters(round, district, count):
    users = [User(email=f"{uuid4().hex}@example.org", password="!") for _ in range(count)]
    User.objects.bulk_create(users)
    proved = {"district": district, "method": "roll", "level": 3, "verified_on": date(2026, 1, 1)}
    Residency.objects.bulk_create([Residency(user=user, **proved) for user in users])
    key = round_key(round)
    entries = [
        RollEntry(round=round, identity_hmac=identity_hash(key, f"email:{user.email}"), **proved) for user in users
    ]
    assert identity_hash(key, identity_of(users[0])) == entries[0].identity_hmac
    RollEntry.objects.bulk_create(entries)
    sessions = [_session_of(user) for user in users]
    Session.objects.bulk_create(sessions)
    return [Voter(session.session_key, district.code) for session in sessions]


def _session_of(user):
    now = time.time()
    kept = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        BEGAN_AT: now,
        SEEN_AT: now,
    }
    expires = timezone.now() + timedelta(days=7)
    return Session(session_key=uuid4().hex, session_data=SessionStore().encode(kept), expire_date=expires)


def close(round, at=NOW):
    """Move the end of the vote."""
    round.phases.update(closes_at=at)

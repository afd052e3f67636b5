"""The people of the invented city, as log-ins with a home and officials with an office."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from city.actions.audit import record
from city.models import District, Residency, RoleGrant, User
from city.models.people import Level
from demo.people import APP_SECRET, DOMAIN, NEWCOMER, OFFICIALS, residents
from demo.place import PLACES
from voting.actions.matching import METHOD
from voting.actions.persons import hash_of

SEED = 6
BATCH = 1_000


def settle(now: datetime) -> int:
    """Put the districts on the map and everybody into their home; give how many people there are now."""
    homes = _districts()
    people = [*residents(SEED), NEWCOMER]
    users = _log_ins([(person.email, person.name) for person in people], now)
    verified = [
        Residency(
            user=user,
            district=homes[one.district],
            method=METHOD,
            level=Level.MATCHED,
            verified_on=now.date(),
            person_hmac=hash_of(one.person),
        )
        for user, one in zip(users, people, strict=True)
        if one.is_verified
    ]
    Residency.objects.bulk_create(verified, batch_size=BATCH)
    _appoint(now)
    return len(users)


def official(mailbox: str) -> User:
    """The official with this mailbox at the town hall."""
    return User.objects.get(email=f"{mailbox}@{DOMAIN}")


def _districts() -> dict[str, District]:
    rows = [
        District(code=place.code, name=place.name, boundary=place.boundary, position=position)
        for position, place in enumerate(PLACES)
    ]
    return {district.code: district for district in District.objects.bulk_create(rows)}


def _log_ins(people: list[tuple[str, str]], now: datetime) -> list[User]:
    """Make a log-in with a confirmed address for each (address, name); a code sent there is the only way in."""
    locked = make_password(None)
    rows = [User(email=email, name=name, password=locked, joined_at=now) for email, name in people]
    users = User.objects.bulk_create(rows, batch_size=BATCH)
    addresses = [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
    EmailAddress.objects.bulk_create(addresses, batch_size=BATCH)
    return users


def _appoint(now: datetime) -> None:
    users = _log_ins([(official.email, official.name) for official in OFFICIALS], now)
    for user, official in zip(users, OFFICIALS, strict=True):
        TOTP.activate(user, APP_SECRET)
        grant = RoleGrant.objects.create(user=user, role=official.role.value)
        record(actor=None, now=now, verb="grant", subject=grant, after={"role": official.role.value})

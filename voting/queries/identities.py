"""Under which hashes people are known, here and on a round's roll."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from city.models import Residency, Round, User
from voting.queries.keys import has_key, round_key
from voting.rules.identity import mailbox
from voting.rules.identity.hashes import address_key, identity_hash

NONCE_LENGTH = 12


def identity_of(user: User) -> str:
    """What is proved about who somebody is: the person they are, or no more than a mailbox."""
    person = Residency.objects.filter(user=user).values_list("person_hmac", flat=True).first()
    if person:
        return of_person(person)
    return f"email:{mailbox(user.email)}"


def of_person(person_hmac: str) -> str:
    """The identity of a person, as the hash of it on a roll covers it."""
    return f"person:{person_hmac}"


def identity_hashes(user: User, rounds: Iterable[Round]) -> list[str]:
    """Under which hashes this person would stand on the rolls of the rounds that have a key."""
    identity = identity_of(user)
    return [identity_hash(round_key(round), identity) for round in rounds if has_key(round)]


def seal_address(key: bytes, email: str) -> str:
    """An address that only who has the round's key can read."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    return b64encode(nonce + AESGCM(address_key(key)).encrypt(nonce, email.encode(), None)).decode()


def open_address(key: bytes, sealed: str) -> str:
    raw = b64decode(sealed)
    return AESGCM(address_key(key)).decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], None).decode()

"""Under which hashes a person is known. Nobody can compute them, or try names out, without the keys.

person: the city's key; it joins a log-in to the rolls of all rounds. identity: the round's key over that, so that
nothing in the database joins a person to a round once the round's key is gone.
"""

import hmac
from hashlib import sha256

HINT_LENGTH = 16


def person_hash(city_key: bytes, known_as: str) -> str:
    return _keyed(city_key, b"pbv1/person\n", known_as)


def identity_hash(round_key: bytes, identity: str) -> str:
    """The hash under which an identity ("person:<hash>", "email:<mailbox>") stands on the roll (hexadecimal)."""
    return _keyed(round_key, b"pbv1/identity\n", identity)


def hint_hash(round_key: bytes, kind: str, text: str) -> str:
    """A short hash of something that several people may share: a name, an address, a telephone; "" of nothing."""
    return _keyed(round_key, b"pbv1/hint\n", f"{kind}:{text}")[:HINT_LENGTH] if text else ""


def address_key(round_key: bytes) -> bytes:
    """The key for the addresses on the list: it goes when the round's key does."""
    return hmac.digest(round_key, b"pbv1/address\n", sha256)


def _keyed(key: bytes, purpose: bytes, text: str) -> str:
    return hmac.digest(key, purpose + text.encode(), sha256).hex()

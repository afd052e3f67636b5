"""Whose ballots were sealed: known for a moment, in memory, to tell each of them. It stands in no table."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.db.models import QuerySet

from city.models import District, Residency, Round, User
from city.models.rounds import MayVoteIn
from voting.models import RollEntry
from voting.queries.identities import of_person
from voting.queries.keys import round_key
from voting.rules.identity import mailbox
from voting.rules.identity.hashes import identity_hash
from voting.rules.slots import slot_of

CHUNK = 5_000


def owners(round: Round, district: District, casts: Mapping[str, int]) -> Counter[int]:
    """The keys of the log-ins of those whose slots in one contest these are, each with as many casts as its slot has.

    It reads the roll until every slot is found, then the log-ins until everybody is. Who is on the roll without a
    log-in that is open is not among them.
    """
    holders = _holders(round, district, casts)
    found: Counter[int] = Counter()
    for user, identity in _identities(round_key(round)):
        if identity in holders:
            found[user] += holders.pop(identity)
        if not holders:
            break
    return found


def _holders(round: Round, district: District, casts: Mapping[str, int]) -> dict[str, int]:
    """How many of the casts belong to each identity on the roll, by its hash."""
    key, rh = round_key(round), round.manifest_hash
    missing, found = dict(casts), dict[str, int]()
    rows = _electorate(round, district).values_list("uuid", "identity_hmac")
    for uuid, identity in rows.iterator(chunk_size=CHUNK):
        if count := missing.pop(slot_of(key, rh, district.code, uuid), 0):
            found[identity] = count
        if not missing:
            break
    return found


def _electorate(round: Round, district: District) -> QuerySet[RollEntry]:
    """Everybody on the roll who may vote in the contest."""
    entries = RollEntry.objects.filter(round=round)
    is_for_all = round.may_vote_in == MayVoteIn.ANY or (
        round.may_vote_in == MayVoteIn.HOME_AND_CITY and district.is_citywide
    )
    return entries if is_for_all else entries.filter(district=district)


def _identities(key: bytes) -> Iterator[tuple[int, str]]:
    """Every open log-in, with the hash of what is proved about who it is: a person, or no more than a mailbox."""
    people = Residency.objects.exclude(person_hmac="").filter(user__is_active=True)
    for user, person in people.values_list("user", "person_hmac").iterator(chunk_size=CHUNK):
        yield user, identity_hash(key, of_person(person))
    others = User.objects.filter(is_active=True).exclude(pk__in=people.values("user"))
    for user, email in others.values_list("pk", "email").iterator(chunk_size=CHUNK):
        yield user, identity_hash(key, f"email:{mailbox(email)}")

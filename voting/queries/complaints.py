"""Complaints: who may make one, what stands in it, and what became of it."""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from hmac import digest
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.models import Case, Round
from city.models.cases import CaseStatus
from city.queries.permissions import Powers
from city.rules.phases import Verb
from city.rules.refusal import Reason
from voting.models import Cast, Complaint, PendingCast, SealedCast
from voting.queries.changes import find_cast
from voting.queries.keys import has_key, round_key

NONCE_LENGTH = 12


class Status(StrEnum):
    """What became of a complaint."""

    WAITING = "waiting"
    IN_CASE = "in_case"
    DECIDED = "decided"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


STATUSES: dict[Status, Any] = {
    Status.WAITING: gettext_lazy("Waiting for an answer"),
    Status.IN_CASE: gettext_lazy("A case waits for a second officer"),
    Status.DECIDED: gettext_lazy("The case is decided, the answer follows"),
    Status.UPHELD: gettext_lazy("Upheld"),
    Status.DISMISSED: gettext_lazy("Not upheld"),
}


@dataclass(frozen=True)
class Words:
    """What somebody wrote: the complaint, an address for the answer and the code of a ballot, each "" where none."""

    text: str
    contact: str = ""
    code: str = ""


def missing_to_complain(round: Round, now: datetime) -> list[Reason]:
    """What keeps people from complaining about the round now."""
    if round.is_imported:
        return [Reason("elsewhere", _("This election was held elsewhere. Ask the city that held it."))]
    if round.certified_at or not (round.frozen_at and round.permits(Verb.COMPLAIN, now)):
        message = _("A complaint can be made while people vote, and until the last day to object.")
        return [Reason("not_now", message)]
    return [] if has_key(round) else [Reason("no_key", _("The key of this round is not here. Tell the city."))]


def seal_words(round: Round, words: Words) -> str:
    """The words, so that only who has the round's key reads them. Raises KeyMissingError."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    plain = json.dumps(asdict(words)).encode()
    return b64encode(nonce + _box(round).encrypt(nonce, plain, None)).decode()


def words_of(complaint: Complaint) -> Words | None:
    """What stands in a complaint; None once it is forgotten, or the round's key is gone."""
    if not (complaint.sealed and has_key(complaint.round)):
        return None
    raw = b64decode(complaint.sealed)
    plain = _box(complaint.round).decrypt(raw[:NONCE_LENGTH], raw[NONCE_LENGTH:], None)
    return Words(**json.loads(plain))


def reference_hash(reference: str) -> str:
    """Under what a complaint is found by its reference, however that was typed."""
    typed = "".join(sign for sign in reference.upper() if sign.isalnum())
    return sha256(b"pbv1/complaint\n" + typed.encode()).hexdigest()


def written(reference: str) -> str:
    """A reference as we write it, however it was typed: C-0000-0000-0000-0000."""
    signs = "".join(sign for sign in reference.upper() if sign.isalnum())
    groups = [signs[start : start + 4] for start in range(1, len(signs), 4)]
    return "-".join([signs[:1], *groups])


def find_complaint(round: Round, reference: str) -> Complaint | None:
    return complaints_of(round).filter(reference_hash=reference_hash(reference)).first()


def complaints_of(round: Round) -> QuerySet[Complaint]:
    """Every complaint about the round, with its answer and its case."""
    return Complaint.objects.filter(round=round).select_related("round", "answer", "case")


def unanswered(round: Round) -> QuerySet[Complaint]:
    return complaints_of(round).filter(answer__isnull=True)


@dataclass(frozen=True)
class Numbers:
    """How many complaints there are about a round, how many wait for an answer, and whether one can be made now."""

    count: int
    waiting: int
    upheld: int
    may_complain: bool


def tallied(round: Round, now: datetime) -> Numbers:
    """The complaints about the round in numbers, in one query."""
    is_open, upheld = Q(answer__isnull=True), Q(answer__is_upheld=True)
    rows = Complaint.objects.filter(round=round)
    found = rows.aggregate(count=Count("pk"), waiting=Count("pk", filter=is_open), upheld=Count("pk", filter=upheld))
    return Numbers(**found, may_complain=not missing_to_complain(round, now))


def waiting_by_round(powers: Powers) -> dict[int, list[Complaint]]:
    """The complaints without an answer that an office of this person answers, by their round."""
    found: dict[int, list[Complaint]] = {}
    rows = Complaint.objects.filter(powers.reach({Verb.ANSWER, Verb.READ_DESK}), answer__isnull=True)
    for complaint in rows.order_by("made_at"):
        found.setdefault(complaint.round_id, []).append(complaint)
    return found


def status_of(complaint: Complaint, now: datetime) -> Status:
    """What became of it. A case that was not approved in time leaves it waiting."""
    answer = getattr(complaint, "answer", None)
    if answer is not None:
        return Status.UPHELD if answer.is_upheld else Status.DISMISSED
    if complaint.case is None:
        return Status.WAITING
    return _status_in(complaint.case, now)


def _status_in(case: Case, now: datetime) -> Status:
    stands = case.status_at(now)
    if stands is CaseStatus.PENDING:
        return Status.IN_CASE
    return Status.DECIDED if stands in {CaseStatus.DONE, CaseStatus.DECLINED} else Status.WAITING


@dataclass(frozen=True)
class Told:
    """A complaint as its pages show it."""

    complaint: Complaint
    status: Status

    @property
    def label(self) -> str:
        return str(STATUSES[self.status])

    @property
    def is_open(self) -> bool:
        """Whether the answer is still to come."""
        return self.status not in {Status.UPHELD, Status.DISMISSED}


def told(complaints: Iterable[Complaint], now: datetime) -> list[Told]:
    return [Told(complaint, status_of(complaint, now)) for complaint in complaints]


def standing_version(round: Round, code: str) -> Cast | None:
    """The latest version of the ballot that this code is of: what counts in its place. None where there is none."""
    cast = find_cast(round, code)
    if cast is None:
        return None
    found: list[Cast] = [*PendingCast.objects.filter(slot=cast.slot), *SealedCast.objects.filter(slot=cast.slot)]
    return max(found, key=lambda one: one.seq)


def _box(round: Round) -> AESGCM:
    return AESGCM(digest(round_key(round), b"pbv1/complaint\n", "sha256"))

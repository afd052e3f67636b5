"""What a voter is given for a ballot, rebuilt from what is stored: the same signed bytes for every retry."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from city.models import Round
from voting.models import Cast, PendingCast, SealedCast
from voting.queries.log import published
from voting.queries.signing import receipt_signer
from voting.rules.log.notes import promise_text, sign_note
from voting.rules.slots import short_code, slot_opening

STORED = [field.attname for field in PendingCast._meta.concrete_fields]  # noqa: SLF001 - Django documents it


@dataclass(frozen=True)
class Receipt:
    """All that is needed to find the ballot in the count, and to check that it is this one (hashes hexadecimal).

    `promise` is the signed note that the log will have the cast; it is the same for every retry. `checkpoint` is the
    newest published state of the log, which grows meanwhile. Both are empty for a round without signed receipts.
    `is_repeated` says that the request was answered before; it is no part of what the voter keeps.
    """

    round: str
    manifest: str
    district: str
    cast_id: str
    version: int
    ballot: dict[str, Any]
    nonce: str
    slot_opening: str
    h: str
    short_code: str
    promise: str
    checkpoint: str
    is_repeated: bool = field(default=False, compare=False)

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "is_repeated"}

    @property
    def line(self) -> str:
        """All of it on one line, for the end of a text."""
        return json.dumps(self.as_json())


def receipt(cast: Cast, round: Round, checkpoint: str | None = None) -> Receipt:
    """The receipt of a stored ballot; who has just read the newest published state of the log says it.

    Raises KeyMissingError where the key that signs receipts is not here.
    """
    ballot = json.loads(cast.ballot)
    if checkpoint is None:
        log = published(round)
        checkpoint = log.note if log else ""
    return Receipt(
        round=round.slug,
        manifest=round.manifest_hash,
        district=ballot["district"],
        cast_id=str(cast.cast_id),
        version=cast.seq,
        ballot=ballot,
        nonce=cast.nonce,
        slot_opening=slot_opening(cast.slot_nonce, cast.slot, cast.seq),
        h=cast.h,
        short_code=short_code(cast.h),
        promise=_promise(cast, round),
        checkpoint=checkpoint,
    )


def cast_by_id(round: Round, cast_id: UUID) -> Cast | None:
    """The ballot that came with this request, whether it waits or is sealed."""
    waiting, sealed = (
        model.objects.filter(round=round, cast_id=cast_id).values(*STORED) for model in (PendingCast, SealedCast)
    )
    row = next(iter(waiting.union(sealed, all=True)), None)
    return PendingCast(**row) if row else None


def _promise(cast: Cast, round: Round) -> str:
    manifest = round.manifest or {}
    if "log" not in manifest:
        return ""  # frozen before receipts were signed
    return sign_note(promise_text(round.manifest_hash, cast.h, manifest["mmd"]), receipt_signer())

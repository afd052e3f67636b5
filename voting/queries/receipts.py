"""What a voter is given for a ballot, rebuilt from what is stored: the same bytes for every retry."""

import json
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from city.models import Round
from voting.models import Cast, PendingCast, SealedCast
from voting.rules.slots import short_code, slot_opening

STORED = [field.attname for field in PendingCast._meta.concrete_fields]  # noqa: SLF001 - Django documents it


@dataclass(frozen=True)
class Receipt:
    """All that is needed to find the ballot in the count, and to check that it is this one (hashes hexadecimal)."""

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

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def receipt(cast: Cast, round: Round) -> Receipt:
    ballot = json.loads(cast.ballot)
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
    )


def cast_by_id(round: Round, cast_id: UUID) -> Cast | None:
    """The ballot that came with this request, whether it waits or is sealed."""
    waiting, sealed = (
        model.objects.filter(round=round, cast_id=cast_id).values(*STORED) for model in (PendingCast, SealedCast)
    )
    row = next(iter(waiting.union(sealed, all=True)), None)
    return PendingCast(**row) if row else None

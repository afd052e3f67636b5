"""What a check-off at a station does to a ballot that was cast online: the desk wins, and it is voided at the close."""

from datetime import datetime

from city.models import Round
from voting.models import CheckOff, SealedCast, VoidedCast

DESK = "desk"
CHUNK = 500


def void_superseded(*, round: Round, now: datetime) -> list[VoidedCast]:
    """Void the last ballot of everybody who was given a paper, ascending by h; again it does nothing.

    Called by the sealer at the close, once every cast is sealed and before the counts are made, in its transaction.
    What was voided by two officers before stays as it is: its slot counts nothing already.
    """
    last: dict[str, SealedCast] = {}
    slots = sorted(CheckOff.objects.filter(round=round).values_list("slot", flat=True))
    for start in range(0, len(slots), CHUNK):
        rows = SealedCast.objects.filter(slot__in=slots[start : start + CHUNK]).select_related("district")
        last |= {cast.slot: cast for cast in rows.order_by("seq")}
    voided = set(VoidedCast.objects.filter(round=round).values_list("h", flat=True))
    found = [
        VoidedCast(h=cast.h, round=round, district=cast.district, reason=DESK, voided_at=now)
        for cast in sorted(last.values(), key=lambda cast: cast.h)
        if cast.h not in voided
    ]
    return VoidedCast.objects.bulk_create(found, batch_size=CHUNK)

"""The end of a vote: everybody casts in the last seconds, some too late."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.drills.audit import look
from tests.drills.clients import cast_all, wish
from tests.drills.places import wait_until
from tests.drills.town import close
from voting.models import PendingCast, SealedCast

CLOSED = 410


@dataclass
class Rush:
    """`late`: sent after the end and taken. `early`: refused as too late, and answered before the end."""

    taken: int
    closed: int
    others: list
    late: int
    early: int
    counted: int
    findings: object


def rush(round, voters, servers, *, seconds, clients=8):
    """Have all of them cast, evenly, while the vote ends after some seconds by the database's clock."""
    ends_at = time.time() + seconds
    close(round, datetime.fromtimestamp(ends_at, UTC))
    queues = [[wish(voter) for voter in voters[number::clients]] for number in range(clients)]
    answered, _seen = cast_all(servers.port, round.slug, queues, until=ends_at + seconds)
    wait_until(lambda: time.time() > ends_at and not PendingCast.objects.filter(round=round).exists())
    taken = [wish for wish in answered if wish.status in {200, 201}]
    closed = [wish for wish in answered if wish.status == CLOSED]
    return Rush(
        taken=len(taken),
        closed=len(closed),
        others=[wish.answer for wish in answered if wish.status not in {200, 201, CLOSED}],
        late=sum(wish.status == 201 and wish.sent_at > ends_at for wish in taken),
        early=sum(wish.answered_at < ends_at for wish in closed),
        counted=SealedCast.objects.filter(round=round, h__in=[wish.answer["h"] for wish in taken]).count(),
        findings=look(round, taken),
    )

"""All that decides whether a ballot is taken, as it stands under the locks of the cast: one statement by hand.

It is asked for each ballot of a last evening; from querysets it was five statements, each of which took longer to put
together than to answer (docs/decisions/0030-a-cast-in-few-steps.md). Each part fits one index alone: a connection keeps
the plan it made while the tables were empty (docs/decisions/0034-a-plan-that-does-not-age.md).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from city.rules.phases import PhaseKind
from voting.models import PendingCast

ASKED = """
SELECT
  EXISTS (
    SELECT 1 FROM city_phase JOIN city_round ON city_round.id = round_id
    WHERE round_id = %s AND kind = %s AND opens_at <= %s AND closes_at > %s
      AND frozen_at IS NOT NULL AND cancelled_at IS NULL
  ),
  EXISTS (SELECT 1 FROM voting_checkoff WHERE slot = %s),
  %s IN (SELECT round_id FROM voting_sealedcast WHERE cast_id = %s),
  (SELECT MAX(seq) FROM voting_pendingcast WHERE slot = %s),
  (SELECT MAX(seq) FROM voting_sealedcast WHERE slot = %s),
  (
    SELECT note FROM voting_checkpoint
    WHERE round_id = %s AND size = (SELECT size FROM voting_publication WHERE round_id = %s)
  )
"""


@dataclass(frozen=True)
class SlotState:
    """Of a slot and a request, at a moment: is the vote open, was a paper given, is the request in the log already.

    `version` is how often the slot has cast, `checkpoint` the newest published state of the log for the receipt.
    """

    at: datetime
    is_open: bool
    is_on_paper: bool
    is_repeated: bool
    version: int
    checkpoint: str


def slot_state(row: PendingCast, moment: datetime) -> SlotState:
    """What a cast finds that is about to be stored. One statement: a sealing between two could hide what it moves."""
    at, request = _stored(moment), _stored_request(row)
    round, slot = row.round_id, row.slot
    with connection.cursor() as cursor:
        cursor.execute(ASKED, [round, PhaseKind.VOTING.value, at, at, slot, round, request, slot, slot, round, round])
        [(is_open, is_on_paper, is_repeated, waiting, sealed, note)] = cursor.fetchall()
    version = max(waiting or 0, sealed or 0)
    return SlotState(moment, bool(is_open), bool(is_on_paper), bool(is_repeated), version, note or "")


def _stored(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _stored_request(row: PendingCast) -> Any:
    return row._meta.get_field("cast_id").get_db_prep_value(row.cast_id, connection)  # noqa: SLF001 - Django documents it

"""After a backup was restored: put back what the public has seen of a log since, from the published files."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import District, Round
from city.queries.locks import lock
from city.rules.refusal import Kind, refuse
from voting.actions.log import append
from voting.actions.mixing import FIELDS
from voting.models import Checkpoint, PendingCast, Publication, SealedCast, Tally
from voting.queries.log import keys_of, log_size
from voting.queries.published import published_leaves, published_state
from voting.queries.signing import is_signed
from voting.rules.log.leaves import Leaf
from voting.rules.log.notes import NoteError, open_note, parse_checkpoint


@dataclass
class Replayed:
    """What was put back: how many leaves; and what was not: ballots by their hash, and acts to be entered anew."""

    leaves: int = 0
    lost: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)


def replay(*, actor: None, now: datetime, round: Round) -> Replayed:
    """Put the published leaves that the database lacks back into the log, with the ballots that still wait here.

    From the server's console alone. Raises Refused: CONFLICT where the files are not a continuation of this log.
    """
    with transaction.atomic():
        lock(f"round:{round.pk}")
        size = log_size(round)
        leaves = [json.loads(line) for line in published_leaves(round, size)]
        state = append(round=round, now=now, leaves=leaves)
        if not _is_published(round, state):
            message = _("The published files do not continue this log. Nothing was changed.")
            raise refuse("not_a_continuation", message, kind=Kind.CONFLICT)
        done = Replayed(leaves=len(leaves))
        for index, leaf in enumerate(leaves, start=size):
            _put_back(round, index, leaf, now, done)
        Publication.objects.update_or_create(round=round, defaults={"size": state.size})
        record(actor=actor, now=now, verb="replay", subject=round, after={"size": state.size, "lost": len(done.lost)})
    return done


def _is_published(round: Round, state: Checkpoint) -> bool:
    note = published_state(round)
    for key in keys_of(round, "log"):
        try:
            head = parse_checkpoint(open_note(note, key, is_signed))
        except NoteError:
            continue
        return (head.size, head.root.hex()) == (state.size, state.root)
    return False


def _put_back(round: Round, index: int, leaf: Leaf, now: datetime, done: Replayed) -> None:
    if leaf["t"] == "cast":
        _seal_again(round, index, leaf["h"], done)
    elif leaf["t"] == "tally":
        counts = {line["p"]: line["n"] for line in leaf["counts"]}
        told: dict[str, Any] = {"counts": counts, "ballots": leaf["ballots"], "voids": leaf["voids"]}
        district = District.objects.get(code=leaf["district"])
        Tally.objects.update_or_create(
            round=round, district=district, defaults={**told, "size": index, "counted_at": now}
        )
    elif leaf["t"] not in {"open", "roll", "audit", "turnout", "close"}:
        done.acts.append(json.dumps(leaf, ensure_ascii=False))


def _seal_again(round: Round, index: int, h: str, done: Replayed) -> None:
    waiting = PendingCast.objects.filter(round=round, h=h)
    row = waiting.values(*FIELDS).first()
    if row is None:
        done.lost.append(h)
        return
    SealedCast.objects.create(position=index, **row)
    waiting.delete()

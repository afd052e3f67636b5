"""Closing the papers of a contest at a station: two officers stand for their number, and the papers join the count."""

import secrets
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from city.actions.audit import record
from city.models import District, User
from city.queries.locks import lock
from city.queries.permissions import require_two
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused
from voting.actions.casting import commit_to
from voting.actions.keys import make_key
from voting.actions.log import enter
from voting.models import CheckOff, Paper, PendingCast, Station, StationClosing
from voting.queries.contests import contest, printed_contest
from voting.queries.stations import missing_to_close_station
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest
from voting.rules.log.leaves import Leaf
from voting.rules.log.leaves import paper as paper_leaf
from voting.rules.paper.lines import choices_of
from voting.rules.slots import paper_slot_of


def close_station(
    *,
    actor: User | None,
    now: datetime,
    station: Station,
    district: District,
    papers: int,
    sheet: str,
    difference: str = "",
    approver: User | None = None,
    reason: str = "",
) -> StationClosing:
    """Close a station's papers of one contest with the number on its count sheet; every valid one becomes a cast.

    `sheet` is the SHA-256 of the signed count sheet. Raises Refused. It takes two people, or the server's own
    console (no actor).
    """
    require_two(actor, approver, Verb.CLOSE_STATION, station.round)
    with transaction.atomic():
        lock(f"round:{station.round_id}")
        station.round.refresh_from_db()
        if reasons := missing_to_close_station(station, district, papers=papers, difference=difference, now=now):
            raise Refused(*reasons, kind=Kind.CONFLICT)
        made = StationClosing.objects.create(
            station=station,
            district=district,
            papers=papers,
            check_offs=CheckOff.objects.filter(station=station, district=district).count(),
            difference=difference,
            sheet=sheet,
            counted=_cast_papers(station, district),
            closed_at=now,
        )
        leaf = _leaf(made)
        enter(round=station.round, leaf=leaf)
        verb = Verb.CLOSE_STATION
        record(actor=actor, now=now, verb=verb, subject=made, after=leaf, reason=reason, approver=approver)
    return made


def _leaf(closing: StationClosing) -> Leaf:
    """What the public log says of it."""
    return paper_leaf(
        district=closing.district.code,
        station=closing.station.code,
        papers=closing.papers,
        checkoffs=closing.check_offs,
        sheet=closing.sheet,
        difference=closing.difference,
    )


def _cast_papers(station: Station, district: District) -> int:
    """Put the valid papers before the sealer, each under the pseudonym of its serial; how many they are."""
    area, printed = contest(station.round, district.code), printed_contest(station.round, district.code)
    assert area is not None
    assert printed is not None
    read = (
        Paper.objects.filter(station=station, district=district)
        .exclude(says="")
        .select_related("round", "district", "station")
    )
    valid = [paper for paper in read if _is_valid(paper.says, area, printed)]
    key = make_key(station.round)
    PendingCast.objects.bulk_create([_row(paper, area, key) for paper in valid], batch_size=500)
    Paper.objects.filter(pk__in=[paper.pk for paper in valid]).update(is_counted=True)
    return len(valid)


def _is_valid(says: str, area: Contest, printed: Contest) -> bool:
    """Whether the paper keeps the rules: as the ballot was printed, or as it was amended since.

    A project withdrawn meanwhile does not spoil it; it counts nothing for that one.
    """
    choices = choices_of(says)
    either = (replace(one, withdrawn=frozenset()) for one in (area, printed))
    return choices is not None and any(not KINDS[area.kind].faults(choices, one) for one in either)


def _row(paper: Paper, area: Contest, key: bytes) -> PendingCast:
    row = PendingCast(
        round=paper.round,
        district=paper.district,
        cast_id=uuid4(),
        slot=paper_slot_of(key, paper.round.manifest_hash, paper.district.code, paper.serial),
        seq=1,
        slot_nonce=secrets.token_hex(32),
        nonce=secrets.token_hex(32),
        station=paper.station.code,
    )
    commit_to(row, paper.round, area, choices_of(paper.says))
    return row

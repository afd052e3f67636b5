"""The ballots that count, wherever they came from."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from city.models import District, Round
from voting.models import Cast, ImportedBallot, SealedCast, VoidedCast
from voting.queries.contests import contest
from voting.rules.ballots import KINDS
from voting.rules.contest import Contest


def final_ballots(round: Round, district: District) -> Iterator[str]:
    """The canonical ballot of every slot's last sealed version, or every ballot of an imported election."""
    if round.is_imported:
        rows = ImportedBallot.objects.filter(round=round, district=district)
        return rows.values_list("ballot", flat=True).iterator(chunk_size=5000)
    return final_casts(round, district).values_list("ballot", flat=True).iterator(chunk_size=5000)


def final_casts(round: Round, district: District) -> QuerySet[SealedCast]:
    """The last sealed version of every slot. Where that is voided the slot counts nothing: it replaced those before."""
    later = SealedCast.objects.filter(slot=OuterRef("slot"), seq__gt=OuterRef("seq"))
    voided = VoidedCast.objects.filter(h=OuterRef("h"))
    return SealedCast.objects.filter(~Exists(later), ~Exists(voided), round=round, district=district)


def voids_in(round: Round, district: District) -> int:
    """How many casts of the contest are voided."""
    return VoidedCast.objects.filter(round=round, district=district).count()


def counting(casts: Iterable[Cast]) -> list[Cast]:
    """Those of the casts that are not voided."""
    rows = list(casts)
    voided = set(VoidedCast.objects.filter(round__in={cast.round_id for cast in rows}).values_list("h", flat=True))
    return [cast for cast in rows if cast.h not in voided]


def withdrawn_in(round: Round, district: District) -> frozenset[str]:
    """The codes of what was withdrawn from the contest's ballot."""
    return _contest(round, district).withdrawn


def scores(
    round: Round, district: District, ballots: Iterable[str], *, withdrawn: frozenset[str] | None = None
) -> Counter[str]:
    """What each project of the contest has in these ballots, 0 where none names it.

    `withdrawn` are those that count for nothing; all that are withdrawn by now where it is not given.
    """
    area = _contest(round, district)
    if withdrawn is not None:
        area = replace(area, withdrawn=withdrawn)
    counts: Counter[str] = Counter(dict.fromkeys(area.projects, 0))
    for ballot in ballots:
        counts.update(KINDS[area.kind].scores(json.loads(ballot)["choices"], area))
    return counts


def _contest(round: Round, district: District) -> Contest:
    area = contest(round, district.code)
    if area is None:
        raise RuntimeError(f"{district.code} has ballots but no contest in {round.slug}")
    return area


def choices_of(ballots: Iterable[str]) -> Iterator[Any]:
    """The choices of canonical ballots. Equal ballots share one list."""
    known: dict[str, Any] = {}
    for text in ballots:
        if text not in known:
            known[text] = json.loads(text)["choices"]
        yield known[text]

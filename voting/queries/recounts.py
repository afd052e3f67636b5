"""Counting again what is shown: from the ballots themselves, and only from those the log had by then."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from city.models import District, Round
from voting.models import LogLeaf, SealedCast, Tally
from voting.queries.ballots import final_ballots, scores
from voting.queries.log import acts

TRIES = 3


def tally_faults(round: Round) -> tuple[int, list[str]]:
    """How many contests were recounted, and what is wrong with their counts."""
    tallies = list(Tally.objects.filter(round=round).select_related("district"))
    faults = [fault for tally in tallies if (fault := _fault(round, tally.district))]
    return len(tallies), faults


def _fault(round: Round, district: District) -> str:
    """What is wrong with the count of a contest; nothing where it is as recounted."""
    if round.is_imported:
        shown = Tally.objects.get(round=round, district=district)
        return _difference(district, shown.ballots, shown.counts, final_ballots(round, district), round)
    for _ in range(TRIES):
        shown = Tally.objects.get(round=round, district=district)
        leaf = _last_tally(round, district)
        said = {line["p"]: line["n"] for line in leaf["counts"]} if leaf else {}
        if leaf and (shown.counts, shown.ballots, shown.size) == (said, leaf["ballots"], leaf["index"]):
            break  # otherwise a mix may have come between the two reads
    else:
        return f"{district.code}: the count that is shown is not the one in the log"
    return _difference(district, leaf["ballots"], said, ballots_before(round, district, leaf["index"]), round)


def _difference(district: District, ballots: int, counts: dict[str, int], found: Iterable[str], round: Round) -> str:
    rows = list(found)
    if len(rows) != ballots:
        return f"{district.code}: {ballots} ballots counted, {len(rows)} recounted"
    recounted = scores(round, district, rows)
    wrong = [code for code in sorted(recounted.keys() | counts) if recounted.get(code) != counts.get(code)]
    return f"{district.code}: the count of {', '.join(wrong)} differs from the recount" if wrong else ""


def ballots_before(round: Round, district: District, index: int) -> Iterator[str]:
    """The ballots that counted when the log had `index` leaves: each slot's last, where that is not voided."""
    later = SealedCast.objects.filter(slot=OuterRef("slot"), seq__gt=OuterRef("seq"), position__lt=index)
    rows = SealedCast.objects.filter(~Exists(later), round=round, district=district, position__lt=index)
    voided = {leaf["h"] for leaf in acts(round, "void", before=index)}
    pairs = rows.values_list("h", "ballot").iterator(chunk_size=5_000)
    return (ballot for h, ballot in pairs if h not in voided)


def _last_tally(round: Round, district: District) -> dict[str, Any] | None:
    """The newest count of the contest in the log, with its index."""
    named = f'"district":{json.dumps(district.code, ensure_ascii=False)}'
    rows = LogLeaf.objects.filter(round=round, kind="tally", data__contains=named).exclude(kind="cast")
    row = rows.order_by("-index").first()
    return json.loads(row.data) | {"index": row.index} if row else None

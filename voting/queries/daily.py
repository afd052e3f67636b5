"""Leaves that say how things stand: the roll, the audit trail, and the end of the vote."""

from collections.abc import Iterator

from django.db.models import Count

from city.models import AuditEntry, Round
from city.rules.audit import START
from voting.models import RollEntry, SealedCast
from voting.queries.contests import contests
from voting.queries.enrolled import areas
from voting.queries.keys import round_key
from voting.rules.log.leaves import Leaf, RollArea, audited, closed, roll
from voting.rules.log.roll import Entry, roll_root


def roll_leaf(round: Round) -> Leaf:
    """How many may vote, by district and check; no number that could point at somebody. Raises KeyMissingError."""
    told = [
        RollArea(
            area.district.code,
            area.total.count,
            {method: cell.count for method, cell in area.by_method.items() if cell.count is not None},
        )
        for area in areas(round)
    ]
    total = RollEntry.objects.filter(round=round).count()
    return roll(total=total, areas=told, root=roll_root(round_key(round), round.manifest_hash, _entries(round)))


def audit_leaf() -> Leaf:
    """How long the audit trail is, and its end."""
    last = AuditEntry.objects.order_by("-number").first()
    return audited(entries=last.number if last else 0, head=last.hash if last else START)


def close_leaf(round: Round) -> Leaf:
    """The moment at which the vote closed, and how many casts each contest has."""
    rows = SealedCast.objects.filter(round=round).values_list("district__code").annotate(Count("pk"))
    casts = {area.district: 0 for area in contests(round)} | dict(rows)
    closes = max(stretch.closes_at for stretch in round.stretches if stretch.kind == "voting")
    return closed(closes=closes, casts=casts)


def _entries(round: Round) -> Iterator[Entry]:
    rows = RollEntry.objects.filter(round=round).values_list("uuid", "district__code", "level", "method")
    return (Entry(*row) for row in rows.iterator(chunk_size=5_000))

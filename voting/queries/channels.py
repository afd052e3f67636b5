"""By which way ballots came: online alone, online with a helper, or on paper. No ballot of the first two says which."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum, Value

from city.models import District, Round
from voting.models import AssistedCount, CheckOff, Paper, StationClosing
from voting.queries.ballots import scores


@dataclass(frozen=True)
class Channels:
    """The ballots of one contest by the way they came.

    `online` and `assisted` are people whose first ballot came so, less those who then voted on paper; `paper` are
    papers in the count, which come when their station is closed; `handed_out` are people given a paper so far.
    """

    online: int
    assisted: int
    paper: int
    handed_out: int

    def as_json(self) -> dict[str, int]:
        return {
            "online": self.online,
            "assisted": self.assisted,
            "paper": self.paper,
            "papers_handed_out": self.handed_out,
        }


Ways = list[tuple[District, Channels]]


def ways(round: Round, districts: Iterable[District], ballots: Mapping[str, int]) -> Ways:
    """The ballots of each district by the way they came; none where the round takes none but online.

    `ballots` says how many ballots stand in each contest, by district code.
    """
    if round.is_imported:
        return []
    found = channels(round, ballots)
    if not any(way.assisted or way.paper or way.handed_out for way in found.values()):
        return []
    return [(district, found[district.code]) for district in districts if district.code in found]


def channels(round: Round, cast: Mapping[str, int]) -> dict[str, Channels]:
    """The ways of the ballots in each contest of `cast`, which says how many ballots stand in it, by district code."""
    found = {(way, code): n for way, code, n in _found(round)}
    return {
        code: _split(ballots, *(found.get((way, code), 0) for way in ("helped", "paper", "given")))
        for code, ballots in cast.items()
    }


def _found(round: Round) -> QuerySet[AssistedCount, tuple[str, str, int]]:
    """How many people had a helper, papers count and papers were given out, per district; one query for all three."""
    helped = AssistedCount.objects.filter(round=round).values("district__code")
    paper = StationClosing.objects.filter(station__round=round).order_by().values("district__code")
    given = CheckOff.objects.filter(round=round).order_by().values("district__code")
    return helped.values_list(Value("helped"), "district__code", "ballots").union(
        paper.annotate(n=Sum("counted")).values_list(Value("paper"), "district__code", "n"),
        given.annotate(n=Count("pk")).values_list(Value("given"), "district__code", "n"),
        all=True,
    )


def _split(ballots: int, helped: int, paper: int, handed_out: int) -> Channels:
    online = max(ballots - paper, 0)
    return Channels(max(online - helped, 0), min(helped, online), paper, handed_out)


def paper_counts(round: Round, district: District) -> Counter[str] | None:
    """What the papers of a contest say, as they came out of the boxes; None where fewer than k could tell too much."""
    rows = Paper.objects.filter(round=round, district=district, is_counted=True).values_list("says", flat=True)
    said = list(rows)
    if len(said) < round.k:
        return None
    return scores(round, district, [f'{{"choices":{text}}}' for text in said])

"""The papers that are read again: drawn from the log as it was signed once all stations were closed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from city.models import Round
from city.rules.refusal import Reason
from voting.models import Checkpoint, LogLeaf, Paper, Rereading, StationClosing
from voting.queries.stations import open_papers
from voting.rules.paper.sampling import draw, seed_of


@dataclass(frozen=True)
class Sample:
    """The draw: its seed, the size of the log it came from, among how many papers, and which these are.

    `papers` maps the key of a paper to its place, from 1, among all papers in the order of their serials.
    """

    seed: str
    size: int
    among: int
    papers: dict[int, int]


@dataclass(frozen=True)
class Audit:
    """What reading again has found so far."""

    sample: Sample
    same: int
    different: int

    @property
    def is_done(self) -> bool:
        return self.same + self.different == len(self.sample.papers)

    @property
    def left(self) -> int:
        return len(self.sample.papers) - self.same - self.different


def sample(round: Round) -> Sample | None:
    """The papers to read again; None before every station is closed and the log that says so is signed."""
    if open_papers([round]).exists() or not StationClosing.objects.filter(station__round=round).exists():
        return None
    last = LogLeaf.objects.filter(round=round, kind="paper").exclude(kind="cast").order_by("-index").first()
    signed = last and Checkpoint.objects.filter(round=round, size__gt=last.index).order_by("size").first()
    if not signed:
        return None
    keys = list(Paper.objects.filter(round=round).exclude(says="").order_by("serial").values_list("pk", flat=True))
    seed = seed_of(signed.note)
    return Sample(seed, signed.size, len(keys), {keys[place - 1]: place for place in draw(seed, len(keys))})


def audit(round: Round) -> Audit | None:
    """How far the papers of the sample are read again, and what was found; None before there is one."""
    drawn = sample(round)
    if drawn is None:
        return None
    found = list(Rereading.objects.filter(paper__in=drawn.papers).values_list("is_same", flat=True))
    return Audit(drawn, found.count(True), found.count(False))


def missing_rereading(round: Round) -> list[Reason]:
    """What keeps a round with papers from being certified: those of the sample that nobody has read again."""
    found = audit(round)
    if found is None or found.is_done:
        return []
    message = _("%(count)d papers of the sample are still to be read again.")
    return [Reason("unread_again", message % {"count": found.left})]

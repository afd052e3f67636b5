"""The audit of papers: those drawn from a public seed are read once more, by somebody who had not typed them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.rules.phases import Verb
from city.rules.refusal import Kind, refuse
from voting.actions.paper.entering import find_paper, read_line
from voting.actions.paper.stations import require
from voting.models import Paper, Rereading
from voting.queries.paper_sample import sample


def reread(*, actor: User, now: datetime, round: Round, serial: str, line: str) -> Rereading:
    """Keep what a paper of the sample says, and whether that is what was counted. Raises Refused."""
    require(actor, Verb.REREAD, round, now)
    paper = find_paper(round, serial)
    said = read_line(paper, line)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        _check_state(paper, actor)
        made = Rereading.objects.create(paper=paper, reader=actor, says=said, is_same=said == paper.says)
        record(actor=actor, now=now, verb="reread", subject=paper, after={"is_same": made.is_same})
    return made


def _check_state(paper: Paper, actor: User) -> None:
    drawn = sample(paper.round)
    if drawn is None or paper.pk not in drawn.papers:
        message = _("This paper is not in the sample. Take the next one from the list.")
        raise refuse("not_drawn", message, field="serial", kind=Kind.CONFLICT)
    if Rereading.objects.filter(paper=paper).exists():
        message = _("This paper was read again already.")
        raise refuse("reread", message, field="serial", kind=Kind.CONFLICT)
    if paper.entries.filter(typist=actor).exists():
        message = _("You typed this paper. Somebody who did not reads it again.")
        raise refuse("typed", message, field="serial", kind=Kind.FORBIDDEN)

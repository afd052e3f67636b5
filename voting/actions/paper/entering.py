"""Typing papers: two people each read a paper, neither sees what the other typed; where they differ, another does."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.rules.phases import Verb
from city.rules.refusal import Kind, Refused, refuse
from voting.actions.paper.stations import require
from voting.models import Paper, PaperEntry
from voting.queries.contests import contest
from voting.queries.stations import is_closed
from voting.rules.ballots import KINDS
from voting.rules.paper.lines import Unreadable, says
from voting.rules.paper.readings import agreed
from voting.rules.paper.serials import is_serial, tidy


def enter_paper(*, actor: User, now: datetime, round: Round, serial: str, line: str) -> PaperEntry:
    """Keep what a person reads in a paper; once two have read it alike, that is what the paper says.

    Raises Refused: INVALID (no such paper, or nothing that a line can say), CONFLICT (typed already).
    """
    require(actor, Verb.TYPE_PAPER, round, now)
    paper = find_paper(round, serial)
    said = read_line(paper, line)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        paper.refresh_from_db()
        _check_state(paper, actor)
        made = PaperEntry.objects.create(paper=paper, typist=actor, says=said)
        paper.says = agreed([entry.says for entry in paper.entries.all()]) or ""
        paper.save(update_fields=["says"])
        record(actor=actor, now=now, verb="type_paper", subject=paper)
    return made


def find_paper(round: Round, serial: str) -> Paper:
    """The paper with this serial, as it was typed or scanned. Raises Refused."""
    typed = tidy(serial)
    if not is_serial(typed):
        raise refuse("no_serial", _("This serial has a slip in it. Type its nine digits again."), field="serial")
    paper = Paper.objects.select_related("station", "district", "round").filter(round=round, serial=typed).first()
    if paper is None:
        message = _("No paper of this round has this serial. Put the paper aside and tell an election officer.")
        raise refuse("no_paper", message, field="serial")
    return paper


def read_line(paper: Paper, line: str) -> str:
    """What a line typed for this paper says. Raises Refused."""
    area = contest(paper.round, paper.district.code)
    assert area is not None
    try:
        return says(line, KINDS[area.kind], [*area.projects])
    except Unreadable as fault:
        raise _unreadable(fault, len(area.projects)) from fault


def _unreadable(fault: Unreadable, most: int) -> Refused:
    sentences = {
        "empty": _("Type the numbers that are marked, 0 where none is, or 00 where nobody can say."),
        "no_number": _("“%(sign)s” is no number on this paper: they go from 1 to %(most)d."),
        "twice": _("“%(sign)s” names an idea a second time. If the paper does, it is spoiled: type 00."),
        "no_points": _("Write “%(sign)s” with its points, as in 3*5: five points for idea 3."),
    }
    message = sentences[fault.code] % {"sign": fault.sign, "most": most}
    return refuse(fault.code, message, field="line")


def _check_state(paper: Paper, actor: User) -> None:
    if is_closed(paper.station, paper.district):
        message = _("The papers of %(station)s are closed already.") % {"station": paper.station.name}
        raise refuse("station_closed", message, field="serial", kind=Kind.CONFLICT)
    if paper.says:
        message = _("Two people have typed this paper alike. Go on to the next.")
        raise refuse("read", message, field="serial", kind=Kind.CONFLICT)
    if paper.entries.filter(typist=actor).exists():
        message = _("You have typed this paper already. Somebody else types it next.")
        raise refuse("typed", message, field="serial", kind=Kind.CONFLICT)

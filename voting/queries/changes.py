"""What officials may change of a vote once it is frozen: what stands in the way, and what they changed."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from city.models import Round
from city.queries.money import format_money
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Reason
from proposals.models import Proposal, StatusName
from voting.models import (
    Amendment,
    Cast,
    ClosingChange,
    KeyDestruction,
    PendingCast,
    SealedCast,
    VoidedCast,
    Withdrawal,
)
from voting.queries.contests import contest
from voting.queries.keys import KeyMissingError, has_key, round_key
from voting.rules.contest import Project
from voting.rules.slots import cast_prefix


def missing_to_extend(round: Round, closes_at: datetime, now: datetime) -> list[Reason]:
    """What keeps the vote from closing at that later moment."""
    voting = round.stretch(PhaseKind.VOTING)
    if voting is None or not _permits(round, Verb.EXTEND, now):
        return [_not_now()]
    if closes_at <= voting.closes_at:
        return [Reason("not_later", _("Give a moment after the vote closes now."), "closes_at")]
    return []


def missing_to_close(round: Round, now: datetime) -> list[Reason]:
    """What keeps the vote from closing at once."""
    return [] if _permits(round, Verb.CLOSE_EARLY, now) else [_not_now()]


def missing_to_amend(proposal: Proposal, title: str, cost_minor: int, now: datetime) -> list[Reason]:
    """What keeps a proposal on a frozen ballot from getting this title and this cost."""
    is_withdrawn = Withdrawal.objects.filter(proposal=proposal).exists()
    if not _permits(proposal.round, Verb.AMEND, now) or proposal.status != StatusName.LISTED or is_withdrawn:
        return [_not_now()]
    area = contest(proposal.round, proposal.district.code)
    assert area is not None
    listed = area.projects[proposal.code]
    if not title:
        return [Reason("blank", _("Give it a title."), "title")]
    if cost_minor <= 0:
        return [Reason("not_money", _("Give an amount above zero."), "cost_minor")]
    if (title, cost_minor) == (listed.title, listed.cost_minor):
        return [Reason("same", _("That is what the ballot says already. Change the title or the cost."), "title")]
    if cost_minor > area.envelope_minor:
        message = _("The district has %(sum)s: what costs more can never be funded.")
        return [Reason("too_dear", message % {"sum": format_money(area.envelope_minor, area.currency)}, "cost_minor")]
    return []


def missing_to_withdraw(proposal: Proposal, now: datetime) -> list[Reason]:
    """What keeps a proposal from being taken off a frozen ballot."""
    if not _permits(proposal.round, Verb.WITHDRAW_LISTED, now) or proposal.status != StatusName.LISTED:
        return [_not_now()]
    area = contest(proposal.round, proposal.district.code)
    assert area is not None
    if proposal.code in area.withdrawn:
        return [Reason("withdrawn", _("It is withdrawn already."), "proposal")]
    left = sum(map(area.has_open, area.projects)) - 1
    if left < area.limits.min_choices:
        message = _("Every ballot names at least %(least)d ideas, and %(left)d would be left: nobody could vote here.")
        return [Reason("too_few_left", message % {"least": area.limits.min_choices, "left": left}, "proposal")]
    return []


def missing_to_void(round: Round, h: str, now: datetime) -> list[Reason]:
    """What keeps a cast of the round from being voided."""
    if round.certified_at or not _permits(round, Verb.VOID, now):
        return [_not_now()]
    if VoidedCast.objects.filter(h=h).exists():
        return [Reason("voided", _("This ballot is voided already."), "code")]
    return []


def missing_to_destroy(round: Round, now: datetime) -> list[Reason]:
    """What keeps the round's key from being destroyed."""
    if KeyDestruction.objects.filter(round=round).exists():
        return [Reason("destroyed", _("The key of this round is destroyed already."))]
    if not has_key(round):
        return [Reason("no_key", _("This round has no key here."))]
    if not _is_the_key(round):
        message = _("The key file here is not the key that this round was frozen with. Look for the right one.")
        return [Reason("other_key", message)]
    challenging = round.stretch(PhaseKind.CHALLENGING)
    if round.certified_at is None or (challenging and now < challenging.closes_at):
        message = _("A key is destroyed once the result is certified and nobody can object to it any more.")
        return [Reason("not_yet", message)]
    return []


def _is_the_key(round: Round) -> bool:
    """Whether the key file holds what the manifest committed to."""
    try:
        return sha256(round_key(round)).hexdigest() == str((round.manifest or {})["key"])
    except KeyMissingError:
        return False


def project_of(proposal: Proposal) -> Project:
    """A listed proposal as it stands on the ballot."""
    area = contest(proposal.round, proposal.district.code)
    assert area is not None
    return area.projects[proposal.code]


def find_cast(round: Round, code: str) -> Cast | None:
    """The cast with this short code or hash, whether it waits or is sealed; None where there is none, or two."""
    prefix = cast_prefix(code)
    if prefix is None:
        return None
    found: list[Cast] = [*PendingCast.objects.filter(round=round, h__startswith=prefix)[:2]]
    found += SealedCast.objects.filter(round=round, h__startswith=prefix)[:2]
    return found[0] if len(found) == 1 else None


def amendments(round: Round, district: str = "") -> list[Amendment]:
    """What was amended on the ballots of the round, or on that of one district, the latest last."""
    found = Amendment.objects.filter(round=round).select_related("proposal__district", "round")
    return list(found.filter(proposal__district__code=district) if district else found)


def withdrawals(round: Round, district: str = "") -> list[Withdrawal]:
    """What was withdrawn from the ballots of the round, or from that of one district, the latest last."""
    found = Withdrawal.objects.filter(round=round).select_related("proposal__district")
    return list(found.filter(proposal__district__code=district) if district else found)


@dataclass(frozen=True)
class Changes:
    """What voters are told of: on the ballots of a round or one of its districts, and of its closing."""

    amendments: list[Amendment]
    withdrawals: list[Withdrawal]
    closings: list[ClosingChange]

    def __bool__(self) -> bool:
        return bool(self.amendments or self.withdrawals or self.closings)


def changes(round: Round, district: str = "") -> Changes:
    """All that officials changed since the freeze of the round's ballots, or of one district's."""
    return Changes(amendments(round, district), withdrawals(round, district), [*round.closing_changes.all()])


def changes_of(proposal: Proposal) -> Changes:
    """What officials changed of one proposal on its frozen ballot."""
    amended = list(proposal.amendments.select_related("round"))
    return Changes(amended, [*Withdrawal.objects.filter(proposal=proposal).select_related("proposal")], [])


def last_void(slot: str) -> VoidedCast | None:
    """The voiding of the slot's last version, where that is voided: its voter may cast anew."""
    casts = [model.objects.filter(slot=slot).order_by("-seq").first() for model in (PendingCast, SealedCast)]
    last = max(filter(None, casts), key=lambda cast: cast.seq, default=None)
    return VoidedCast.objects.filter(h=last.h).first() if last else None


def _permits(round: Round, verb: Verb, now: datetime) -> bool:
    return round.frozen_at is not None and not round.is_imported and round.permits(verb, now)


def _not_now() -> Reason:
    return Reason("not_now", _("The dates or the state of this round do not allow that now."))

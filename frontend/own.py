"""What somebody proposed, where each idea stands, and what happens to it next."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.queries.statements import award_statement, official_awards
from city.models import User
from city.queries.money import format_money
from city.rules.phases import PhaseKind, Verb
from frontend.figures import format_day
from proposals.models import Proposal
from proposals.queries.offers import author_verbs
from proposals.rules.statuses import Status


@dataclass(frozen=True)
class OwnProposal:
    """An idea of one's own: `mark` is good, wait or over; `edit_url` where it waits for its author."""

    proposal: Proposal
    next_step: str
    mark: str
    edit_url: str = ""


def own_proposals(user: User, now: datetime) -> list[OwnProposal]:
    """The newest first; what waits for its author before all others."""
    proposals = (
        Proposal.objects.filter(author=user)
        .select_related("round", "district", "valuation", "withdrawal")
        .prefetch_related("round__phases", Prefetch("awards", official_awards()))
    )
    return sorted((_told(user, proposal, now) for proposal in proposals), key=lambda own: not own.edit_url)


def _told(user: User, proposal: Proposal, now: datetime) -> OwnProposal:
    status = Status(proposal.status)
    if status is Status.RETURNED:
        return _returned(user, proposal, now)
    if status is Status.LISTED:
        return _listed(proposal, now)
    if status is Status.PUBLISHED:
        return _published(proposal, now)
    return {
        Status.SUBMITTED: OwnProposal(proposal, _("A moderator reads it next. You will get a mail."), "wait"),
        Status.HIDDEN: OwnProposal(proposal, _("A moderator took it out of public view. The mail says why."), "over"),
        Status.WITHDRAWN: OwnProposal(proposal, _("You took it back. You can propose it anew."), "over"),
    }[status]


def _returned(user: User, proposal: Proposal, now: datetime) -> OwnProposal:
    if Verb.SUBMIT not in author_verbs(user, proposal, now):
        return OwnProposal(proposal, _("It came back to you, and the time for ideas is over."), "over")
    edit = reverse("proposals:edit", args=[proposal.round.slug, proposal.pk])
    return OwnProposal(proposal, _("It came back: change it, and send it again."), "over", edit)


def _published(proposal: Proposal, now: datetime) -> OwnProposal:
    valuation = getattr(proposal, "valuation", None)
    if proposal.round.is_closed(now):
        return OwnProposal(proposal, _("It was not on the ballot."), "over")
    if valuation is None:
        return OwnProposal(proposal, _("The city works out next whether it can be done, and what it costs."), "wait")
    if not valuation.is_feasible:
        return OwnProposal(proposal, _("The city says it cannot be done. Its reason stands on the page."), "over")
    cost = format_money(valuation.cost_minor or 0, proposal.round.currency)
    return OwnProposal(proposal, _("It can be done for %(cost)s. Next comes the ballot.") % {"cost": cost}, "good")


def _listed(proposal: Proposal, now: datetime) -> OwnProposal:
    if hasattr(proposal, "withdrawal"):
        step = _("Two election officers withdrew it from the ballot. Its page says why.")
        return OwnProposal(proposal, step, "over")
    voting = proposal.round.stretch(PhaseKind.VOTING)
    if voting and now < voting.opens_at:
        step = _("It is on the ballot. The vote opens on %(day)s.") % {"day": format_day(voting.opens_at)}
        return OwnProposal(proposal, step, "good")
    if voting and now < voting.closes_at:
        step = _("It is on the ballot until %(day)s.") % {"day": format_day(voting.closes_at)}
        return OwnProposal(proposal, step, "good")
    awards = list(proposal.awards.all())
    if awards:
        money = award_statement(awards[0]).delivery
        sums = {
            "paid": format_money(money.paid_minor, proposal.round.currency),
            "awarded": format_money(money.awarded_minor, proposal.round.currency),
        }
        return OwnProposal(proposal, _("Funded: %(paid)s of %(awarded)s is paid.") % sums, "good")
    return OwnProposal(proposal, _("The votes are in. It has no money, at least so far."), "wait")

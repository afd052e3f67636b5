"""How far a proposal has come: what the rooms after `proposals` made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from budgets.queries.statements import AwardStatement, award_statement, official_awards
from city.queries.money import format_money
from proposals.models import Proposal
from proposals.queries.history import Step
from voting.models import Award, Outcome, Withdrawal
from voting.queries.changes import Changes, changes_of
from voting.views.ledgers import sentence


@dataclass(frozen=True)
class Standing:
    """A word for where a proposal stands, with the look and the icon of its tag."""

    words: str
    look: str = ""
    icon: str = "clock"


@dataclass(frozen=True)
class Fate:
    """What became of a proposal: its standing, its whole story, and after the count its money, or why it got none."""

    standing: Standing
    steps: list[Step]
    statement: AwardStatement | None = None
    reason: str = ""
    changes: Changes | None = None


def standings(proposals: Iterable[Proposal]) -> dict[int, Standing]:
    """The standing of each of the proposals, by its key; three queries however many there are."""
    shown = list(proposals)
    rounds = {proposal.round_id for proposal in shown}
    official = Outcome.objects.filter(is_official=True, round__cancelled_at=None, round__in=rounds)
    counted = set(official.values_list("round", "district"))
    funded = set(Award.objects.filter(outcome__in=official).values_list("proposal", flat=True))
    withdrawn = set(Withdrawal.objects.filter(proposal__in=shown).values_list("pk", flat=True))
    return {
        proposal.pk: _standing(
            proposal,
            is_funded=proposal.pk in funded,
            is_counted=(proposal.round_id, proposal.district_id) in counted,
            is_withdrawn=proposal.pk in withdrawn,
        )
        for proposal in shown
    }


def _standing(proposal: Proposal, *, is_funded: bool, is_counted: bool, is_withdrawn: bool) -> Standing:
    valuation = getattr(proposal, "valuation", None)
    if is_funded:
        return Standing(_("Funded"), "good", "check")
    if is_withdrawn:
        return Standing(_("Withdrawn from the ballot"), icon="stop")
    if valuation and not valuation.is_feasible:
        return Standing(_("Not possible"), icon="stop")
    if proposal.code:
        return Standing(_("Not funded"), icon="minus") if is_counted else Standing(_("On the ballot"), "good", "open")
    return Standing(_("Priced by the city"), icon="check") if valuation else Standing(_("Being checked"))


def fate_of(proposal: Proposal, steps: list[Step]) -> Fate:
    """What the official count made of the proposal, told after its `steps`."""
    outcome = Outcome.objects.filter(round=proposal.round_id, district=proposal.district_id, is_official=True).first()
    award = official_awards().filter(proposal=proposal).first()
    changed = changes_of(proposal)
    standing = _standing(
        proposal,
        is_funded=award is not None,
        is_counted=outcome is not None,
        is_withdrawn=bool(changed.withdrawals),
    )
    if outcome is None or not proposal.code:
        return Fate(standing, steps, changes=changed)
    story = [*(replace(step, is_last=False) for step in steps), _decision(outcome, award)]
    if award:
        return Fate(standing, story, award_statement(award), changes=changed)
    why = sentence(outcome.losers.get(proposal.code, {}))
    return Fate(standing, story, reason=why, changes=changed)


def _decision(outcome: Outcome, award: Award | None) -> Step:
    amount = format_money(award.amount_minor, outcome.round.currency) if award else ""
    words = _("%(amount)s awarded") % {"amount": amount} if award else _("no money in this round")
    return Step(outcome.counted_at, _("Counted"), words, is_last=True)

"""How far last year's winners have come: orders and invoices, through the platform's own actions."""

from datetime import datetime, timedelta

from django.utils import timezone

from budgets.actions.spending import commit, pay
from city.models import Round
from demo.fill.people import official
from demo.fill.rounds import minor
from demo.stories import Step, told
from voting.models import Award

STEPS = {story.title: story.delivery for _district, story in told()}
FIRST_ORDER = timedelta(days=20)
NEXT_AWARD = timedelta(days=16)
NEXT_ORDER = timedelta(days=40)
UNTIL_PAID = timedelta(days=50)


def build(round: Round, certified_at: datetime) -> int:
    """Order and pay for what was awarded; give how many awards there are."""
    awards = Award.objects.filter(outcome__round=round, outcome__is_official=True).order_by("position", "pk")
    orders = [
        (certified_at + FIRST_ORDER + NEXT_AWARD * place + NEXT_ORDER * turn, award, step)
        for place, award in enumerate(awards.select_related("proposal", "outcome__round"))
        for turn, step in enumerate(STEPS[award.proposal.title])
    ]
    for number, (moment, award, step) in enumerate(sorted(orders, key=lambda order: order[0]), start=1):
        _order(award, step, moment, f"{moment:%Y}-{number:03}")
    return len(awards)


def _order(award: Award, step: Step, moment: datetime, number: str) -> None:
    """Order one step of the work, and pay as much of it as is paid."""
    finance = official("finance")
    commitment = commit(
        actor=finance,
        now=moment,
        award=award,
        payee=step.supplier,
        purpose=step.what,
        amount_minor=minor(step.amount),
        committed_on=timezone.localdate(moment),
    )
    if step.paid:
        paid_at = moment + UNTIL_PAID
        pay(
            actor=finance,
            now=paid_at,
            commitment=commitment,
            amount_minor=minor(step.paid),
            paid_on=timezone.localdate(paid_at),
            invoice=number,
        )

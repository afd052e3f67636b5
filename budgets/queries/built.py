"""What was built so far with the money of all rounds the city held itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max, Min, Sum

from budgets.queries.statements import AwardStatement, award_statement, official_awards
from voting.models import Award

ORDERED = "commitments__committed_on"
PAID = "commitments__payments__paid_on"


@dataclass(frozen=True)
class Built:
    """How many ideas were funded and how many of them are paid in full, how much they got, and since when.

    `sums` holds (currency, amount) pairs, the largest currency by awards first; `latest` where money moved last.
    """

    awards: int
    paid_in_full: int
    sums: list[tuple[str, int]]
    since: datetime | None
    last_paid_on: date | None
    latest: list[AwardStatement]


def built(limit: int) -> Built:
    """What was built so far, with at most `limit` awards to show."""
    ours = {"outcome__round__is_imported": False, "outcome__round__cancelled_at": None}
    own = Award.objects.filter(outcome__is_official=True, **ours).order_by()
    rows = own.annotate(paid=Sum("commitments__payments__amount_minor"))
    due = F("amount_minor") - F("fallen_minor")
    amounts = rows.filter(amount_minor__gt=F("fallen_minor")).values_list("outcome__round__currency", due, "paid")
    times, sums, paid_in_full = Counter[str](), Counter[str](), 0
    for currency, amount, paid in amounts:
        times[currency] += 1
        sums[currency] += amount
        paid_in_full += amount == paid
    ends = own.aggregate(since=Min("outcome__counted_at"), last=Max(PAID))
    return Built(
        awards=times.total(),
        paid_in_full=paid_in_full,
        sums=[(currency, sums[currency]) for currency, _ in times.most_common()],
        since=ends["since"],
        last_paid_on=ends["last"],
        latest=_latest(limit),
    )


def _latest(limit: int) -> list[AwardStatement]:
    """The awards whose money moved last: paid before ordered before untouched."""
    awards = (
        official_awards()
        .filter(outcome__round__is_imported=False)
        .annotate(paid_on=Max(PAID), ordered_on=Max(ORDERED))
        .order_by(F("paid_on").desc(nulls_last=True), F("ordered_on").desc(nulls_last=True), "pk")
    )
    return [award_statement(award) for award in awards[:limit]]

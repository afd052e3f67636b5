"""Awards that fall through: what money that frees, and what keeps the city from deciding about it."""

from datetime import datetime

from django.utils.translation import gettext as _

from budgets.queries.statements import delivery_of
from city.rules.phases import Verb
from city.rules.refusal import Reason
from voting.models import Award, Fallthrough
from voting.queries.decisions import next_in_line


def freed_minor(award: Award) -> int:
    """What is left of the award if nothing more is ordered: what is ordered already is owed."""
    return delivery_of(award).left_minor


def missing_to_reallocate(award: Award, now: datetime, *, is_carried_over: bool) -> list[Reason]:
    """What keeps the city from deciding that this award falls through."""
    round = award.outcome.round
    if not (award.outcome.is_official and round.certified_at and round.permits(Verb.REALLOCATE, now)):
        message = _("That is decided while a round is being built, once its result is certified.")
        return [Reason("not_now", message)]
    if Fallthrough.objects.filter(award=award).exists():
        return [Reason("fallen", _("It is decided already that this award falls through."))]
    freed = freed_minor(award)
    if not freed:
        return [Reason("all_ordered", _("All of this award is ordered: no money is left of it."))]
    if not is_carried_over and not next_in_line(award, freed):
        message = _("No other idea on this ballot fits into what becomes free. Carry the money over.")
        return [Reason("nothing_fits", message, "way")]
    return []

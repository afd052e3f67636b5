"""Spending what was awarded: money is promised to a payee, then paid against invoices."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.models import Commitment, Payment
from budgets.queries.statements import delivery_of
from city.actions.audit import record
from city.models import Round, User
from city.queries.locks import lock
from city.queries.money import format_money
from city.queries.permissions import may
from city.rules.phases import Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from city.rules.texts import tidy_line
from voting.models import Award


def commit(
    *,
    actor: User | None,
    now: datetime,
    award: Award,
    payee: str,
    purpose: str,
    amount_minor: int,
    committed_on: date,
) -> Commitment:
    """Promise money of a certified award to a payee; never more than the award still holds.

    No actor means a command at the server's own console. Raises Refused: FORBIDDEN (not a finance officer),
    CONFLICT (not certified, or not the season for it), INVALID (the amount, a date or a word is wrong).
    """
    _check_may(actor, now, Verb.COMMIT, award.outcome.round)
    _check_final(award)
    payee, purpose = tidy_line(payee), tidy_line(purpose)
    with transaction.atomic():
        lock(f"award:{award.pk}")
        faults = _blanks(payee=payee, purpose=purpose) + _about_day("committed_on", committed_on, now)
        _stop(faults + _about_award(award, amount_minor))
        made = Commitment.objects.create(
            award=award, payee=payee, purpose=purpose, amount_minor=amount_minor, committed_on=committed_on
        )
        after = {"award": award.pk, "payee": payee, "purpose": purpose, "amount": amount_minor, "on": str(committed_on)}
        record(actor=actor, now=now, verb=Verb.COMMIT, subject=made, after=after)
    return made


def pay(
    *, actor: User | None, now: datetime, commitment: Commitment, amount_minor: int, paid_on: date, invoice: str
) -> Payment:
    """Record a payment under a commitment; never more than was promised, and an invoice once only.

    Raises Refused as `commit` does.
    """
    award = commitment.award
    _check_may(actor, now, Verb.PAY, award.outcome.round)
    invoice = tidy_line(invoice)
    with transaction.atomic():
        lock(f"award:{award.pk}")
        faults = _blanks(invoice=invoice) + _about_day("paid_on", paid_on, now)
        faults += _about_order(commitment, paid_on, invoice) + _about_commitment(commitment, amount_minor)
        _stop(faults)
        made = Payment.objects.create(
            commitment=commitment, amount_minor=amount_minor, paid_on=paid_on, invoice=invoice
        )
        after = {"commitment": commitment.pk, "invoice": invoice, "amount": amount_minor, "on": str(paid_on)}
        record(actor=actor, now=now, verb=Verb.PAY, subject=made, after=after)
    return made


def _check_may(actor: User | None, now: datetime, verb: Verb, round: Round) -> None:
    if actor is not None and not may(actor, verb, round):
        raise refuse("not_allowed", _("Only a finance officer spends awarded money."), kind=Kind.FORBIDDEN)
    if not round.permits(verb, now):
        raise refuse("not_now", _("Money is spent while a round is being built, and not now."), kind=Kind.CONFLICT)


def _check_final(award: Award) -> None:
    if not (award.outcome.is_official and award.outcome.round.certified_at):
        raise refuse(
            "not_certified",
            _("This result is not certified yet. Money can be spent once it is."),
            kind=Kind.CONFLICT,
        )


def _stop(faults: list[Reason]) -> None:
    if faults:
        raise Refused(*faults)


def _blanks(**words: str) -> list[Reason]:
    message = _("Fill this in: it is shown in public beside the amount.")
    return [Reason("blank", message, field) for field, text in words.items() if not text]


def _about_day(field: str, day: date, now: datetime) -> list[Reason]:
    if day <= timezone.localdate(now):
        return []
    return [Reason("in_the_future", _("This day is still to come. Give the day it happened."), field)]


def _about_award(award: Award, amount_minor: int) -> list[Reason]:
    message = _("Over by %(over)s: of this award of %(whole)s, %(left)s is not ordered yet.")
    money = delivery_of(award)
    return _about_amount(amount_minor, money.awarded_minor, money.left_minor, award.outcome.round.currency, message)


def _about_commitment(commitment: Commitment, amount_minor: int) -> list[Reason]:
    message = _("Over by %(over)s: of this order of %(whole)s, %(left)s is not paid yet.")
    currency = commitment.award.outcome.round.currency
    left = Commitment.objects.get(pk=commitment.pk).unpaid_minor  # read again: the caller's may be of before the lock
    return _about_amount(amount_minor, commitment.amount_minor, left, currency, message)


def _about_amount(amount_minor: int, whole: int, left: int, currency: str, message: str) -> list[Reason]:
    if amount_minor <= 0:
        return [Reason("not_money", _("Give an amount above zero."), "amount_minor")]
    if amount_minor <= left:
        return []
    over = amount_minor - left
    words = {name: format_money(minor, currency) for name, minor in (("over", over), ("whole", whole), ("left", left))}
    return [Reason("over", message % words, "amount_minor", {"over_minor": over, "left_minor": left})]


def _about_order(commitment: Commitment, paid_on: date, invoice: str) -> list[Reason]:
    faults = []
    if paid_on < commitment.committed_on:
        faults.append(Reason("before_order", _("This day is before the day of the order."), "paid_on"))
    if commitment.payments.filter(invoice=invoice).exists():
        faults.append(Reason("invoice_paid", _("This invoice is paid already."), "invoice"))
    return faults

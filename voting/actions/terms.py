"""Setting the terms of a vote before it is frozen: its ballot, its voters, what is shown, its dates and its purses."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from city.actions.audit import record
from city.models import District, Envelope, Phase, Round, User
from city.queries.locks import lock
from city.queries.permissions import may
from city.rules.phases import PhaseKind, Verb
from city.rules.refusal import Kind, Reason, Refused, refuse
from voting.queries.terms import drafted
from voting.rules.terms import Draft, Fault, Season, faults, settled

SENTENCES = {
    "too_few_choices": gettext_lazy("Give %(least)d or more, or leave it empty for no limit."),
    "too_little_spend": gettext_lazy("The most to spend cannot be less than the least."),
    "no_points": gettext_lazy("Say how many points each voter has to give."),
    "too_many_points": gettext_lazy("A voter has %(points)d points in all: give no more than that."),
    "no_scoring": gettext_lazy("Give whole numbers above zero, the first place first, none above the one before."),
    "too_much_spend": gettext_lazy("A purse holds less than that: nobody there could fill in a ballot."),
    "no_such_count": gettext_lazy("Give a number from 1 to %(most)d, which is how many purses there are."),
    "too_old": gettext_lazy("Give %(most)d years at most."),
    "no_mix": gettext_lazy("Give a number from %(least)d to %(most)d: fewer could be matched to a person."),
    "closes_before": gettext_lazy("It closes after it opens. Check both moments."),
    "before_proposing": gettext_lazy("The vote opens once no ideas are collected any more."),
    "before_voting": gettext_lazy("It begins once the vote is over."),
}


def set_terms(*, actor: User, now: datetime, round: Round, draft: Draft) -> Round:
    """Give the round these terms, and no dates or purses besides.

    Raises Refused: once the round is frozen, and with everything that does not go together, by its field.
    """
    if not may(actor, Verb.SET_TERMS, round):
        raise refuse("not_allowed", _("Only an election officer sets the terms of a round."), kind=Kind.FORBIDDEN)
    whole = settled(draft)
    with transaction.atomic():
        lock(f"round:{round.pk}")
        row = Round.objects.get(pk=round.pk)
        if row.frozen_at:
            message = _("The round is frozen. Its terms cannot change any more.")
            raise refuse("frozen", message, kind=Kind.CONFLICT)
        if found := faults(whole):
            raise Refused(*map(_reason, found))
        before = _state(drafted(row))
        _write(row, whole)
        record(actor=actor, now=now, verb=Verb.SET_TERMS, subject=row, before=before, after=_state(whole))
    return Round.objects.get(pk=row.pk)


def _reason(fault: Fault) -> Reason:
    return Reason(fault.code, str(SENTENCES[fault.code] % fault.numbers), fault.about, fault.numbers)


def _write(round: Round, draft: Draft) -> None:
    columns = asdict(draft)
    round.ballot_kind = columns.pop("kind")
    for name in ("seasons", "purses"):
        del columns[name]
    for name, value in columns.items():
        setattr(round, name, list(value) if isinstance(value, tuple | list) else value)
    round.save(update_fields=["ballot_kind", *columns])
    _date(round, draft.seasons)
    _fund(round, draft.purses)


def _date(round: Round, seasons: Mapping[PhaseKind, Season]) -> None:
    Phase.objects.filter(round=round).exclude(kind__in=[kind.value for kind in seasons]).delete()
    for kind, season in seasons.items():
        Phase.objects.update_or_create(round=round, kind=kind.value, defaults=season._asdict())


def _fund(round: Round, purses: Mapping[str, int]) -> None:
    Envelope.objects.filter(round=round).exclude(district__code__in=purses).delete()
    for district in District.objects.filter(code__in=purses):
        amount = {"amount_minor": purses[district.code]}
        Envelope.objects.update_or_create(round=round, district=district, defaults=amount)


def _state(draft: Draft) -> dict[str, object]:
    """What the audit trail commits to: no more than JSON without null can hold."""
    columns = {name: value for name, value in asdict(draft).items() if value is not None}
    seasons = {kind.value: [at.isoformat() for at in season] for kind, season in draft.seasons.items()}
    sequences = {name: list(columns[name]) for name in ("scoring", "postcodes")}
    return {**columns, **sequences, "seasons": seasons, "purses": dict(draft.purses)}

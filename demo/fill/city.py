"""The whole of the invented city, in one transaction, so that it stands whole or not at all."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from city.actions.cases import open_case
from city.actions.mail import deliver
from city.models import Round
from city.rules.phases import PhaseKind, Verb
from demo.fill.ballots import cast_first_ballots
from demo.fill.complaints import complain_and_answer, leave_one_waiting
from demo.fill.delivery import build
from demo.fill.people import official, settle
from demo.fill.proposals import categorise, tell
from demo.fill.rounds import announce, enrol_everyone, import_list
from demo.purses import PURSES, SIXTH_PURSE, Purse
from voting.actions.certifying import certify
from voting.actions.counting import count_outcome
from voting.actions.freezing import freeze
from voting.actions.sealing import seal

Say = Callable[[str], None]

COUNTED = timedelta(minutes=6)
FROZEN = "Every proposal has its answer, and the purses are what the council decided."
COMPARED = "equal-shares"
CERTIFIED = timedelta(days=14, hours=14)


def is_filled() -> bool:
    """Whether the invented city stands in this database."""
    return Round.objects.filter(slug__in=[purse.slug for purse in PURSES]).exists()


@transaction.atomic
def fill(now: datetime, say: Say) -> None:
    """Make the city as it would be at `now`, telling `say` how far it has come."""
    started = timezone.now()
    say(f"{settle(now):,} people move in.")
    categorise()
    for purse in PURSES:
        _hold(purse, now, say)
    _ask_for_more_time(now)
    _drop_letters(started)


def _hold(purse: Purse, now: datetime, say: Say) -> None:
    """Let a round run its course, as far as it has come by `now`."""
    round = announce(purse, timezone.localdate(now))
    say(f"{purse.title}: {tell(round, purse, now)} proposals.")
    voting = round.stretch(PhaseKind.VOTING)
    if voting is None or now < voting.opens_at:
        return
    before = voting.opens_at - timedelta(days=1)
    if now < voting.closes_at:
        say(f"{purse.title}: {import_list(round, before):,} people on the city's list.")
    say(f"{purse.title}: {enrol_everyone(round, before):,} people on the roll. Their ballots come in ...")
    freeze(actor=official("election"), approver=official("election2"), now=before, round=round, reason=FROZEN)
    say(f"{purse.title}: {cast_first_ballots(round, purse, now):,} ballots.")
    seal(now=min(now, voting.closes_at))
    if round.is_closed(now):
        _decide(round, voting.closes_at)
        say(f"{purse.title}: {build(round, voting.closes_at + CERTIFIED)} awards, counted and certified.")


def _decide(round: Round, closed_at: datetime) -> None:
    """Count every district by the round's rule, and by equal shares to compare; then certify."""
    for envelope in round.envelopes.select_related("district"):
        for preset in (None, COMPARED):
            count_outcome(
                actor=official("election"),
                now=closed_at + COUNTED,
                round=round,
                district=envelope.district,
                preset=preset,
            )
    complain_and_answer(round, closed_at)
    certify(
        actor=official("election"),
        approver=official("election2"),
        now=closed_at + CERTIFIED,
        round=round,
        reason="Every district is counted, and every complaint is answered.",
    )


def _ask_for_more_time(now: datetime) -> None:
    """Leave a case at the desk that waits for a second election officer: three days more for the vote that is open."""
    round = Round.objects.get(slug=SIXTH_PURSE.slug)
    voting = round.stretch(PhaseKind.VOTING)
    if voting is not None and voting.is_open(now):
        leave_one_waiting(round, now)
        open_case(
            actor=official("election"),
            now=now - timedelta(hours=2),
            verb=Verb.EXTEND,
            round=round,
            subject=round,
            arguments={"closes_at": (voting.closes_at + timedelta(days=3)).isoformat()},
            reason="The library in Northgate, where people are helped to vote, was shut for three days.",
        )


def _drop_letters(since: datetime) -> None:
    """Drop the mails that were put in the queue meanwhile: what they tell happened long ago."""
    DBTaskResult.objects.filter(task_path=deliver.module_path, enqueued_at__gte=since).delete()

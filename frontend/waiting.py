"""What waits for a person: ballots to cast, and at the desk the work of an office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from city.models import District, Round, User
from city.queries.cases import waiting_for
from city.queries.permissions import Powers, powers_of
from city.queries.rounds import rounds
from city.rules.phases import Verb
from city.rules.roles import TWO_PERSON
from proposals.models import Proposal
from proposals.rules.statuses import Status
from voting.models import Complaint
from voting.queries.complaints import waiting_by_round
from voting.queries.roll import entries_of, rights

AT_STATIONS = (Verb.SET_UP_STATION, Verb.CHECK_OFF, Verb.TYPE_PAPER, Verb.CLOSE_STATION, Verb.REREAD)
SUBMITTED = Q(status=Status.SUBMITTED.value)
UNVALUED = Q(status=Status.PUBLISHED.value, valuation=None)


@dataclass(frozen=True)
class OwnBallot:
    """A contest somebody may vote in now; `version` counts their ballots in it, 0 where none is in yet."""

    round: Round
    district: District
    closes_at: datetime
    version: int


@dataclass(frozen=True)
class Queue:
    """Work of one kind, in one round or (None) in the whole city.

    How much of it waits (None: no number tells), where it is done, since when.
    """

    round: Round | None
    title: str
    count: int | None
    url: str
    since: datetime | None = None
    words: str = ""


def own_ballots(user: User, now: datetime) -> list[OwnBallot]:
    """The contests that are open to the person at `now`."""
    names = District.objects.in_bulk(field_name="code")
    found = []
    voting = [round for round in rounds() if round.is_voting(now)]
    entries = entries_of(user, voting)
    for round in voting:
        entry, stretch = entries.get(round.pk), round.current(now)
        if entry and stretch:
            found += [
                OwnBallot(round, names[right.contest.district], stretch.closes_at, right.version)
                for right in rights(entry, round)
                if not right.is_on_paper
            ]
    return found


def queues(user: User, now: datetime) -> list[Queue]:
    """The work of the person's offices that may be done at `now`: of the whole city, then by round."""
    powers = powers_of(user)
    counts, complaints = _counts(), waiting_by_round(powers)
    found = _of_city(user, powers, now)
    for round in rounds():
        found += _of_round(round, powers, counts.get(round.pk, {}), complaints, now)
    return found


def _of_city(user: User, powers: Powers, now: datetime) -> list[Queue]:
    found = []
    if powers.may_somewhere(TWO_PERSON | {Verb.READ_DESK}):
        own = waiting_for(powers, user.pk, now)
        since = own[0].opened_at if own else None
        title = _("Cases that wait for a second person")
        found.append(Queue(None, title, len(own), reverse("city:desk_cases"), since))
    if powers.may_somewhere({Verb.GRANT, Verb.READ_DESK}):
        words = _("Who may act for the city.")
        found.append(Queue(None, _("Offices"), None, reverse("city:desk_roles"), words=words))
    if powers.may(Verb.READ_AUDIT):
        words = _("Every act, by whom and why.")
        found.append(Queue(None, _("The record"), None, reverse("city:desk_audit"), words=words))
    return found


def _counts() -> dict[int, Any]:
    """Proposals that wait in each round: for a moderator, and for a cost."""
    rows = (
        Proposal.objects.order_by()
        .values("round")
        .annotate(
            submitted=Count("pk", filter=SUBMITTED),
            unvalued=Count("pk", filter=UNVALUED),
            submitted_since=Min("submitted_at", filter=SUBMITTED),
            unvalued_since=Min("published_at", filter=UNVALUED),
        )
    )
    return {row["round"]: row for row in rows}


def _of_round(
    round: Round, powers: Powers, counts: Any, complaints: Mapping[int, list[Complaint]], now: datetime
) -> list[Queue]:
    found = []
    if powers.may(Verb.PUBLISH, round.pk) and round.permits(Verb.PUBLISH, now):
        found.append(_proposals(round, _("Proposals to publish or return"), counts, "submitted"))
    if powers.may(Verb.VALUE, round.pk) and round.permits(Verb.VALUE, now):
        found.append(_proposals(round, _("Proposals without a cost"), counts, "unvalued"))
    if (powers.may(Verb.FREEZE, round.pk) or powers.may(Verb.READ_DESK, round.pk)) and not round.is_imported:
        url = reverse("voting:desk_round", args=[round.slug])
        found.append(Queue(round, _("Freeze, count and certify"), None, url, words=_state(round, now)))
    if waiting := complaints.get(round.pk, []):
        url = reverse("voting:desk_complaints", args=[round.slug])
        found.append(Queue(round, _("Complaints to answer"), len(waiting), url, waiting[0].made_at))
    is_kept = powers.may(Verb.ATTEST, round.pk) or powers.may(Verb.READ_DESK, round.pk)
    if is_kept and round.permits(Verb.ATTEST, now):
        words = _("People to put on it, and the city’s list.")
        found.append(Queue(round, _("The roll"), None, reverse("voting:desk_roll", args=[round.slug]), words=words))
    found += _of_stations(round, powers, now)
    is_spent = powers.may(Verb.COMMIT, round.pk) or powers.may(Verb.READ_DESK, round.pk)
    if is_spent and round.permits(Verb.COMMIT, now):
        found.append(Queue(round, _("Orders and payments"), None, reverse("budgets:desk", args=[round.slug])))
    return found


def _of_stations(round: Round, powers: Powers, now: datetime) -> list[Queue]:
    """Votes on paper, where the round takes them or may come to; and helping people to vote."""
    found = []
    is_worked = any(powers.may(verb, round.pk) and round.permits(verb, now) for verb in AT_STATIONS)
    if round.frozen_at and not round.is_imported and is_worked:
        words = _("Stations, papers to print, to give out and to type.")
        url = reverse("voting:desk_paper", args=[round.slug])
        found.append(Queue(round, _("Votes on paper"), None, url, words=words))
    if round.frozen_at and powers.may(Verb.ASSIST, round.pk) and round.permits(Verb.ASSIST, now):
        words = _("You hand the device over, and they vote alone.")
        found.append(
            Queue(round, _("Help somebody to vote"), None, reverse("voting:assist", args=[round.slug]), words=words)
        )
    return found


def _state(round: Round, now: datetime) -> str:
    """How far the vote is, for who has to see it through."""
    if round.cancelled_at:
        return _("Cancelled: nothing is left to do.")
    if round.certified_at:
        return _("Certified: nothing is left to do.")
    if round.is_closed(now):
        return _("The vote is over: count it, and certify the result.")
    return _("Frozen: the ballots are fixed.") if round.frozen_at else _("Not frozen yet.")


def _proposals(round: Round, title: str, counts: Any, kind: str) -> Queue:
    url = f"{reverse('proposals:inbox')}?round={round.slug}"
    return Queue(round, title, counts.get(kind, 0), url, counts.get(f"{kind}_since"))

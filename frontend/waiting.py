"""What waits for a person: ballots to cast, and at the desk the work of an office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from city.models import District, RoleGrant, Round, User
from city.queries.rounds import rounds
from city.rules.phases import Verb
from city.rules.roles import VERBS, Role
from proposals.models import Proposal
from proposals.rules.statuses import Status
from voting.queries.roll import entries_of, rights

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
    """Work of one kind in one round: how much of it waits (None: no number tells), where it is done, since when."""

    round: Round
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
            ]
    return found


def queues(user: User, now: datetime) -> list[Queue]:
    """The work of the person's offices that may be done at `now`, by round."""
    everywhere, by_round = _verbs(user)
    counts = _counts()
    return [
        queue
        for round in rounds()
        for queue in _of_round(round, everywhere | by_round.get(round.pk, frozenset()), counts.get(round.pk, {}), now)
    ]


def _verbs(user: User) -> tuple[frozenset[Verb], dict[int, frozenset[Verb]]]:
    """What the offices of the person carry: in the whole city, and round by round."""
    everywhere: frozenset[Verb] = frozenset()
    by_round: dict[int, frozenset[Verb]] = {}
    for grant in RoleGrant.objects.filter(user=user):
        carried = VERBS[Role(grant.role)]
        if grant.round_id is None:
            everywhere |= carried
        else:
            by_round[grant.round_id] = by_round.get(grant.round_id, frozenset()) | carried
    return everywhere, by_round


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


def _of_round(round: Round, verbs: frozenset[Verb], counts: Any, now: datetime) -> list[Queue]:
    found = []
    if Verb.PUBLISH in verbs and round.permits(Verb.PUBLISH, now):
        found.append(_proposals(round, _("Proposals to publish or return"), counts, "submitted"))
    if Verb.VALUE in verbs and round.permits(Verb.VALUE, now):
        found.append(_proposals(round, _("Proposals without a cost"), counts, "unvalued"))
    if Verb.FREEZE in verbs and not round.is_imported:
        found.append(
            Queue(
                round,
                _("Freeze, count and certify"),
                None,
                reverse("voting:desk_round", args=[round.slug]),
                words=_state(round, now),
            )
        )
    if Verb.ATTEST in verbs and round.permits(Verb.ATTEST, now):
        words = _("People to put on it, and the city’s list.")
        found.append(Queue(round, _("The roll"), None, reverse("voting:desk_roll", args=[round.slug]), words=words))
    if Verb.COMMIT in verbs and round.permits(Verb.COMMIT, now):
        found.append(Queue(round, _("Orders and payments"), None, reverse("budgets:desk", args=[round.slug])))
    return found


def _state(round: Round, now: datetime) -> str:
    """How far the vote is, for who has to see it through."""
    if round.certified_at:
        return _("Certified: nothing is left to do.")
    if round.is_closed(now):
        return _("The vote is over: count it, and certify the result.")
    return _("Frozen: the ballots are fixed.") if round.frozen_at else _("Not frozen yet.")


def _proposals(round: Round, title: str, counts: Any, kind: str) -> Queue:
    url = f"{reverse('proposals:inbox')}?round={round.slug}"
    return Queue(round, title, counts.get(kind, 0), url, counts.get(f"{kind}_since"))

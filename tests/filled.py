"""A city in every season at once, with as many of everything as asked for."""

from datetime import timedelta

from city.models import Case, Phase, Round
from city.models.cases import CaseStatus
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from proposals.models import StatusName
from tests.factories import (
    NOW,
    add_phase,
    cast_ballot,
    make_category,
    make_commitment,
    make_district,
    make_envelope,
    make_official,
    make_payment,
    make_proposal,
    make_round,
    make_user,
    make_voter,
)
from voting.actions.complaining import complain
from voting.actions.counting import count_outcome
from voting.actions.freezing import freeze
from voting.actions.publishing import publish
from voting.actions.sealing import seal
from voting.models import Award, ComplaintAnswer
from voting.queries.complaints import Words

HIDDEN_FROM_THE_PUBLIC = [
    (StatusName.SUBMITTED, {}),
    (StatusName.RETURNED, {"return_reason": "Say where."}),
    (StatusName.HIDDEN, {}),
    (StatusName.WITHDRAWN, {}),
]


class Filled:
    """The rounds, people and rows of the city; the slugs of its rounds end in `name`."""

    def __init__(self, name, count):
        self.resident = make_user(f"resident@{name}.example")
        self.officer = make_official(Role.ELECTION_OFFICER)
        for role in (Role.MODERATOR, Role.REVIEWER, Role.FINANCE_OFFICER, Role.REGISTRAR):
            self.officer.grants.create(role=role.value)
        self.districts = [make_district(f"{name}-{number}") for number in range(count)]
        self.proposing = self._round(f"proposing-{name}", PhaseKind.PROPOSING, count)
        self._add_unpublished(count)
        self.voting = freeze(actor=None, now=NOW, round=self._round(f"voting-{name}", PhaseKind.VOTING, count))
        self.voter = self._vote(self.voting)[0]
        self.built = self._build(self._round(f"built-{name}", PhaseKind.VOTING, count))
        self.award = Award.objects.filter(outcome__round=self.built).first()
        self._ask(count)
        self._complain(count)
        self.proposal = self.proposing.proposals.filter(status=StatusName.PUBLISHED).first()

    def _round(self, slug, phase, count):
        """A round with as many districts, and as many proposals in the first of them; one in each other."""
        round = make_round(slug, phase=phase)
        category = make_category()
        for district in self.districts:
            make_envelope(round, district, 100_000_00)
            for _ in range(count if district == self.districts[0] else 1):
                make_proposal(round, district, cost_minor=1_000_00, category=category, author=self.resident)
        return round

    def _add_unpublished(self, count):
        for status, words in HIDDEN_FROM_THE_PUBLIC:
            for _ in range(count):
                make_proposal(self.proposing, self.districts[0], status=status, author=self.resident, **words)

    def _vote(self, round):
        """A ballot in every district; who cast them."""
        voters = [make_voter(round, district) for district in self.districts]
        for voter, district in zip(voters, self.districts, strict=True):
            cast_ballot(voter, round, district, ["P01"])
        return voters

    def _ask(self, count):
        """Cases that wait, and cases that were declined."""
        other = make_official(Role.ELECTION_OFFICER)
        for status in (CaseStatus.PENDING, CaseStatus.DECLINED):
            decided = {"decided_by": self.officer, "decided_at": NOW, "decision": "Not now."}
            for _ in range(count):
                self.case = Case.objects.create(
                    kind="grant",
                    person=make_user(),
                    subject="city.user:1",
                    arguments={"role": "auditor"},
                    reason="The books need a reader.",
                    opened_by=other,
                    opened_at=NOW,
                    expires_at=NOW + timedelta(days=7),
                    status=status,
                    **(decided if status == CaseStatus.DECLINED else {}),
                )
                self.grant = make_official(Role.MODERATOR, round=self.voting).grants.get()

    def _complain(self, count):
        """Complaints that wait, and complaints that are answered."""
        for number in range(2 * count):
            made, self.reference = complain(actor=None, now=NOW, round=self.voting, words=Words("Not me."))
            if number % 2:
                answer = {"text": "We looked.", "is_upheld": False, "answered_by": self.officer, "answered_at": NOW}
                ComplaintAnswer.objects.create(complaint=made, **answer)

    def _build(self, round):
        """The round voted, closed, counted, certified and half paid."""
        freeze(actor=None, now=NOW, round=round)
        self._vote(round)
        Phase.objects.filter(round=round).update(closes_at=NOW - timedelta(hours=1))
        add_phase(round, PhaseKind.DELIVERING, opens=-1, days=30)
        round = Round.objects.get(pk=round.pk)
        seal(now=NOW)
        publish(round=round)
        for district in self.districts:
            count_outcome(actor=None, now=NOW, round=round, district=district)
        Round.objects.filter(pk=round.pk).update(certified_at=NOW)
        for award in Award.objects.filter(outcome__round=round):
            make_payment(make_commitment(award, 600_00), 300_00)
        return Round.objects.get(pk=round.pk)

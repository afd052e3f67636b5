"""Rows for tests: each function makes one thing with as little as it needs; every moment is fixed."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4

from budgets.models import Commitment, Payment
from city.models import District, Envelope, Phase, Residency, RoleGrant, Round, User
from city.rules.phases import PhaseKind
from city.rules.roles import Role
from proposals.models import Category, Feasibility, Proposal, StatusName, Valuation
from tests.signing import give_second_factor
from voting.actions.casting import cast
from voting.actions.freezing import freeze
from voting.actions.roll import enrol
from voting.models import Award, Outcome
from voting.queries.contests import contest

# Real time, cut to the second: the deadline of a vote is read from the database's own clock.
NOW = datetime.now(UTC).replace(microsecond=0)
_numbers = count(1)


def make_user(email="", name=""):
    return User.objects.create_user(email or f"person{next(_numbers)}@example.org", name=name)


def make_official(role: Role, round=None):
    """Somebody who holds the office and has a second factor."""
    user = make_user(f"{role.value}{next(_numbers)}@city.example", name=role.value)
    give_second_factor(user)
    RoleGrant.objects.create(user=user, role=role.value, round=round)
    return user


def make_district(code="", **fields):
    code = code or f"district-{next(_numbers)}"
    return District.objects.create(code=code, name=fields.pop("name", code.replace("-", " ").title()), **fields)


def make_round(slug="", phase=PhaseKind.VOTING, *, opens=-2, days=10, **fields):
    """A round with one open phase, from `opens` days before now."""
    number = next(_numbers)
    fields = {"title": f"Round {number}", "currency": "EUR"} | fields
    made = Round.objects.create(slug=slug or f"round-{number}", **fields)
    add_phase(made, phase, opens=opens, days=days)
    return made


def add_phase(round, kind, *, opens, days):
    opens_at = NOW + timedelta(days=opens)
    return Phase.objects.create(
        round=round, kind=kind.value, opens_at=opens_at, closes_at=opens_at + timedelta(days=days)
    )


def make_envelope(round, district, amount_minor=10_000_00):
    return Envelope.objects.create(round=round, district=district, amount_minor=amount_minor)


def make_category(code="parks"):
    return Category.objects.get_or_create(code=code, defaults={"name": code.title()})[0]


def make_proposal(round, district, *, cost_minor=None, status=StatusName.PUBLISHED, **fields):
    """A proposal; with a cost it also has the city's answer that it can be done."""
    fields = {"title": f"Idea {next(_numbers)}", "summary": "A short summary.", "body": "A longer text."} | fields
    fields.setdefault("published_at", NOW if status in {StatusName.PUBLISHED, StatusName.LISTED} else None)
    made = Proposal.objects.create(
        round=round, district=district, status=status, submitted_at=NOW - timedelta(days=30), **fields
    )
    if cost_minor is not None:
        Valuation.objects.create(proposal=made, feasibility=Feasibility.FEASIBLE, cost_minor=cost_minor, valued_at=NOW)
    return made


def make_contest(
    costs=(4_000_00, 5_000_00, 6_000_00), *, district=None, frozen=True, envelope_minor=10_000_00, **fields
):
    """A frozen round, open for votes, with one district whose ballot holds ideas at these costs (P01, P02 …)."""
    round = make_round(**fields)
    district = district or make_district()
    make_envelope(round, district, envelope_minor)
    for cost in costs:
        make_proposal(round, district, cost_minor=cost)
    return (freeze(actor=None, now=NOW, round=round) if frozen else round), district


def make_residency(user, district, level=3):
    return Residency.objects.create(
        user=user, district=district, method="roll", level=level, verified_on=date(2026, 1, 1)
    )


def make_voter(round, district, email=""):
    """A person on the roll of the round, living in the district."""
    user = make_user(email)
    enrol(actor=None, now=NOW, round=round, residency=make_residency(user, district))
    return user


def cast_ballot(user, round, district, choices, *, prev=0, cast_id=None, nonce="11" * 32):
    return cast(
        actor=user,
        now=NOW,
        round=round,
        district=district.code,
        cast_id=cast_id or uuid4(),
        prev=prev,
        nonce=nonce,
        choices=choices,
    )


def make_outcome(round, district, *, official=True, budget_minor=10_000_00):
    return Outcome.objects.create(
        round=round,
        district=district,
        rule="greedy" if official else "mes-cost",
        is_official=official,
        budget_minor=budget_minor,
        spent_minor=0,
        ballots=0,
        counted_at=NOW,
    )


def make_award(outcome=None, amount_minor=5_000_00, *, currency="EUR", certified=True):
    """An award; without an outcome, of a round of its own that is being built, with an envelope of 10,000."""
    if outcome is None:
        certified_at = NOW - timedelta(days=1) if certified else None
        round = make_round(phase=PhaseKind.DELIVERING, currency=currency, certified_at=certified_at)
        district = make_district()
        make_envelope(round, district)
        outcome = make_outcome(round, district)
    position = outcome.awards.count() + 1
    code = f"P{outcome.district.proposals.count() + 1:02}"
    proposal = make_proposal(
        outcome.round, outcome.district, cost_minor=amount_minor, status=StatusName.LISTED, code=code
    )
    return Award.objects.create(outcome=outcome, proposal=proposal, position=position, amount_minor=amount_minor)


def make_commitment(award, amount_minor=2_000_00, payee="Kilnside Joinery"):
    return Commitment.objects.create(
        award=award, payee=payee, purpose="Benches", amount_minor=amount_minor, committed_on=date(2026, 3, 2)
    )


def make_payment(commitment, amount_minor=500_00):
    return Payment.objects.create(
        commitment=commitment,
        amount_minor=amount_minor,
        paid_on=date(2026, 4, 1),
        invoice=f"INV-{next(_numbers)}",
    )


def decide(round, district, winners=(), **fields):
    """What the round's own rule said: these codes get the money, in this order. Nobody voted, unless fields say so."""
    area = contest(round, district.code)
    bought = [area.projects[code] for code in winners]
    fields = {
        "rule": round.rule,
        "is_official": True,
        "budget_minor": area.envelope_minor,
        "spent_minor": sum(project.cost_minor for project in bought),
        "ballots": 0,
        "counted_at": NOW,
    } | fields
    outcome = Outcome.objects.create(round=round, district=district, **fields)
    for position, project in enumerate(bought, start=1):
        proposal = Proposal.objects.get(round=round, district=district, code=project.code)
        Award.objects.create(outcome=outcome, proposal=proposal, position=position, amount_minor=project.cost_minor)
    return outcome

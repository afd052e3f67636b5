import pytest

from city.models import AuditEntry, Envelope
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from proposals.actions.valuing import value
from proposals.models import Feasibility, Valuation
from tests.factories import NOW, make_district, make_official, make_proposal, make_round

FEASIBLE, UNFEASIBLE = Feasibility.FEASIBLE, Feasibility.UNFEASIBLE


def answer(actor, proposal, feasibility=FEASIBLE, cost_minor=8_600_00, reason=""):
    return value(actor=actor, now=NOW, proposal=proposal, feasibility=feasibility, cost_minor=cost_minor, reason=reason)


def codes(actor, proposal, **fields):
    with pytest.raises(Refused) as refused:
        answer(actor, proposal, **fields)
    assert not AuditEntry.objects.exists()
    return [(reason.field, reason.code) for reason in refused.value.reasons]


def test_a_reviewer_prices(published, reviewer):
    answer(reviewer, published, reason=" We can build this. ")
    row = Valuation.objects.get()
    assert (row.cost_minor, row.reason, row.reviewer, row.valued_at) == (
        8_600_00,
        "We can build this.",
        reviewer,
        NOW,
    )
    assert published.cost_minor == 8_600_00
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor, entry.reason) == ("value", reviewer, "We can build this.")


def test_a_finance_officer_corrects_the_price(published, reviewer):
    answer(reviewer, published)
    answer(make_official(Role.FINANCE_OFFICER), published, cost_minor=9_000_00)
    assert Valuation.objects.get().cost_minor == 9_000_00
    assert AuditEntry.objects.count() == 2


def test_what_cannot_be_done_has_a_reason_and_no_cost(published, reviewer):
    answer(reviewer, published, UNFEASIBLE, reason="The ground is not the city's.")
    row = Valuation.objects.get()
    assert (row.is_feasible, row.cost_minor, row.reason) == (False, None, "The ground is not the city's.")


def test_what_is_missing_is_named(published, reviewer):
    assert codes(reviewer, published, feasibility=UNFEASIBLE, reason=" ") == [("reason", "no_reason")]
    assert codes(reviewer, published, cost_minor=None) == [("cost", "no_cost")]
    assert codes(reviewer, published, cost_minor=0) == [("cost", "no_cost")]
    assert codes(reviewer, published, cost_minor=10_000_01) == [("cost", "over_envelope")]
    Envelope.objects.all().delete()
    assert codes(reviewer, published) == [("district", "no_envelope")]


def test_only_what_is_published_gets_an_answer(waiting, reviewer):
    assert codes(reviewer, waiting) == [("", "wrong_status")]


def test_only_before_the_vote(reviewer):
    late = make_proposal(make_round(phase=PhaseKind.VOTING), make_district())
    assert codes(reviewer, late) == [("", "not_now")]


def test_only_an_office_that_carries_it(published, moderator, resident):
    for person in (moderator, resident):
        with pytest.raises(Refused) as refused:
            answer(person, published)
        assert refused.value.kind == Kind.FORBIDDEN

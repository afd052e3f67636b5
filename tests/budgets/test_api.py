import pytest

from tests.factories import make_award, make_commitment, make_district, make_envelope, make_payment, make_round

pytestmark = pytest.mark.django_db


def get(client, slug):
    return client.get(f"/api/v1/budgets/{slug}")


def test_a_round_is_told_to_the_last_invoice(client):
    award = make_award(amount_minor=5_000_00)
    payment = make_payment(make_commitment(award, 2_000_00), 500_00)
    round = award.outcome.round
    told = get(client, round.slug).json()
    assert (told["currency"], told["minor_per_unit"], told["is_certified"]) == ("EUR", 100, True)
    sums = {"awarded_minor": 5_000_00, "committed_minor": 2_000_00, "paid_minor": 500_00}
    assert sums.items() <= told.items()
    assert told["envelope_minor"] == 10_000_00
    assert sums.items() <= told["districts"][0].items()
    assert (told["awards"][0]["proposal"], told["awards"][0]["code"]) == (award.proposal_id, "P01")
    assert told["awards"][0]["commitments"] == [
        {
            "payee": "Kilnside Joinery",
            "purpose": "Benches",
            "amount_minor": 2_000_00,
            "committed_on": "2026-03-02",
            "payments": [{"invoice": payment.invoice, "amount_minor": 500_00, "paid_on": "2026-04-01"}],
        }
    ]


def test_before_anything_is_awarded_the_envelopes_are_told(client):
    round = make_round()
    make_envelope(round, make_district("hill"), 700_00)
    told = get(client, round.slug).json()
    assert (told["envelope_minor"], told["awarded_minor"], told["awards"]) == (700_00, 0, [])
    assert told["districts"][0]["district"] == "hill"


def test_a_round_that_is_not_there_is_a_problem(client):
    answer = get(client, "nowhere")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"

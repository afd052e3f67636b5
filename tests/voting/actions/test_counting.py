from datetime import timedelta

import pytest

from city.models import AuditEntry, Round
from city.rules.refusal import Kind, Refused
from tests.factories import NOW, cast_ballot, make_contest, make_district, make_voter
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.models import Award, Outcome
from voting.queries.outcomes import compute, stored
from voting.rules.outcomes.counting import UnknownParameter

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture
def contest():
    """Twelve ballots: twelve votes for P01 (4,000), eight for P02 (5,000), four for P03 (6,000); 10,000 to spend."""
    round, district = make_contest()
    for number in range(12):
        choices = ["P01", "P02"] if number < 8 else ["P01", "P03"]
        cast_ballot(make_voter(round, district), round, district, choices)
    return round, district


def count(round, district, *, actor=None, now=LATER, preset=None):
    seal(now=now)
    return count_outcome(actor=actor, now=now, round=round, district=district, preset=preset)


def test_the_official_outcome_is_stored_with_its_awards(contest, election_officer):
    round, district = contest
    outcome = count(round, district, actor=election_officer)
    assert (outcome.rule, outcome.is_official, outcome.ballots) == ("greedy", True, 12)
    assert (outcome.budget_minor, outcome.spent_minor, outcome.left_minor) == (10_000_00, 9_000_00, 1_000_00)
    assert outcome.parameters == {
        "method": "greedy",
        "rank": "score",
        "skip": "yes",
        "threshold": "0",
        "part_funding": "0",
        "ties": "cost,votes,lot",
        "seed": round.manifest["ties"]["seed"],
    }
    awards = outcome.awards.values_list("position", "proposal__code", "amount_minor")
    assert list(awards) == [(1, "P01", 4_000_00), (2, "P02", 5_000_00)]
    assert outcome.losers["P03"]["missing"] == 5_000_00
    entry = AuditEntry.objects.order_by("number").last()
    assert (entry.verb, entry.actor, entry.subject_key) == ("count", election_officer, str(outcome.pk))


def test_counting_again_changes_nothing(contest):
    first = count(*contest)
    before = list(Award.objects.values())
    again = count(*contest)
    assert (again.pk, list(Award.objects.values())) == (first.pk, before)
    assert stored(again) == stored(first)


def test_another_rule_stands_beside_the_official_one(contest):
    count(*contest)
    compared = count(*contest, preset="mes-cost")
    assert (compared.rule, compared.is_official) == ("mes-cost", False)
    assert count(*contest, preset="greedy").is_official
    assert Outcome.objects.count() == 2


def test_what_is_stored_is_what_was_computed(contest):
    outcome = count(*contest, preset="mes-cost")
    assert stored(outcome) == compute(*contest, "mes-cost")


def test_new_winners_replace_the_awards(contest):
    outcome = count(*contest)
    outcome.awards.filter(position=2).delete()
    assert list(count(*contest).awards.values_list("proposal__code", flat=True)) == ["P01", "P02"]


def test_a_project_that_gets_a_part_has_its_award():
    round, district = make_contest(rule="greedy-no-skip", rule_parameters={"part_funding": "30"})
    for _ in range(12):
        cast_ballot(make_voter(round, district), round, district, ["P01", "P03"])
    cast_ballot(make_voter(round, district), round, district, ["P01", "P02", "P03"])
    round.manifest["districts"][0]["envelope"] = 9_000_00
    round.save()
    outcome = count(round, district)
    assert list(outcome.awards.values_list("proposal__code", "amount_minor")) == [("P01", 4_000_00), ("P03", 5_000_00)]
    assert (outcome.spent_minor, outcome.left_minor) == (9_000_00, 0)
    assert stored(outcome) == compute(round, district, "greedy-no-skip")
    assert stored(outcome).winners == ["P01"]


def test_a_parameter_can_be_changed_in_a_computation(contest):
    count(*contest)
    assert compute(*contest, "greedy", {"ties": "id"}).parameters["ties"] == "id"
    with pytest.raises(UnknownParameter):
        compute(*contest, "greedy", {"ties": "size"})


def test_few_ballots_get_winners_and_totals_only():
    round, district = make_contest()
    cast_ballot(make_voter(round, district), round, district, ["P01"])
    outcome = count(round, district)
    assert [award.proposal.code for award in outcome.awards.all()] == ["P01"]
    assert (outcome.steps, outcome.losers) == ([], {})
    assert outcome.metrics.keys() == {"voters", "budget_used"}


def refusal(*args, **changes):
    with pytest.raises(Refused) as caught:
        count_outcome(**{"actor": None, "now": LATER, **changes})
    assert not Outcome.objects.exists()
    return [reason.code for reason in caught.value.reasons], caught.value.kind


def test_what_keeps_a_contest_from_being_counted(contest, resident):
    round, district = contest
    where = {"round": round, "district": district}
    assert refusal(**where, actor=resident) == (["not_allowed"], Kind.FORBIDDEN)
    assert refusal(**where, preset="borda") == (["unknown_rule"], Kind.INVALID)
    assert refusal(**where, now=NOW) == (["not_closed"], Kind.CONFLICT)
    assert refusal(**where) == (["not_sealed"], Kind.CONFLICT)
    assert refusal(round=round, district=make_district()) == (["no_contest"], Kind.CONFLICT)
    with pytest.raises(RuntimeError, match="is no contest"):
        compute(round, make_district(), "greedy")


def test_a_frozen_round_without_dates_is_not_over(contest):
    round, district = contest
    round.phases.all().delete()
    assert refusal(round=Round.objects.get(), district=district) == (["not_closed"], Kind.CONFLICT)

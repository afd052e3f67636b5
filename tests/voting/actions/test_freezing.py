import pytest

from city.models import AuditEntry
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from city.rules.roles import Role
from proposals.models import Proposal
from tests.factories import (
    NOW,
    make_category,
    make_contest,
    make_district,
    make_envelope,
    make_official,
    make_proposal,
    make_round,
)
from voting.actions.freezing import freeze
from voting.queries.contests import contest, contests
from voting.queries.keys import KeyMissingError, key_path, round_key
from voting.queries.terms import terms

pytestmark = pytest.mark.django_db


def codes(refused):
    return {reason.code for reason in refused.value.reasons}


def test_freezing_puts_costed_proposals_on_the_ballot_and_fixes_the_manifest(election_officer):
    round, district = make_contest(frozen=False)
    second = make_official(Role.ELECTION_OFFICER)
    freeze(actor=election_officer, approver=second, now=NOW, round=round, reason="All is ready.")
    assert [proposal.code for proposal in Proposal.objects.order_by("pk")] == ["P01", "P02", "P03"]
    area = contest(round, district.code)
    assert area.envelope_minor == 10_000_00
    assert {code: project.cost_minor for code, project in area.projects.items()}["P03"] == 6_000_00
    assert len(round.manifest_hash) == 64
    entry = AuditEntry.objects.get(verb="freeze")
    assert (entry.actor, entry.approver, entry.subject_key) == (election_officer, second, str(round.pk))
    assert entry.reason == "All is ready."


def test_only_two_election_officers_freeze(election_officer, moderator):
    round, _ = make_contest(frozen=False)
    for approver in (None, election_officer, moderator):
        with pytest.raises(Refused) as refused:
            freeze(actor=election_officer, approver=approver, now=NOW, round=round)
        assert refused.value.kind == Kind.FORBIDDEN


def test_everything_that_is_missing_is_said_at_once():
    round = make_round(phase=PhaseKind.PROPOSING)
    with pytest.raises(Refused) as refused:
        freeze(actor=None, now=NOW, round=round)
    assert codes(refused) == {"no_voting_phase", "no_envelope"}


def test_an_unanswered_proposal_and_an_empty_ballot_keep_a_round_open():
    round, district = make_round(opens=-20, days=5), make_district()
    make_envelope(round, district)
    make_proposal(round, district)
    with pytest.raises(Refused) as refused:
        freeze(actor=None, now=NOW, round=round)
    assert codes(refused) == {"vote_over", "empty_ballot", "unvalued"}


def test_a_round_is_frozen_once():
    round, _ = make_contest()
    with pytest.raises(Refused) as refused:
        freeze(actor=None, now=NOW, round=round)
    assert "frozen" in codes(refused)


def test_what_costs_more_than_the_envelope_stays_off_the_ballot():
    round, _ = make_contest(costs=(4_000_00, 11_000_00))
    assert [len(area.projects) for area in contests(round)] == [1]


def test_a_contest_knows_the_codes_of_other_districts():
    round, first = make_contest(frozen=False)
    second = make_district()
    make_envelope(round, second)
    for _ in range(4):
        make_proposal(round, second, cost_minor=100)
    freeze(actor=None, now=NOW, round=round)
    assert contest(round, first.code).elsewhere == {"P04"}
    assert contest(round, "nowhere") is None


def test_terms_need_a_voting_phase():
    with pytest.raises(RuntimeError):
        terms(make_round(phase=PhaseKind.PROPOSING), [], key_hash="")


def test_a_key_that_is_missing_or_short_is_an_error():
    round, _ = make_contest()
    assert len(round_key(round)) == 32
    assert key_path(round).stat().st_mode & 0o777 == 0o600
    key_path(round).write_bytes(b"short")
    with pytest.raises(KeyMissingError):
        round_key(round)
    key_path(round).unlink()
    with pytest.raises(KeyMissingError):
        round_key(round)


@pytest.mark.parametrize("fields", [{"rule": "by-dice"}, {"rule_parameters": {"skip": "perhaps"}}])
def test_an_outcome_rule_that_there_is_not_keeps_a_round_open(fields):
    round, _ = make_contest(frozen=False, **fields)
    with pytest.raises(Refused) as refused:
        freeze(actor=None, now=NOW, round=round)
    assert codes(refused) == {"unknown_rule"}


def test_constraints_are_frozen_by_district_and_read_back():
    parks = make_category()
    round, district = make_contest(
        frozen=False, constraints={"min_votes": 2, "min_turnout": 5, "caps": {"parks": "25%", "roads": 9}}
    )
    make_category("roads")
    first, second, third = round.proposals.order_by("pk")
    first.category = parks
    first.save()
    round.constraints["incompatible"] = [[third.pk, first.pk], [second.pk, 10_000]]
    round.save()
    freeze(actor=None, now=NOW, round=round)
    entry = round.manifest["districts"][0]
    assert entry["constraints"] == {
        "min_votes": 2,
        "min_turnout": 5,
        "caps": {"parks": 2_500_00, "roads": 9},
        "incompatible": [["P01", "P03"]],
    }
    assert contest(round, district.code).constraints.as_json() == entry["constraints"]


@pytest.mark.parametrize(
    ("asked", "fields"), [({"min_votes": -1, "caps": 5}, {"min_votes", "caps"}), ({"caps": {"moon": 5}}, {"caps"})]
)
def test_constraints_that_cannot_be_used_keep_a_round_open(asked, fields):
    round, _ = make_contest(frozen=False, constraints=asked)
    with pytest.raises(Refused) as refused:
        freeze(actor=None, now=NOW, round=round)
    assert {reason.field for reason in refused.value.reasons} == fields
    assert codes(refused) == {"bad_constraints"}


def test_the_whole_city_is_a_contest_of_its_own_and_a_proposal_stands_in_one():
    round, district = make_contest(frozen=False)
    whole = make_district(is_citywide=True)
    make_envelope(round, whole)
    make_proposal(round, whole, cost_minor=3_000_00)
    freeze(actor=None, now=NOW, round=round)
    titles = {entry["code"]: {row["title"] for row in entry["projects"]} for entry in round.manifest["districts"]}
    assert {code: len(found) for code, found in titles.items()} == {district.code: 3, whole.code: 1}
    assert not titles[district.code] & titles[whole.code]

import pytest

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from tests.factories import NOW, make_category, make_contest
from voting.actions.ruling import set_rule

pytestmark = pytest.mark.django_db


def choose(actor, round, rule="greedy-threshold", parameters=None, **constraints):
    return set_rule(actor=actor, now=NOW, round=round, rule=rule, parameters=parameters or {}, constraints=constraints)


def refused(*args, **options):
    with pytest.raises(Refused) as caught:
        choose(*args, **options)
    assert not AuditEntry.objects.filter(verb="set_rule").exists()
    assert Round.objects.get().rule == "greedy"
    return caught.value.kind, [(reason.code, reason.field) for reason in caught.value.reasons]


def test_an_election_officer_sets_the_rule_and_the_record_holds_it(election_officer):
    round, _ = make_contest(frozen=False, phase=PhaseKind.REVIEWING)
    make_category("parks")
    one, other, _ = round.proposals.order_by("pk").values_list("pk", flat=True)
    asked = {"min_votes": 5, "min_turnout": 20, "caps": {"parks": "30%"}, "incompatible": [[one, other]]}
    made = choose(election_officer, round, parameters={"threshold": "5"}, **asked)
    stored = Round.objects.get()
    assert (made.rule, stored.rule, stored.rule_parameters) == (stored.rule, "greedy-threshold", {"threshold": "5"})
    assert stored.constraints == asked
    entry = AuditEntry.objects.get(verb="set_rule")
    assert (entry.actor, entry.at, entry.subject_key) == (election_officer, NOW, str(round.pk))
    assert entry.before != entry.after


def test_only_an_election_officer_sets_it(moderator):
    assert refused(moderator, make_contest(frozen=False, phase=PhaseKind.REVIEWING)[0]) == (
        Kind.FORBIDDEN,
        [("not_allowed", "")],
    )


def test_a_frozen_round_keeps_its_rule_even_for_who_opened_the_page_before(election_officer):
    round, _ = make_contest()
    round.frozen_at = None
    assert refused(election_officer, round) == (Kind.CONFLICT, [("frozen", "")])


@pytest.mark.parametrize("season", [{"phase": PhaseKind.VOTING}, {"phase": PhaseKind.REVIEWING, "opens": 1}])
def test_out_of_season_it_is_not_set(election_officer, season):
    round, _ = make_contest(frozen=False, **season)
    assert refused(election_officer, round) == (Kind.CONFLICT, [("not_now", "")])


def test_it_is_set_while_ideas_come_in_too(election_officer):
    round, _ = make_contest(frozen=False, phase=PhaseKind.PROPOSING)
    assert choose(election_officer, round).rule == "greedy-threshold"


def test_everything_that_cannot_be_used_is_said_at_once(election_officer):
    round, _ = make_contest(frozen=False, phase=PhaseKind.REVIEWING)
    kind, reasons = refused(election_officer, round, "by-the-weather", caps={"parks": "30%"})
    assert (kind, reasons) == (Kind.INVALID, [("unknown_rule", "rule"), ("bad_constraints", "caps")])


def test_a_pair_names_proposals_of_this_round(election_officer):
    round, _ = make_contest(frozen=False, phase=PhaseKind.REVIEWING)
    here = round.proposals.first().pk
    kind, reasons = refused(election_officer, round, incompatible=[[here, 9_999]])
    assert (kind, reasons) == (Kind.INVALID, [("unknown_proposal", "incompatible")])

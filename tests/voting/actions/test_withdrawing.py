from io import BytesIO

import pytest
from django.core import mail

from city.models import AuditEntry, Round
from city.rules.phases import PhaseKind
from city.rules.refusal import Kind, Refused
from proposals.models import Proposal
from tests.factories import NOW, cast_ballot, make_contest, make_user, make_voter
from tests.voting.actions.test_voiding import close
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.actions.withdrawing import withdraw_listed
from voting.models import Tally, Withdrawal
from voting.queries.ballots import choices_of, final_casts
from voting.queries.changes import withdrawals
from voting.queries.checks import check_round
from voting.queries.contests import contest, contests
from voting.queries.elections import election
from voting.queries.log import acts
from voting.queries.outcomes import stored
from voting.queries.tallies import standing
from voting.rules.pabulib.reader import read
from voting.rules.pabulib.writer import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    return make_contest()


def take_off(code="P01", **fields):
    return withdraw_listed(actor=None, now=NOW, proposal=Proposal.objects.get(code=code), **fields)


def refusal(**given):
    with pytest.raises(Refused) as caught:
        withdraw_listed(actor=None, now=NOW, **given)
    return caught.value.kind, caught.value.reasons[0].code


def first_ten(items, count):
    return items[:count]


def faults(round):
    return [fault for check in check_round(round) for fault in check.faults]


def counts_in(leaf):
    return {line["p"]: line["n"] for line in leaf["counts"]}


def vote(held, times, choices):
    """So many people cast the same ballot."""
    voters = [make_voter(*held) for _ in range(times)]
    for voter in voters:
        cast_ballot(voter, *held, choices)
    return voters


def test_the_manifest_stays_byte_for_byte_and_the_project_stands_no_more(held):
    before = Round.objects.values("manifest", "manifest_hash").get()
    made = take_off(reason="The bank gives way.")
    assert Round.objects.values("manifest", "manifest_hash").get() == before
    area = contest(held[0], held[1].code)
    assert (area.withdrawn, contests(held[0])[0].withdrawn) == ({"P01"}, {"P01"})
    assert area.has_open("P02")
    assert (made.reason, made.withdrawn_at, withdrawals(held[0]), withdrawals(held[0], "elsewhere")) == (
        "The bank gives way.",
        NOW,
        [made],
        [],
    )
    entry = AuditEntry.objects.get(verb="withdraw_listed")
    assert (entry.reason, entry.subject_key, bool(entry.after)) == ("The bank gives way.", str(made.pk), True)


def test_its_author_is_told(held, mails_go_at_once, django_capture_on_commit_callbacks):
    Proposal.objects.filter(code="P01").update(author=make_user("author@example.org"))
    with django_capture_on_commit_callbacks(execute=True):
        take_off(reason="The bank gives way.")
    (letter,) = mail.outbox
    assert letter.to == ["author@example.org"]
    assert "withdrawn from the ballot" in letter.subject
    assert "The bank gives way." in letter.body


def test_a_new_ballot_may_not_name_it_and_one_that_is_in_stays(held):
    (voter,) = vote(held, 1, ["P01", "P02"])
    take_off()
    for choices, prev in ((["P01"], 1), (["P01", "P03"], 1)):
        with pytest.raises(Refused) as caught:
            cast_ballot(voter, *held, choices, prev=prev)
        assert (caught.value.kind, caught.value.reasons[0].code) == (Kind.INVALID, "withdrawn_project")
        assert "was withdrawn and can no longer be chosen" in caught.value.reasons[0].message
    assert cast_ballot(voter, *held, ["P02"], prev=1).version == 2


def test_it_shows_no_votes_at_once_and_other_counts_stay(held):
    vote(held, 30, ["P01", "P02"])
    seal(now=NOW)
    before = Tally.objects.get().counts
    assert before["P01"] == before["P02"] > 0
    take_off()
    assert standing(held[0], NOW).tally == {held[1].code: {**before, "P01": 0}}


def test_the_log_counts_it_until_the_leaf_that_withdraws_it_and_never_after(held):
    vote(held, 20, ["P01", "P02"])
    seal(now=NOW, sample=first_ten)
    take_off(reason="The bank gives way.", case=7)
    assert faults(held[0]) == []
    seal(now=NOW, sample=first_ten)
    said = acts(held[0], "withdraw")
    assert [(leaf["code"], leaf["district"], leaf["reason"], leaf["case"]) for leaf in said] == [
        ("P01", held[1].code, "The bank gives way.", 7)
    ]
    assert faults(held[0]) == []
    vote(held, 10, ["P02"])
    seal(now=NOW, sample=first_ten)
    assert [counts_in(leaf) for leaf in acts(held[0], "tally")] == [
        {"P01": 10, "P02": 10, "P03": 0},
        {"P01": 0, "P02": 20, "P03": 0},
    ]
    assert faults(held[0]) == []


def test_ballots_that_take_the_place_of_others_count_without_it(held):
    voters = vote(held, 20, ["P01", "P02"])
    seal(now=NOW, sample=first_ten)
    take_off()
    for voter in voters:
        cast_ballot(voter, *held, ["P03"], prev=1)
    seal(now=NOW, sample=first_ten)
    close(held[0])
    seal(now=NOW)
    assert Tally.objects.get().counts == {"P01": 0, "P02": 0, "P03": 20}
    assert faults(held[0]) == []


def test_no_rule_funds_it_and_the_file_says_so(held):
    vote(held, 12, ["P01", "P02"])
    take_off()
    round = close(held[0])
    seal(now=NOW)
    outcome = count_outcome(actor=None, now=NOW, round=round, district=held[1])
    assert stored(outcome).winners == ["P02"]
    assert outcome.losers["P01"]["reason"] == "withdrawn"
    again, report = read(BytesIO("".join(write(election(round, held[1]))).encode()))
    assert report.faults == []
    assert again.contest.withdrawn == {"P01"}
    assert again.contest.projects["P02"].cost_minor == 5_000_00
    ballots = [*choices_of(final_casts(round, held[1]).values_list("ballot", flat=True))]
    assert sorted(again.ballots) == sorted(ballots)


def test_not_twice_nor_before_the_freeze_nor_after_the_vote(held):
    proposal = Proposal.objects.get(code="P01")
    take_off()
    assert refusal(proposal=proposal) == (Kind.CONFLICT, "withdrawn")
    Round.objects.get().phases.update(kind=PhaseKind.CHALLENGING.value)
    assert refusal(proposal=Proposal.objects.get(code="P02")) == (Kind.CONFLICT, "not_now")
    open_round, _ = make_contest(frozen=False)
    assert refusal(proposal=open_round.proposals.first()) == (Kind.CONFLICT, "not_now")
    assert Withdrawal.objects.count() == 1


def test_never_so_that_nobody_could_vote_any_more():
    make_contest(min_choices=2)
    take_off()
    assert refusal(proposal=Proposal.objects.get(code="P02")) == (Kind.CONFLICT, "too_few_left")

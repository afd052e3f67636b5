from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from tests.factories import NOW, cast_ballot, make_contest, make_voter
from voting.actions.counting import count_outcome
from voting.actions.sealing import seal
from voting.actions.studying import study

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def counted(ballots, preset=None):
    round, district = make_contest()
    for number in range(ballots):
        choices = ["P01", "P02"] if number < 8 else ["P01", "P03"]
        cast_ballot(make_voter(round, district), round, district, choices)
    seal(now=LATER)
    return count_outcome(actor=None, now=LATER, round=round, district=district, preset=preset)


def test_the_worker_stores_margins_and_other_rules_with_the_outcome():
    outcome = counted(12)
    assert DBTaskResult.objects.get(task_path=study.module_path).args_kwargs["args"] == [outcome.pk]
    study.call(outcome.pk)
    outcome.refresh_from_db()
    assert outcome.margins["projects"] == {"P03": {"votes": 5, "cost": 1_000_00}}
    assert outcome.others["mes-cost"]["winners"] == ["P01"]
    assert outcome.others["mes-cost"]["metrics"]["voters"] == 12
    assert "greedy" not in outcome.others


def test_few_ballots_are_not_studied():
    outcome = counted(9)
    study.call(outcome.pk)
    outcome.refresh_from_db()
    assert (outcome.margins, outcome.others) == ({}, {})


def test_only_what_decides_is_studied():
    assert not counted(12, preset="mes-cost").is_official
    assert not DBTaskResult.objects.filter(task_path=study.module_path).exists()


def test_an_outcome_that_is_gone_is_left_alone():
    study.call(10_000)

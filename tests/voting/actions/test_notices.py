from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from city.models import User
from tests.factories import (
    NOW,
    cast_ballot,
    make_contest,
    make_district,
    make_envelope,
    make_proposal,
    make_residency,
    make_round,
    make_user,
    make_voter,
)
from voting.actions import notices
from voting.actions.freezing import freeze
from voting.actions.notices import tell
from voting.actions.roll import enrol
from voting.actions.sealing import seal
from voting.models import SealedCast
from voting.queries.keys import key_path

pytestmark = pytest.mark.django_db
TELL = "voting.actions.notices.tell"


@pytest.fixture(autouse=True)
def _notices(settings):
    settings.BALLOT_NOTICES = True


@pytest.fixture
def contest():
    return make_contest(slug="spring", title="The spring round")


def first_ten(items, count):
    return items[:count]


def vote(contest, count):
    voters = [make_voter(*contest) for _ in range(count)]
    for voter in voters:
        cast_ballot(voter, *contest, ["P01"])
    return voters


def close(round):
    round.phases.update(closes_at=NOW - timedelta(hours=1))


def work():
    """Do the task that waits."""
    (row,) = tasks()
    row.delete()
    tell.call(*row.args_kwargs["args"])


def tasks():
    return DBTaskResult.objects.filter(task_path=TELL)


def told():
    return [letter.to for letter in mail.outbox if "A ballot was recorded for you" in letter.subject]


class TestWhoIsTold:
    @pytest.fixture(autouse=True)
    def _at_once(self, mails_go_at_once):
        pass

    def test_everybody_in_a_mix_once_and_nobody_else(self, contest):
        voters = vote(contest, 20)
        make_voter(*contest)
        seal(now=NOW, sample=first_ten)
        sealed = set(SealedCast.objects.values_list("slot", flat=True))
        assert len(sealed) == len(told()) == 10
        assert {address for (address,) in told()} <= {voter.email for voter in voters}
        close(contest[0])
        seal(now=NOW)
        assert sorted(told()) == sorted([voter.email] for voter in voters)

    def test_for_a_ballot_that_is_changed_again(self, contest):
        (voter,) = vote(contest, 1)
        cast_ballot(voter, *contest, ["P02"], prev=1)
        close(contest[0])
        seal(now=NOW)
        assert told() == [[voter.email]] * 2

    @pytest.mark.parametrize("may_vote_in", ["home_and_city", "any"])
    def test_in_every_contest_in_which_people_vote(self, may_vote_in):
        round = make_round(may_vote_in=may_vote_in, may_vote_in_count=2)
        home, city = make_district(), make_district(is_citywide=True)
        for district in (home, city):
            make_envelope(round, district)
            make_proposal(round, district, cost_minor=1_000_00)
        freeze(actor=None, now=NOW, round=round)
        voter, other = make_voter(round, home), make_voter(round, home)
        for district in (home, city):
            cast_ballot(voter, round, district, ["P01"])
        cast_ballot(other, round, city, ["P01"])
        close(round)
        seal(now=NOW)
        assert sorted(told()) == sorted([[voter.email], [voter.email], [other.email]])

    def test_who_is_known_as_a_person_and_not_by_a_mailbox(self, contest):
        voter = make_user()
        home = make_residency(voter, contest[1])
        home.person_hmac = "ab" * 32
        home.save()
        enrol(actor=None, now=NOW, round=contest[0], residency=home)
        cast_ballot(voter, *contest, ["P01"])
        close(contest[0])
        seal(now=NOW)
        assert told() == [[voter.email]]

    def test_not_whose_log_in_is_closed(self, contest):
        vote(contest, 3)
        User.objects.filter(pk=User.objects.first().pk).update(is_active=False)
        close(contest[0])
        seal(now=NOW)
        assert len(told()) == 2

    def test_nobody_where_the_city_wants_none(self, contest, settings):
        settings.BALLOT_NOTICES = False
        vote(contest, 1)
        close(contest[0])
        seal(now=NOW)
        assert told() == []

    def test_nothing_of_the_ballot_is_said(self, contest):
        (voter,) = vote(contest, 1)
        voter.language = "en"
        voter.save()
        close(contest[0])
        seal(now=NOW)
        (letter,) = mail.outbox
        cast = SealedCast.objects.get()
        whole = letter.subject + letter.body
        assert "The spring round" in whole
        for secret in ("P01", contest[1].name, contest[1].code, cast.h, cast.slot, cast.ballot, str(cast.cast_id)):
            assert secret not in whole

    def test_the_order_tells_nothing(self, contest):
        voters = vote(contest, 30)
        close(contest[0])
        seal(now=NOW)
        order = [address for (address,) in told()]
        slots = list(SealedCast.objects.order_by("position").values_list("slot", flat=True))
        assert len(order) == len(slots) == 30
        assert order != [voter.email for voter in voters]

    def test_nobody_once_the_key_is_gone(self, contest):
        vote(contest, 1)
        close(contest[0])
        seal(now=NOW)
        mail.outbox.clear()
        key_path(contest[0]).unlink()
        tell.call(contest[0].pk, 0, 100, 1)
        assert told() == []


class TestTheTask:
    @pytest.mark.django_db(transaction=True)
    def test_it_is_written_with_the_mix_names_nobody_and_is_deleted_when_done(self, contest):
        vote(contest, 20)
        seal(now=NOW, sample=first_ten)
        (row,) = tasks()
        first = SealedCast.objects.order_by("position").first().position
        assert row.args_kwargs == {"args": [contest[0].pk, first, 10, 1], "kwargs": {}}
        assert row.priority < 0
        call_command("work", "--once")
        assert len(told()) == 10
        assert not tasks().exists()

    def test_where_the_mix_is_undone_so_is_the_task(self, contest):
        vote(contest, 20)
        with transaction.atomic():
            assert seal(now=NOW, sample=first_ten)
            assert tasks().exists()
            transaction.set_rollback(True)
        assert not tasks().exists()

    def test_one_address_that_refuses_keeps_no_other_from_being_told(self, contest, monkeypatch, caplog):
        voters = vote(contest, 3)
        send = EmailMessage.send

        def sending(letter):
            if letter.to == [voters[1].email]:
                raise SMTPRecipientsRefused({})
            return send(letter)

        monkeypatch.setattr(EmailMessage, "send", sending)
        close(contest[0])
        seal(now=NOW)
        work()
        assert len(told()) == 2
        assert "1 of 3 notices" in caplog.text
        assert voters[1].email not in caplog.text
        assert not tasks().exists()

    def test_where_no_mail_can_be_sent_it_is_tried_again_later_and_not_for_ever(self, contest, monkeypatch, caplog):
        vote(contest, 1)
        close(contest[0])
        seal(now=NOW)
        monkeypatch.setattr(notices, "get_connection", NoServer)
        work()
        (row,) = tasks()
        assert row.args_kwargs["args"][3] == 2
        assert row.run_after > row.enqueued_at
        row.delete()
        tell.call(contest[0].pk, 0, 100, notices.TRIES)
        assert "could not be sent" in caplog.text
        assert not tasks().exists()


class NoServer:
    def __enter__(self):
        raise SMTPServerDisconnected

    def __exit__(self, *_error):
        """It was never there."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from city.actions.mail import deliver, post
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_mail_waits_in_the_transaction_of_its_cause(mailoutbox):
    with transaction.atomic():
        post(to=make_user(), subject="Hello", text="Words.")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    person = make_user("ada@example.org")
    post(to=person, subject="Hello", text="Words.")
    assert DBTaskResult.objects.get().args_kwargs["args"] == [person.pk, "Hello", "Words."]
    assert mailoutbox == []


def test_the_worker_sends_it_to_the_address_of_the_day(mailoutbox):
    person = make_user("ada@example.org")
    person.email = "ada@new.example"
    person.save()
    deliver.call(person.pk, "Hello", "Words.")
    assert [(mail.to, mail.subject, mail.body) for mail in mailoutbox] == [(["ada@new.example"], "Hello", "Words.")]


def test_who_has_left_gets_no_mail(mailoutbox):
    person = make_user()
    person.is_active = False
    person.save()
    deliver.call(person.pk, "Hello", "Words.")
    assert mailoutbox == []

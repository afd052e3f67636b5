from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from city.queries.locks import database_now, is_locked_by_us, lock, lock_shared


@pytest.mark.django_db
def test_locks_are_taken_inside_a_transaction():
    with transaction.atomic():
        lock("a")
        lock_shared("b")
        assert is_locked_by_us("c")


@pytest.mark.django_db
def test_the_clock_of_the_database_tells_the_time():
    assert abs(database_now() - timezone.now()) < timedelta(minutes=1)

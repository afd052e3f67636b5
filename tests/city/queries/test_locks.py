from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from city.queries.locks import database_now, is_locked_by_us, lock, lock_shared, lock_then_now


@pytest.mark.django_db
def test_locks_are_taken_inside_a_transaction():
    with transaction.atomic():
        lock("a")
        lock_shared("b")
        assert is_locked_by_us("c")
        assert abs(lock_then_now(shared="b", alone="a") - timezone.now()) < timedelta(minutes=1)


@pytest.mark.django_db
def test_the_clock_of_the_database_tells_the_time():
    assert abs(database_now() - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("held", ["shared", "alone"])
@pytest.mark.django_db(transaction=True)
def test_the_clock_is_read_once_both_locks_are_ours(held):
    """Somebody else has one of the two for a while; the time told is one after they let go."""
    has_it = Event()
    with ThreadPoolExecutor(1) as pool:
        freed = pool.submit(_hold, held, has_it)
        assert has_it.wait(10)
        with transaction.atomic():
            told = lock_then_now(shared="shared", alone="alone")
        assert told >= freed.result()


def _hold(name, has_it):
    try:
        with transaction.atomic():
            lock(name)
            has_it.set()
            sleep(0.2)
            return database_now()
    finally:
        connection.close()

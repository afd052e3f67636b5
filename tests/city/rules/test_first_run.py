from datetime import timedelta

from city.rules.first_run import is_open
from tests.factories import NOW


def test_the_link_is_good_for_a_day_and_for_two_people():
    assert is_open(0, NOW, NOW)
    assert is_open(1, NOW - timedelta(hours=23), NOW)
    assert not is_open(1, NOW - timedelta(hours=24), NOW)
    assert not is_open(2, NOW, NOW)

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from city.rules.sessions import FRESH, OFFICIAL, RESIDENT, is_fresh, is_over, is_to_note, noted
from tests.factories import NOW

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ages = st.timedeltas(timedelta(0), timedelta(days=60))


def over(limits, began, seen):
    return is_over(limits, began_at=NOW - began, seen_at=NOW - seen, now=NOW)


def test_an_official_has_half_an_hour_and_half_a_day():
    assert not over(OFFICIAL, timedelta(hours=11), 29 * MINUTE)
    assert over(OFFICIAL, timedelta(hours=1), 30 * MINUTE)
    assert over(OFFICIAL, timedelta(hours=12), MINUTE)


def test_a_resident_has_a_week_and_a_month():
    assert not over(RESIDENT, 29 * DAY, 6 * DAY)
    assert over(RESIDENT, 8 * DAY, 7 * DAY)
    assert over(RESIDENT, 30 * DAY, MINUTE)


def test_what_cannot_be_taken_back_wants_a_fresh_answer():
    assert is_fresh(NOW - FRESH + MINUTE, NOW)
    assert not is_fresh(NOW - FRESH, NOW)
    assert not is_fresh(None, NOW)


@given(ages, st.sampled_from([OFFICIAL, RESIDENT]))
def test_the_moment_that_is_kept_is_never_later_and_never_off_by_more_than_is_allowed(age, limits):
    kept = noted(limits, began_at=NOW - age, now=NOW)
    assert NOW - limits.noted < kept <= NOW
    assert not is_to_note(limits, seen_at=kept, now=NOW)
    assert is_to_note(limits, seen_at=kept, now=kept + limits.noted)


def test_of_a_resident_only_the_day_is_known():
    assert noted(RESIDENT, began_at=NOW - 3 * DAY - 5 * MINUTE, now=NOW) == NOW - 5 * MINUTE

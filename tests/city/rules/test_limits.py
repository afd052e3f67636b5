import pytest

from city.rules.limits import Limit, Limits, parse_limits


def test_a_limit_is_read_as_it_is_written():
    assert parse_limits("20/10m 300/h") == Limits(Limit(20, 600), Limit(300, 3600))
    assert parse_limits("1/s 5/2d") == Limits(Limit(1, 1), Limit(5, 172_800))


@pytest.mark.parametrize("written", ["", "20/10m", "20/10m x", "0/m 1/m", "20 per minute", "1/m 2/m 3/m"])
def test_what_is_none_is_refused(written):
    with pytest.raises(ValueError):
        parse_limits(written)

import os

from voting.actions import spreading


def test_a_large_count_is_spread_over_other_processes_in_order():
    with spreading.spreading(spreading.LARGE) as spread:
        assert list(spread(str, [3, 1, 2])) == ["3", "1", "2"]
        assert os.getpid() not in spread(_process, range(5))


def _process(_number):
    return os.getpid()


def test_a_small_one_stays_where_it_is():
    with spreading.spreading(spreading.LARGE - 1) as spread:
        assert set(spread(_process, range(5))) == {os.getpid()}

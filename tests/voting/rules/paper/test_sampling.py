from hypothesis import given
from hypothesis import strategies as st

from voting.rules.paper.sampling import draw, seed_of

SEED = "5e" * 32


@given(st.integers(0, 500))
def test_up_to_500_papers_are_all_read_again(papers):
    assert draw(SEED, papers) == list(range(1, papers + 1))


def test_of_more_300_are_drawn_and_anybody_draws_the_same():
    drawn = draw(SEED, 501)
    assert len(set(drawn)) == 300
    assert drawn == sorted(drawn)
    assert drawn[0] >= 1
    assert drawn[-1] <= 501
    assert drawn == draw(SEED, 501)
    assert drawn[:5] == [1, 2, 3, 4, 6]


def test_another_log_draws_others():
    assert draw(seed_of("one"), 2000) != draw(seed_of("two"), 2000)


def test_every_paper_is_as_likely_as_any_other():
    """Of 1,000 papers and 200 seeds each is drawn about 60 times: none is out of reach, none is a favourite."""
    times = [0] * 1001
    for number in range(200):
        for place in draw(seed_of(str(number)), 1000):
            times[place] += 1
    assert min(times[1:]) > 30
    assert max(times[1:]) < 95

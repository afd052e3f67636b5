import random
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from voting.rules.mixing import Waiting, last_mix, mix


@st.composite
def crowds(draw):
    """Some versions each of fifteen to forty people, in any order."""
    versions = draw(st.lists(st.integers(1, 3), min_size=15, max_size=40))
    casts = [
        Waiting(sha256(f"{slot} {seq}".encode()).hexdigest(), str(slot), seq)
        for slot, last in enumerate(versions)
        for seq in range(1, last + 1)
    ]
    return draw(st.permutations(casts))


WAITING = crowds()


@given(WAITING, st.integers(10, 15), st.randoms(use_true_random=False))
def test_every_mix_holds_k_people_and_leaves_k_behind(waiting, k, generator):
    chosen = set(mix(waiting, k, generator.sample))
    mixed = [cast for cast in waiting if cast.h in chosen]
    people = len({cast.slot for cast in waiting})
    slots, left = {cast.slot for cast in mixed}, {cast.slot for cast in waiting} - {cast.slot for cast in mixed}
    assert len(slots) == max(0, people - k) if people >= 2 * k else not slots
    assert not mixed or len(left) == k
    assert len(slots) == len(mixed)


@given(WAITING, st.randoms(use_true_random=False))
def test_a_mix_takes_the_earliest_version_and_says_nothing_of_the_order_of_arrival(waiting, generator):
    chosen = mix(waiting, 10, generator.sample)
    versions = {cast.h: cast for cast in waiting}
    assert chosen == sorted(chosen)
    for h in chosen:
        same = [cast.seq for cast in waiting if cast.slot == versions[h].slot]
        assert versions[h].seq == min(same)


def test_fewer_than_twice_k_wait():
    waiting = [Waiting(f"{number:02}", str(number), 1) for number in range(19)]
    assert mix(waiting, 10, random.Random(1).sample) == []


def test_the_last_mix_takes_everything():
    assert last_mix([Waiting("b", "1", 1), Waiting("a", "1", 2)]) == ["a", "b"]

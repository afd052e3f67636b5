import pytest

from voting.rules.paper.readings import agreed, is_disputed


@pytest.mark.parametrize(
    ("readings", "said", "disputed"),
    [
        ([], None, False),
        (["a"], None, False),
        (["a", "a"], "a", False),
        (["a", "b"], None, True),
        (["a", "b", "b"], "b", False),
        (["a", "b", "c"], None, True),
        (["a", "b", "c", "a"], "a", False),
    ],
)
def test_two_who_read_the_same_settle_it(readings, said, disputed):
    assert agreed(readings) == said
    assert is_disputed(readings) is disputed

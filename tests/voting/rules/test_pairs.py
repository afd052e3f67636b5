import pytest

from voting.rules.pairs import NotAPair, pairs


def test_a_pair_a_line_however_it_is_written():
    assert pairs("12 + 31\n\n 9, 4\n#7 and #8") == {1: (12, 31), 3: (4, 9), 4: (7, 8)}
    assert pairs("") == {}


@pytest.mark.parametrize("text", ["12", "12 + 12", "1 2 3", "the bench and the slide", "٣ + ٤", f"1 + {'9' * 16}"])
def test_what_is_no_pair_is_named_by_its_line(text):
    with pytest.raises(NotAPair) as fault:
        pairs(f"1 + 2\n {text}")
    assert (fault.value.line, fault.value.text) == (2, text)

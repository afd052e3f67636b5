from hypothesis import given
from hypothesis import strategies as st

from voting.rules.paper import serials
from voting.rules.paper.serials import NUMBERS, grouped, is_serial, serial_of, tidy

NUMBER = st.integers(0, NUMBERS - 1)


@given(NUMBER)
def test_a_serial_is_found_again_however_it_is_written(number):
    serial = serial_of(number)
    assert len(serial) == 9
    assert is_serial(serial)
    assert tidy(grouped(serial)) == tidy(f" {serial[:4]}-{serial[4:]}\n") == serial


@given(NUMBER, st.integers(0, 8), st.integers(1, 9))
def test_one_digit_mistyped_is_no_serial(number, place, by):
    serial = serial_of(number)
    slip = str((int(serial[place]) + by) % 10)
    assert not is_serial(serial[:place] + slip + serial[place + 1 :])


def test_what_is_no_serial():
    for text in ("", "12345678", "1234567890", "12345678x", "١٢٣٤٥٦٧٨٩", serial_of(7)[:-1] + "²"):
        assert not is_serial(text)


def test_the_example_of_the_standard():
    """ISO 7064 itself works MOD 11,10 out for 0794: the check digit is 5."""
    assert serials._check_digit("0794") == 5

import pytest
from django.utils import translation

from frontend.figures import format_number, format_share


@pytest.mark.parametrize(("language", "words"), [("en", "12,480"), ("de", "12.480"), ("pl", "12\xa0480")])
def test_numbers_are_written_as_the_reader_writes_them(language, words):
    with translation.override(language):
        assert format_number(12480) == words


@pytest.mark.parametrize(
    ("part", "whole", "digits", "words"),
    [(1214, 2310, 0, "53%"), (2310, 14870, 1, "15.5%"), (1, 2, 1, "50%"), (0, 10, 0, "0%"), (3, 0, 0, "–")],
)
def test_a_share_is_rounded_and_needs_a_whole(part, whole, digits, words):
    with translation.override("en"):
        assert format_share(part, whole, digits) == words


def test_a_share_in_another_language():
    with translation.override("de"):
        assert format_share(2310, 14870, 1) == "15,5\xa0%"

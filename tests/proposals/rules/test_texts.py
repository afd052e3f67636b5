import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.rules.texts import tidy_line, tidy_text
from proposals.rules.texts import fold, paragraphs


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Świecie", "swiecie"),
        ("CRÈCHE", "creche"),
        ("Straße", "strasse"),
        ("Ærø smørrebrød", "aero smorrebrod"),
        ("İstanbul", "istanbul"),
        ("a\n b", "a b"),
        ("公園", "公園"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_a_line_is_one_line():
    assert tidy_line(" A\tbench\n\x00by  the\u00a0river \ud800") == "A bench by the river"


def test_a_text_keeps_its_paragraphs():
    assert tidy_text("\r\nOne  \r\nline.\r\rTwo.\x07\n\n") == "One\nline.\n\nTwo."


@given(st.text())
def test_what_is_tidied_can_be_stored_and_hashed(text):
    for tidied in (tidy_line(text), tidy_text(text)):
        assert unicodedata.is_normalized("NFC", tidied)
        assert "\x00" not in tidied
        tidied.encode()


def test_paragraphs():
    assert paragraphs("One\nline.\n\n \n\nTwo.\n") == [["One", "line."], ["Two."]]
    assert paragraphs("") == []


def test_marks_that_would_turn_the_page_around_are_dropped_but_not_those_that_join():
    assert tidy_line("A\u202eB \u2067C\u2069") == "AB C"
    assert tidy_line("👩\u200d🌾") == "👩\u200d🌾"

import pytest

from city.rules.sheets import safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_starts_a_formula(start):
    assert safe_cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "Benches", "12.50", "a=b", "Łąka"])
def test_other_cells_stay_as_they_are(text):
    assert safe_cell(text) == text

import subprocess
import sys
from hashlib import sha256

import pytest

from voting.queries.printing import BODY, CODE, Sheet, Type, drawing, lines_of

LETTERS = "Zażółć gęślą jaźń · Ξεσκεπάζω · Съешь ещё · Őű șț – „“ €"
IN_A_NEW_PROCESS = """
import django; django.setup()
from hashlib import sha256
from tests.voting.queries.test_printing import written
print(sha256(written()).hexdigest())
"""


def written(text=LETTERS, pages=3):
    with drawing:
        sheet = Sheet("Protokół", language="pl", foot="Commonville")
        for _page in range(pages):
            sheet.text(text, Type(size=12))
            sheet.row(["P01", "A bridge " * 20, "12 000"], [60, 340, 90], right=[2])
            sheet.code("https://purse.example/receipt", 400, 60)
            sheet.square(50, 12)
            sheet.rule()
            sheet.text("ab" * 32, CODE)
            sheet.turn()
        return sheet.finish()


def test_the_same_content_is_the_same_bytes_in_every_process():
    first = written()
    assert first == written()
    other = subprocess.run(
        [sys.executable, "-c", IN_A_NEW_PROCESS], capture_output=True, text=True, check=True, env=environment()
    )
    assert other.stdout.strip() == sha256(first).hexdigest()
    assert written(text="Another") != first


def environment():
    return {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONHASHSEED": "7", "PATH": ""}


@pytest.mark.parametrize("letter", [letter for letter in LETTERS if letter != " "])
def test_every_letter_of_our_alphabets_has_a_picture(letter):
    written()
    assert BODY.width(letter) != BODY.width("\ufffe")  # the box that stands where there is none


@pytest.mark.parametrize("text", ["", "one", "a b c " * 50, "x" * 300, "short " + "y" * 200 + " tail", "two\n\nlines"])
def test_lines_fit_and_lose_nothing(text):
    written()
    lines = lines_of(text, 120)
    assert max(BODY.width(line) for line in lines) <= 120
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_what_does_not_fit_begins_a_new_page():
    with drawing:
        sheet = Sheet("Long", language="en")
        for _line in range(100):
            sheet.text("A line")
        assert sheet.page == 3
        assert sheet.left_over > 0
        sheet.finish()

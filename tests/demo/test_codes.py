import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from demo.codes import code_at
from demo.people import APP_SECRET
from demo.tour import tour
from tests.signing import app_code


def test_the_code_is_what_an_app_would_show():
    assert code_at(59) == code_at(30) != code_at(60)
    assert re.fullmatch(r"\d{6}", code_at(0))


def test_the_command_prints_the_code_of_the_moment(settings):
    settings.DEMO = True
    out = StringIO()
    call_command("demo_code", stdout=out)
    assert out.getvalue().strip() in {app_code(APP_SECRET, ahead) for ahead in (-1, 0, 1)}


def test_a_real_city_has_no_such_code(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="Only the demonstration"):
        call_command("demo_code")


def test_the_tour_says_how_to_get_past_the_second_question():
    told = tour("http://127.0.0.1:8000")
    assert APP_SECRET in told
    assert "make demo-code" in told
    assert "http://localhost:8000" in told

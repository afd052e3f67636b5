from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import engines
from django.utils import timezone, translation


def render(text, **context):
    return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize("text", ['{{ sum|money:"EUR" }}', '{% money sum "EUR" %}'])
def test_money_as_a_filter_and_as_a_tag(text):
    with translation.override("en"):
        assert render(text, sum=86_000_00) == "€86,000"


def test_no_sum_is_no_words():
    assert render('{{ sum|money:"EUR" }}', sum=None) == ""


def test_numbers_and_shares():
    with translation.override("en"):
        assert (
            render("{{ n|number }} {{ 1214|share:2310 }} {{ 2310|exact_share:14870 }}", n=12480) == "12,480 53% 15.5%"
        )


def test_a_sentence_begins_with_a_number_in_words():
    with translation.override("en"):
        assert render("{{ 1|counted }} {{ 5|counted }} {{ 12|counted }} {{ 1200|counted }}") == "One Five 12 1,200"


def test_gains_say_their_direction():
    with translation.override("en"):
        assert render("{{ 1200|gain }} {{ 0|gain }} {{ loss|gain }}", loss=-2) == "+1,200 0 -2"


def test_moments_are_in_the_time_of_the_city(settings):
    settings.TIME_ZONE = "Europe/Brussels"
    with timezone.override("Europe/Brussels"), translation.override("en"):
        late = datetime(2026, 6, 14, 22, 30, tzinfo=UTC)
        shown = render("{{ at|day }} | {{ at|short_day }} | {{ at|year_day }} | {{ at|moment }}", at=late)
    assert shown == "Monday 15 June | 15 Jun | 15 June 2026 | Monday 15 June, 00:30"


def test_a_date_has_no_time_zone():
    with translation.override("en"):
        assert render("{{ on|day }} {{ on|iso }}", on=date(2026, 6, 14)) == "Sunday 14 June 2026-06-14"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=9, hours=3), "9 days"),
        (timedelta(days=2, hours=1), "2 days"),
        (timedelta(hours=5, minutes=10), "5\xa0hours"),
    ],
)
def test_time_left_is_told_in_days_until_it_is_short(left, words):
    with translation.override("en"):
        assert render("{{ at|time_left }}", at=timezone.now() + left + timedelta(seconds=30)).startswith(words)


@pytest.mark.parametrize(("name", "letters"), [("Mirko Kessel", "MK"), ("Ada", "A"), ("", ""), ("a b c", "AB")])
def test_initials(name, letters):
    assert render("{{ name|initials }}", name=name) == letters

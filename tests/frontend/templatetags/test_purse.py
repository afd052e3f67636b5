import xml.etree.ElementTree as ET

import pytest
from django.template import engines

SEGMENTS = [
    {"amount": 86, "code": "P01", "title": "Steps & quay", "scene": "steps", "seed": 1},
    {"amount": 48, "code": "P03", "title": "Trees", "scene": "trees", "seed": 2},
]
PLACES = [
    {
        "code": "a",
        "name": "Riverside",
        "value": "15%",
        "url": "/a/",
        "boundary": {"type": "Polygon", "coordinates": [[[4, 51], [4.1, 51], [4.1, 51.1], [4, 51]]]},
    }
]


def render(text, **context):
    return engines["django"].from_string(text).render({"segments": SEGMENTS, "places": PLACES, **context})


@pytest.mark.parametrize(
    "text",
    [
        '{% purse segments 240 "134 of 240 used" rest="106 left" size="big" %}',
        '{% purse segments 134 "Full" shut=True clasp=False %}',
        '{% purse segments 0 "Nothing" size="thin" %}',
        '{% cutoff segments segments 140 "In and out" %}',
        '{% asked segments 100 "All of it" "The purse holds 100" %}',
        '{% districtmap places "A map" on="a" %}',
        '{% scene "dogs" "Dogs" 3 %}',
        "{% door %}",
    ],
)
def test_a_drawn_part_is_well_formed_and_holds_nothing_inline(text):
    drawn = ET.fromstring(render(text))
    assert not [name for element in drawn.iter() for name in element.attrib if name == "style" or name.startswith("on")]


def test_a_purse_says_what_it_shows():
    drawn = ET.fromstring(render('{% purse segments 240 "134 of 240 used" %}'))
    assert (drawn.get("role"), drawn.get("aria-label")) == ("img", "134 of 240 used")


def test_lengths_are_attributes():
    drawn = render('{% purse segments 240 "x" %}')
    assert 'width="35.833%"' in drawn
    assert 'x="35.833%"' in drawn


def test_the_clasp_is_open_until_the_purse_is_shut():
    assert 'cx="12"' in render('{% purse segments 240 "x" %}')
    assert 'cx="16.5"' in render('{% purse segments 240 "x" shut=True %}')


def test_ballot_numbers_stand_in_coins_where_there_is_room():
    assert ">P01</text>" in render('{% purse segments 240 "x" %}')
    assert "</text>" not in render('{% purse segments 240 "x" size="thin" %}')


def test_a_full_purse_has_no_rest():
    assert "url(#rest)" not in render('{% purse segments 134 "x" %}')
    assert "url(#rest)" in render('{% purse segments 135 "x" %}')


def test_words_in_a_small_rest_are_left_to_wide_screens():
    assert 'class="resttext tight"' in render('{% purse segments 150 "x" rest="16 left" %}')
    assert 'class="resttext"' in render('{% purse segments 400 "x" rest="266 left" %}')


def test_what_did_not_fit_stands_outside_at_the_same_scale():
    drawn = render('{% cutoff segments segments 166 "x" %}')
    assert 'width="55.333%"' in drawn  # the purse: 166 of 166 + 134
    assert 'x="55.333%"' in drawn  # the first that stayed outside


def test_a_map_leads_to_its_districts_and_pins():
    drawn = ET.fromstring(render("{% districtmap places pins=pins %}", pins=[{"place": (4.05, 51.02), "url": "/p/"}]))
    assert drawn.find(".//svg").get("role") == "group"
    links = {link.get("href"): link.get("aria-label") for link in drawn.iter("a")}
    assert links == {"/a/": "Riverside: 15%", "/p/": ""}


def test_a_map_with_too_many_words_lists_them():
    many = [{**PLACES[0], "code": str(number), "name": f"Place {number}"} for number in range(9)]
    drawn = ET.fromstring(render("{% districtmap places %}", places=many))
    assert len(drawn.findall(".//ol/li")) == 9


def test_a_map_without_boundaries_is_nothing():
    assert render("{% districtmap none %}", none=[]).strip() == ""


def test_small_parts():
    assert render('{% icon "check" %}').count("#i-check") == 1
    assert 's s4"' in render('{% chip "7" 4 %}')
    assert "out none" in render('{% chip "7" 0 %}')
    assert 's s2"' in render("{% swatch 2 %}")
    assert 'value="7" max="1"' in render("{% bar 7 0 3 %}")
    assert render("{{ 1|series }}{{ 2|series }}") == "23"
    assert render('{{ "A ramp"|scene_for }}') == "ramp"


def test_words_are_escaped():
    assert "<b>" not in render("{% chip words 1 %}", words="<b>").replace('<b class="coin">', "")
    assert "Steps &amp; quay" in render('{% purse segments 240 "x" %}')


@pytest.mark.parametrize(("served", "filled"), [(0, 0), (91, 9), (100, 10)])
def test_as_many_of_ten_people_are_filled_as_the_share_says(served, filled):
    assert render("{% people served 100 %}", served=served).count('class="in"') == filled


def test_coins_are_filled_as_far_as_choices_came_true():
    drawn = render("{% coins 1.8 2.8 %}")
    assert drawn.count("empty-coin") == 3
    assert drawn.count("full-coin") == 2
    assert 'width="24"' in drawn
    assert render("{% coins 0 0 %}").count("empty-coin") == 1


def test_a_chart_has_its_room_before_it_is_drawn():
    assert 'height="150"' in render('{% plot "Sums" 1 %}')
    assert 'height="430"' in render('{% plot "Sums" 10 %}')
    assert 'height="630"' in render('{% plot "Sums" 10 sets=2 %}')


def test_a_district_with_a_share_shows_it_in_words():
    places = [{**PLACES[0], "share": (23, 200)}]
    del places[0]["value"]
    assert ">11.5%<" in render("{% districtmap places %}", places=places)

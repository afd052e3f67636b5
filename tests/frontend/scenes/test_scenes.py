import re
import xml.etree.ElementTree as ET

import pytest

from frontend import scenes
from frontend.scenes.chance import Chance
from proposals.rules.scenes import SCENES as CHOICES

KEYS = [*scenes.SCENES, "hero"]


@pytest.mark.parametrize("key", [*KEYS, *scenes.DOORS])
def test_a_picture_is_well_formed_and_its_rules_colour_all_of_it(key):
    drawn = ET.fromstring(scenes.draw(key, 7))
    style, *shapes = drawn
    used = {name for element in drawn.iter() for name in element.get("class", "").split()}
    assert all(element.get("class") for shape in shapes for element in shape.iter())
    assert used == set(re.findall(r"\.([\w-]+)[,{]", style.text))


@pytest.mark.parametrize("key", KEYS)
def test_a_dark_theme_sees_dusk_unless_the_picture_is_by_day_alone(key):
    day, dusk = scenes.draw(key, 7, has_dusk=False), scenes.draw(key, 7)
    assert "prefers-color-scheme" not in day
    assert (
        "@media(prefers-color-scheme:dark){.k-sky{fill:#1D2C44}"
        in dusk.replace("@media(prefers-color-scheme:dark){.k-dusk", "")
        or key == "lights"
    )


@pytest.mark.parametrize("key", KEYS)
def test_every_picture_has_its_coin_and_somebody_in_it(key):
    drawn = scenes.draw(key, 7)
    assert 'class="k-sun"' in drawn
    assert "k-sk" in drawn


@pytest.mark.parametrize("key", scenes.SCENES)
def test_a_seed_draws_the_same_picture_for_ever_and_another_seed_another(key):
    drawn = {scenes.draw(key, seed) for seed in range(8)}
    assert scenes.draw(key, 3 + scenes.VARIETY) in drawn
    assert len(drawn) > 4


def test_every_picture_an_author_may_choose_is_drawn_and_no_other():
    assert set(scenes.SCENES) == set(CHOICES)


def test_no_other_picture_is_drawn():
    with pytest.raises(KeyError):
        scenes.draw("castle")


@pytest.mark.parametrize("state", ["open", "shut"])
def test_somebody_stands_in_an_open_door(state):
    assert ("k-sk2" in scenes.draw(f"{state}-c2")) == (state == "open")


def test_chance_depends_on_its_seed_alone_and_reaches_every_choice():
    assert [Chance(4).below(100) for _ in range(3)] == [Chance(4).below(100)] * 3
    chance = Chance(5)
    assert {chance.pick("abcd") for _ in range(100)} == set("abcd")
    assert all(10 <= chance.between(10, 20) < 20 for _ in range(100))

import re
import xml.etree.ElementTree as ET

import pytest

from frontend import scenes
from frontend.scenes.chance import Chance

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


def test_no_other_picture_is_drawn():
    with pytest.raises(KeyError):
        scenes.draw("castle")


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Swimming steps at Tanner’s Quay", "steps"),
        ("A ramp for the canal footbridge", "ramp"),
        ("Nine shade trees for Weaver Street", "trees"),
        ("A repair workshop in the pump house", "workshop"),
        ("A safe crossing at Mill Lane School", "crossing"),
        ("A rain garden behind Saint Brand’s", "garden"),
        ("Softer lights on the park path", "lights"),
        ("A small stage in Linden Park", "stage"),
        ("Plac zabaw przy ul. Słonecznej", "playground"),
        ("Nowe książki dla biblioteki", "library"),
        ("Budowa chodnika i ścieżki rowerowej", "pavement"),
    ],
)
def test_the_picture_follows_the_words(title, key):
    assert scenes.pick_scene(title) == key


def test_words_without_a_theme_still_choose_a_picture_and_always_the_same():
    assert scenes.pick_scene("Qwxyz") == scenes.pick_scene("Qwxyz")
    assert scenes.pick_scene("") in scenes.SCENES


def test_every_picture_has_words_and_the_words_are_plain():
    assert set(scenes.WORDS) == set(scenes.SCENES)
    assert all(words.isascii() and words == words.lower() for words in scenes.WORDS.values())


@pytest.mark.parametrize("state", ["open", "shut"])
def test_somebody_stands_in_an_open_door(state):
    assert ("k-sk2" in scenes.draw(f"{state}-c2")) == (state == "open")


def test_chance_depends_on_its_seed_alone_and_reaches_every_choice():
    assert [Chance(4).below(100) for _ in range(3)] == [Chance(4).below(100)] * 3
    chance = Chance(5)
    assert {chance.pick("abcd") for _ in range(100)} == set("abcd")
    assert all(10 <= chance.between(10, 20) < 20 for _ in range(100))

import xml.etree.ElementTree as ET

import pytest

from frontend import scenes
from frontend.scenes.chance import Chance

KEYS = [*scenes.SCENES, "hero"]


@pytest.mark.parametrize("key", KEYS)
def test_a_picture_is_well_formed_and_holds_no_inline_style(key):
    drawn = ET.fromstring(scenes.draw(key, "A picture", 7))
    assert all("style" not in element.attrib for element in drawn.iter())
    assert all(element.get("class") for element in drawn.iter() if element.tag != "svg")


@pytest.mark.parametrize("key", KEYS)
def test_every_picture_has_its_coin_and_somebody_in_it(key):
    drawn = scenes.draw(key, "", 7)
    assert 'class="k-sun"' in drawn
    assert "k-sk" in drawn


@pytest.mark.parametrize("key", scenes.SCENES)
def test_a_seed_draws_the_same_picture_for_ever_and_another_seed_another(key):
    drawn = {scenes.draw(key, "", seed) for seed in range(8)}
    assert scenes.draw(key, "", 3) in drawn
    assert len(drawn) > 4


def test_a_label_is_spoken_and_escaped():
    drawn = ET.fromstring(scenes.draw("steps", 'Steps & "quay" <here>'))
    assert drawn.get("aria-label") == 'Steps & "quay" <here>'
    assert drawn.get("role") == "img"


def test_a_picture_without_a_label_is_decoration():
    assert ET.fromstring(scenes.draw("steps")).get("aria-hidden") == "true"


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


@pytest.mark.parametrize("is_open", [True, False])
def test_a_door_is_well_formed(is_open):
    door = ET.fromstring(scenes.draw_door(is_open=is_open, paint="k-c2"))
    assert ("k-sk2" in ET.tostring(door, encoding="unicode")) == is_open


def test_chance_depends_on_its_seed_alone_and_reaches_every_choice():
    assert [Chance(4).below(100) for _ in range(3)] == [Chance(4).below(100)] * 3
    chance = Chance(5)
    assert {chance.pick("abcd") for _ in range(100)} == set("abcd")
    assert all(10 <= chance.between(10, 20) < 20 for _ in range(100))

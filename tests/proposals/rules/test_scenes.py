import pytest

from proposals.forms.scenes import SCENE_NAMES
from proposals.rules.scenes import FAINT, NEUTRAL, SCENES, WORDS, pick_scene


@pytest.mark.parametrize(
    ("words", "key"),
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
def test_the_picture_follows_the_words(words, key):
    assert pick_scene(words) == key


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("A park toilet a wheelchair fits into", "toilet"),
        ("A roof at the Mill Pond bus stop", "shelter"),
        ("Open the school yard at weekends", "schoolyard"),
        ("More green on the station square", "trees"),
    ],
)
def test_a_word_for_a_thing_counts_more_than_a_word_for_its_place(words, key):
    assert pick_scene(words) == key


def test_of_two_words_that_begin_together_the_longer_chooses():
    assert pick_scene("Solar panels") == "roofs"
    assert pick_scene("Solar lamps") == "lights"


@pytest.mark.parametrize("words", ["Qwxyz", "", "Что-то для всех"])
def test_words_without_a_picture_choose_one_that_suits_any_street_and_always_the_same(words):
    assert pick_scene(words) == pick_scene(words)
    assert pick_scene(words) in NEUTRAL


def test_the_words_are_plain_and_every_faint_one_is_among_them():
    assert all(words.isascii() and words == words.lower() for words in WORDS.values())
    assert {word for words in WORDS.values() for word in words.split()} >= FAINT


def test_every_picture_has_a_name_to_choose_it_by():
    assert set(SCENE_NAMES) == set(SCENES)

from collections import Counter

import pytest

from demo.people import OFFICIALS
from demo.place import PLACE_OF
from demo.stories import CATEGORIES, FIFTH, OFFICE_OF, SEVENTH, SIXTH, told
from proposals.rules.scenes import SCENES, pick_scene

EVERY = [story for _district, story in told()]
CONTESTS = [(code, stories) for purse in (FIFTH, SIXTH) for code, stories in purse.items()]
by_title = pytest.mark.parametrize("story", EVERY, ids=lambda story: story.title)


def feasible(stories):
    return [story for story in stories if story.answer and story.answer.is_feasible]


def test_there_are_some_eighty_with_a_title_and_a_voice_of_their_own():
    assert 80 <= len(EVERY) <= 90
    for told_once in ("title", "summary", "body"):
        assert not [text for text, times in Counter(getattr(story, told_once) for story in EVERY).items() if times > 1]


@by_title
def test_a_story_says_what_a_proposal_needs(story):
    assert story.category in OFFICE_OF
    assert len(story.title) <= 60
    assert len(story.summary) <= 140
    assert sum(story.body.count(mark) for mark in ".?!") >= 2
    assert story.place
    assert story.author
    assert story.estimate is None or 3_000 <= story.estimate <= 120_000


@by_title
def test_type_is_set_with_printed_apostrophes_and_no_pictures(story):
    words = " ".join(
        (
            story.title,
            story.summary,
            story.body,
            story.return_reason,
            story.answer.reason if story.answer else "",
        )
    )
    assert "'" not in words
    assert not [letter for letter in words if ord(letter) > 0x2019]


@by_title
def test_a_picture_an_author_chose_is_drawn_and_not_the_one_its_words_choose(story):
    assert story.scene in ("", *SCENES)
    assert not story.scene or story.scene != pick_scene(f"{story.title} {story.summary}")


def test_no_picture_stands_beside_every_other_story():
    shown = Counter(story.scene or pick_scene(f"{story.title} {story.summary}") for story in EVERY)
    assert len(shown) >= 30
    assert max(shown.values()) <= 8


def test_every_category_is_used_and_answered_by_an_office_that_exists():
    assert {story.category for story in EVERY} == {code for code, _name, _office in CATEGORIES}
    assert set(OFFICE_OF.values()) <= {official.mailbox for official in OFFICIALS}


@pytest.mark.parametrize(("district", "stories"), CONTESTS, ids=lambda value: value if isinstance(value, str) else "")
def test_a_ballot_asks_for_about_twice_what_the_purse_holds(district, stories):
    asked = sum(story.answer.cost for story in feasible(stories))
    assert 1.5 <= asked / PLACE_OF[district].envelope <= 2.5
    assert all(3_000 <= story.answer.cost <= 120_000 for story in feasible(stories))


def test_the_sixth_purse_has_thirty_on_its_ballots_in_three_districts():
    assert len(SIXTH) == 3
    assert sum(len(feasible(stories)) for stories in SIXTH.values()) == 30


def test_a_refusal_is_explained():
    refused = [story for story in EVERY if story.answer and not story.answer.is_feasible]
    assert len(refused) == 3
    assert all(len(story.answer.reason) > 100 for story in refused)


def test_the_seventh_purse_waits_for_the_moderator_in_part():
    stories = [story for district in SEVENTH for story in SEVENTH[district]]
    assert set(SEVENTH) == set(PLACE_OF)
    assert sum(story.is_waiting for story in stories) == 6
    assert sum(bool(story.return_reason) for story in stories) == 4
    assert not [story.title for story in stories if story.answer or (story.is_waiting and story.return_reason)]


def test_deliveries_stay_within_their_price_and_are_never_paid_beyond_the_order():
    delivered = [story for story in EVERY if story.delivery]
    assert len(delivered) >= 12
    for story in delivered:
        assert sum(step.amount for step in story.delivery) <= story.answer.cost, story.title
        assert all(0 <= step.paid <= step.amount for step in story.delivery), story.title

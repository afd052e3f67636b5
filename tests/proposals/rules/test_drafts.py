from proposals.rules.drafts import LIMITS, faults

GOOD = {"title": "A bench", "summary": "By the river.", "body": "To sit on.", "place": ""}


def test_a_good_draft_has_no_fault():
    assert faults(GOOD) == []


def test_every_text_but_the_place_is_wanted():
    empty = dict.fromkeys(GOOD, "")
    assert faults(empty) == [("title", "missing"), ("summary", "missing"), ("body", "missing")]


def test_every_text_has_its_limit():
    longest = {field: "x" * limit for field, limit in LIMITS.items()}
    assert faults(longest) == []
    assert faults({field: text + "x" for field, text in longest.items()}) == [(field, "too_long") for field in LIMITS]


def test_a_text_that_says_nothing_is_missing():
    assert faults(GOOD | {"title": "\u200b – !"}) == [("title", "missing")]

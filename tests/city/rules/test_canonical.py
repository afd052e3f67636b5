import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from city.rules.canonical import LARGEST, canonical, digest

TEXT = st.text(st.characters(categories=["L", "N"], max_codepoint=0x2000)).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES = st.recursive(
    st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
)


@given(VALUES)
def test_canonical_bytes_read_back_as_the_same_value(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(st.text(st.characters(max_codepoint=127)), st.integers(-5, 5)))
def test_the_order_of_keys_makes_no_difference(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_no_white_space_and_no_escapes():
    assert canonical({"b": [1, True], "a": "Łódź"}) == '{"a":"Łódź","b":[1,true]}'.encode()


@pytest.mark.parametrize(
    "value",
    [1.5, None, LARGEST + 1, -LARGEST - 1, "e\u0301", "\ud800", {"ż": 1}, {1: 2}, [None], {"a": 0.1}, b"bytes"],
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(ValueError):
        canonical(value)


def test_a_digest_joins_its_parts():
    assert digest(b"a", b"bc") == digest(b"abc")

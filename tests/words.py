"""Words looked for in what pages and files say."""

import re


def names(code, text):
    """Whether the code stands in the text as a word: a random key holds any three characters once in a while."""
    return re.search(rf"\b{re.escape(code)}\b", text) is not None

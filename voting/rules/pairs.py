"""Pairs of numbers as people type them, a pair a line: "12 + 31", "12, 31" or "12 and 31"."""

import re

PAIR = re.compile(r"\D*(\d{1,15})\D+(\d{1,15})\D*", re.ASCII)


class NotAPair(ValueError):  # noqa: N818 - what it is, not that it went wrong
    """A line holds something else than two different numbers."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(f"line {line} is no pair")
        self.line = line
        self.text = text


def pairs(text: str) -> dict[int, tuple[int, int]]:
    """Give the pairs by the number of their line, the smaller number first; empty lines are none. Raises NotAPair."""
    found = {}
    for line, words in enumerate(text.splitlines(), start=1):
        if not words.strip():
            continue
        match = PAIR.fullmatch(words)
        if match is None or int(match[1]) == int(match[2]):
            raise NotAPair(line, words.strip())
        one, other = sorted((int(match[1]), int(match[2])))
        found[line] = one, other
    return found

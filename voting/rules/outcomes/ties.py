r"""Which of several equal projects goes first: by a published order of keys, in the end by lot or by code.

The lot is drawn from the round's seed, so that everybody can draw it again: of two projects the one with
the smaller SHA-256 of "pbv1/lot\n", the seed, a line feed, the district's code, a zero byte and the
project's code.
"""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from voting.rules.contest import Project

Key = Callable[[str], int | str]
LAST_KEYS = ("lot", "id")
KEYS = ("cost", "votes", *LAST_KEYS)


def lot(seed: str, district: str, code: str) -> str:
    """Draw the lot of a project: the smaller goes first."""
    return sha256(f"pbv1/lot\n{seed}\n{district}\0{code}".encode()).hexdigest()


def is_order(text: str) -> bool:
    """Whether `text` is an order of keys ("cost,votes,lot") that settles every tie, with no key to spare."""
    keys = text.split(",")
    return all(key in KEYS for key in keys) and len({*keys}) == len(keys) and _places_of_last(keys) == [len(keys) - 1]


def _places_of_last(keys: Sequence[str]) -> list[int]:
    return [place for place, key in enumerate(keys) if key in LAST_KEYS]


class TieOrder:
    """An order of keys for the projects of one contest: cheaper, more votes, smaller lot or code go first."""

    def __init__(
        self, order: str, projects: Mapping[str, Project], votes: Mapping[str, int], seed: str, district: str
    ) -> None:
        by_name: dict[str, Key] = {
            "cost": lambda code: projects[code].cost_minor,
            "votes": lambda code: -votes[code],
            "lot": lambda code: lot(seed, district, code),
            "id": lambda code: code,
        }
        self._keys = [(name, by_name[name]) for name in order.split(",")]

    def sort(self, codes: Sequence[str]) -> tuple[list[str], str]:
        """Put projects in order, and name the last key that this took."""
        if len(codes) == 1:
            return [*codes], self._keys[0][0]
        ranks = {code: [key(code) for _, key in self._keys] for code in codes}
        used = next(
            place
            for place in range(1, len(self._keys) + 1)
            if len({tuple(rank[:place]) for rank in ranks.values()}) == len(ranks)
        )
        return sorted(codes, key=lambda code: ranks[code]), self._keys[used - 1][0]

"""What a city asks of an outcome besides its envelope: caps, exclusions, least votes, least turnout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Constraints:
    """The constraints of one contest; the default holds nothing back.

    - `min_votes`: a project that fewer voters name is not funded
    - `min_turnout`: where fewer ballots are cast in the contest, nothing is funded
    - `caps`: the most that the projects of a category may cost together, in minor units
    - `incompatible`: pairs of projects of which at most one is funded
    """

    min_votes: int = 0
    min_turnout: int = 0
    caps: Mapping[str, int] = field(default_factory=dict)
    incompatible: Sequence[tuple[str, str]] = ()

    def as_json(self) -> dict[str, Any]:
        """Give those that hold something back, as the manifest has them."""
        named = {
            "min_votes": self.min_votes,
            "min_turnout": self.min_turnout,
            "caps": dict(sorted(self.caps.items())),
            "incompatible": sorted(sorted(pair) for pair in self.incompatible),
        }
        return {name: value for name, value in named.items() if value}


NONE = Constraints()
NAMES = {*NONE.__slots__}
PERCENT = 100


def from_json(value: Mapping[str, Any]) -> Constraints:
    """Read what `as_json` gave."""
    pairs = [(one, other) for one, other in value.get("incompatible", [])]
    return Constraints(**{**value, "incompatible": pairs})


def faults(asked: object) -> list[str]:
    """Say what is wrong with the constraints of a round: by their names, "" for the whole.

    A round asks for {"min_votes", "min_turnout", "caps": {category: minor units, or a percentage of each envelope
    such as "30%"}, "incompatible": [[proposal, proposal]]}, proposals by their keys; each may be left out.
    """
    if not isinstance(asked, dict) or asked.keys() - NAMES:
        return [""]
    caps, pairs = asked.get("caps", {}), asked.get("incompatible", [])
    are_right = {
        "min_votes": _is_count(asked.get("min_votes", 0)),
        "min_turnout": _is_count(asked.get("min_turnout", 0)),
        "caps": isinstance(caps, dict) and all(_is_count(cap) or percent(cap) is not None for cap in caps.values()),
        "incompatible": isinstance(pairs, list) and all(_is_pair(pair) for pair in pairs),
    }
    return [name for name, is_right in are_right.items() if not is_right]


def usable(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what a round asks for, or nothing where that cannot be used."""
    return {} if faults(asked) else asked


def of_contest(asked: Mapping[str, Any], envelope_minor: int, codes: Mapping[int, str]) -> Constraints:
    """Give one contest its part of what a round asks; `codes` are those of the proposals on its ballot, by key."""
    caps = {name: _minor(cap, envelope_minor) for name, cap in asked.get("caps", {}).items()}
    pairs = [(codes[one], codes[other]) for one, other in asked.get("incompatible", []) if {one, other} <= codes.keys()]
    return Constraints(asked.get("min_votes", 0), asked.get("min_turnout", 0), caps, pairs)


def _minor(cap: int | str, envelope_minor: int) -> int:
    return cap if isinstance(cap, int) else envelope_minor * (percent(cap) or 0) // PERCENT


def percent(cap: object) -> int | None:
    """Read "30%"; None for anything but a whole number from 0% to 100%."""
    number = cap.removesuffix("%") if isinstance(cap, str) and cap.endswith("%") else ""
    return int(number) if number.isascii() and number.isdecimal() and int(number) <= PERCENT else None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(map(_is_count, pair)) and pair[0] != pair[1]  # noqa: PLR2004 - a pair is two

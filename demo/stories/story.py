"""What is told about one proposal of the invented city."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What the city says after checking: its own price in whole euros, its reason, and whether it can be done."""

    cost: int
    reason: str
    is_feasible: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One bill of a funded proposal: what for, from whom, how much in whole euros, and how much of it is paid."""

    what: str
    supplier: str
    amount: int
    paid: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One proposal as a resident wrote it.

    `at` is where it would stand: metres east and north, as the corners in demo/place.py.
    `estimate` is the author's own guess in whole euros, None where there was none. `appeal` says how well it goes
    down with voters: 1 is ordinary. `return_reason` is set where the moderator sent it back, `is_waiting` where nobody
    has read it yet. `delivery` says how far the work has come, where the proposal was funded. `scene` is the picture the
    author chose, where the words alone would choose another.
    """

    title: str
    category: str
    place: str
    at: tuple[int, int]
    author: str
    summary: str
    body: str
    estimate: int | None = None
    appeal: float = 1.0
    answer: Answer | None = None
    is_waiting: bool = False
    return_reason: str = ""
    delivery: tuple[Step, ...] = ()
    scene: str = ""

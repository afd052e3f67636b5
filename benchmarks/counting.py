"""What strict reading, grouping equal ballots and looking lazily at prices cost and save.

Ratios of processor time, from one run:

    PYTHONPATH=. python benchmarks/counting.py [FILE.pb …]

Real elections come from PABULIB_DIR (default: ../shared/data/pabulib beside the project).
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count
from voting.rules.outcomes.profile import Profile, Table, gather
from voting.rules.outcomes.purses import Purses
from voting.rules.outcomes.ties import TieOrder
from voting.rules.pabulib.reader import read

FOLDER = Path(os.environ.get("PABULIB_DIR", Path(__file__).resolve().parents[2] / "shared" / "data" / "pabulib"))
NAMES = [
    "Poland_Wieliczka_2023_Green_Budget.pb",
    "Netherlands_Amsterdam_309.pb",
    "Hungary_Budapest_2024.pb",
    "Poland_Wroclaw_2015_150_-_500.pb",
    "Poland_Lodz_2022.pb",
    "Poland_Warszawa_2026.pb",
]
HEAD = ("ballots", "alike", "bytes", "read", "greedy", "mes-cost", "explained", "eager", "ungrouped", "winners")
MOST_UNGROUPED = 30_000


def timed(work: Callable[..., Any], *args: Any, **options: Any) -> tuple[float, Any]:
    begun = process_time()
    result = work(*args, **options)
    return process_time() - begun, result


def lazy(profile: Profile, *, is_explained: bool = False) -> list[str]:
    preset = PRESETS["mes-cost"]
    ties = TieOrder("id", profile.projects, profile.votes(), "", "")
    return preset.rule.decide(profile, preset.parameters, ties, is_explained).winners


def eager(profile: Profile) -> list[str]:
    """The same rule, looking at every project's price before every purchase."""
    purses, supporters, winners = Purses(profile), supporters_of(profile), []
    costs = {code: project.cost_minor for code, project in profile.projects.items()}
    while True:
        prices: dict[str, Fraction] = {}
        for code, cost in costs.items():
            price = purses.price(cost, supporters[code])
            if price is not None:
                prices[code] = price
        if not prices:
            return winners
        bought = min(prices, key=lambda code: (prices[code] / costs[code], code))
        purses.pay(prices[bought], supporters[bought])
        winners.append(bought)
        del costs[bought]


def supporters_of(profile: Profile) -> dict[str, list[int]]:
    return {code: profile.backing.row(place)[0].tolist() for place, code in enumerate(profile.codes)}


def ungrouped(profile: Profile) -> Profile:
    """The same ballots, each on its own."""
    rows = np.repeat(np.arange(len(profile.sizes)), profile.sizes)
    table = profile.ballots
    spread = [table.row(row) for row in rows]
    starts = np.concatenate(([0], np.cumsum([len(columns) for columns, _ in spread])))
    each = Table(starts, *(np.concatenate(parts) for parts in zip(*spread, strict=True)))
    ones = np.ones(len(rows), np.int64)
    return replace(profile, sizes=ones, ballots=each, backing=each.turned(len(profile.codes)))


def plain_bytes(path: Path) -> int:
    """Do the least that a reader must: split every line at its semicolons."""
    with path.open(encoding="utf-8-sig") as stream:
        return sum(len(line.split(";")) for line in stream)


def measure(path: Path) -> None:
    split, _ = timed(plain_bytes, path)
    with path.open("rb") as stream:
        reading, (election, _) = timed(read, stream)
    if election is None:
        sys.exit(f"{path} has faults: count it with manage.py count to see them")
    greedy, _ = timed(count, election.contest, election.ballots, "greedy")
    profile = gather(election.contest, election.ballots)
    base, winners = timed(lazy, profile)
    explained, explained_winners = timed(lazy, profile, is_explained=True)
    slow, slow_winners = timed(eager, profile)
    answers = [explained_winners, slow_winners]
    apart = 0.0
    if profile.voters <= MOST_UNGROUPED:
        apart, apart_winners = timed(lazy, ungrouped(profile))
        answers.append(apart_winners)
    cells = [
        f"{profile.voters:,}",
        f"{profile.voters / len(profile.sizes):.1f}",
        f"{reading / split:.1f}x",
        f"{reading:.2f}s",
        f"{greedy / reading:.2f}",
        f"{base:.2f}s",
        f"{explained / base:.2f}x",
        f"{slow / base:.1f}x",
        f"{apart / base:.1f}x" if apart else "-",
        "equal" if all(answer == winners for answer in answers) else "DIFFERENT",
    ]
    print(f"{path.stem[:36]:<36}", *(f"{cell:>10}" for cell in cells))


def main() -> None:
    paths = [Path(name) for name in sys.argv[1:]] or [FOLDER / name for name in NAMES]
    missing = [str(path) for path in paths if not path.is_file()]
    if missing:
        print("skipped, for these are absent (set PABULIB_DIR):", *missing, sep="\n  ")
        return
    print(f"{'':<36}", *(f"{word:>10}" for word in HEAD))
    for path in paths:
        measure(path)
    print(
        "alike: ballots for each different one; bytes: strict reading against splitting lines alone; greedy: with its\n"
        "ledgers, as a part of reading; explained: equal shares with ledgers; eager: every price before every\n"
        "purchase; ungrouped: every ballot on its own (up to 30,000). All against mes-cost alone."
    )


if __name__ == "__main__":
    main()

"""Counting against pabutools, the field's reference: same winners, and how much faster; then what each trick saves.

    make bench     or     PYTHONPATH=. .venv/bin/python benchmarks/counting.py

Every count is a process of its own, and every figure processor time without the start of Python, so that a busy
machine disturbs them little. pabutools is in an environment of its own (`make bench` sets it up); without it
that table is left out. Real elections come from PABULIB_DIR (default: ../shared/data/pabulib beside the project).
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

from voting.actions.spreading import spreading
from voting.rules.outcomes import PRESETS, equal_shares
from voting.rules.outcomes.counting import count, settings
from voting.rules.outcomes.margins import margins
from voting.rules.outcomes.passes import compiled
from voting.rules.outcomes.profile import Profile, Table, gather
from voting.rules.outcomes.purses import Electorate, Purses
from voting.rules.outcomes.result import Result
from voting.rules.outcomes.ties import TieOrder
from voting.rules.pabulib.election import Election
from voting.rules.pabulib.reader import read

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(os.environ.get("PABULIB_DIR", ROOT.parent / "shared" / "data" / "pabulib"))
REFERENCE = (ROOT / ".tools" / "pabutools" / "bin" / "python", ROOT / "benchmarks" / "reference" / "with_pabutools.py")
LODZ, WARSZAWA = "Poland_Lodz_2022.pb", "Poland_Warszawa_2026.pb"
TOULOUSE, BUDAPEST = "France_Toulouse_2022.pb", "Hungary_Budapest_2024.pb"
JOZSEFVAROS = "Hungary_Budapest_2025_VIII_Jozsefvaros.pb"
# Processor time differs from run to run on a busy machine, so the middle one of so many runs of ours counts.
RUNS = 5
WIELICZKA = "Poland_Wieliczka_2023_Green_Budget.pb"
TROIS_COCUS = "France_Toulouse_2022_9_-_Trois_Cocus_Borderouge_Croix-Daurade_Paleficat_Grand_Selve.pb"


def timed(work: Callable[..., Any], *args: Any, **options: Any) -> tuple[float, Any]:
    begun = process_time()
    result = work(*args, **options)
    return process_time() - begun, result


def opened(name: str) -> Election:
    with (FOLDER / name).open("rb") as stream:
        election, _report = read(stream)
    assert election is not None
    return election


def decided(profile: Profile, preset: str, *, is_explained: bool = False) -> list[str]:
    chosen = PRESETS[preset]
    ties = TieOrder(chosen.parameters["ties"], profile.projects, profile.votes(), "", "")
    return chosen.rule.decide(profile, chosen.parameters, ties, is_explained).winners


# What one process measures and prints as JSON.


def one_rule(name: str, preset: str) -> dict[str, Any]:
    """From the file to the winners, without ledgers, as pabutools counts."""
    reading, election = timed(opened, name)
    gathering, profile = timed(gather, election.contest, election.ballots)
    times, winners = zip(*(timed(decided, profile, preset) for _ in range(3)), strict=True)
    return {"read": reading + gathering, "rule": sorted(times)[1], "winners": winners[0], "memory": memory()}


def one_result(name: str, preset: str) -> dict[str, Any]:
    """From the file to the whole result, with payments, ledgers and figures."""
    whole, result = timed(lambda: counted(opened(name), preset))
    return {"whole": whole, "winners": result.winners, "memory": memory()}


def counted(election: Election, preset: str) -> Any:
    return count(election.contest, election.ballots, preset)


def one_raising(name: str, preset: str) -> dict[str, Any]:
    """From the file to the winners with the share raised, where the compiled passes are there already."""

    def work(file: str) -> Result:
        election = opened(file)
        return count(election.contest, election.ballots, preset, is_explained=False)

    first = timed(work, WARSZAWA)[0] if compiled() else 0
    whole, result = timed(work, name)
    course = {key: result.course[key] for key in ("runs", "stopped_by")}
    return {"first": first, "whole": whole, "is_compiled": compiled() is not None, **course, "winners": result.winners}


def one_plain_raising(name: str, preset: str) -> dict[str, Any]:
    """The same as if numba were not installed."""
    sys.modules["numba"] = None  # type: ignore[assignment]
    return one_raising(name, preset)


def its_margins(name: str, preset: str) -> dict[str, Any]:
    """Every loser's margins, from the gathered ballots, over all cores: seconds by the clock."""
    election = opened(name)
    profile = gather(election.contest, election.ballots)
    begun = perf_counter()
    with spreading(profile.voters) as spread:
        found = margins(profile, PRESETS[preset].rule, settings(preset), election.contest, spread)
    return {"whole": perf_counter() - begun, "losers": len(found["projects"]), "memory": memory()}


MEASURES = {
    "rule": one_rule,
    "result": one_result,
    "raising": one_raising,
    "plain-raising": one_plain_raising,
    "margins": its_margins,
}


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(*command: str | Path) -> dict[str, Any]:
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=True, cwd=ROOT)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def measured(kind: str, name: str, preset: str) -> dict[str, Any]:
    return run(sys.executable, __file__, kind, name, preset)


# The tables.


def row(name: str, *cells: str) -> None:
    print(f"{name[:34]:<34}", *(f"{cell:>12}" for cell in cells))


def against_pabutools() -> None:
    row("mes-cost against pabutools", "rule", "end to end", "memory", "rule (ours)", "end to end", "winners")
    for name in (LODZ, WARSZAWA):
        theirs = run(*REFERENCE, FOLDER / name)
        runs = [measured("rule", name, "mes-cost") for _ in range(RUNS)]
        rule = median(ours["rule"] for ours in runs)
        whole = [ours["read"] + ours["rule"] for ours in runs]
        their_whole = theirs["read"] + theirs["rule"]
        row(
            name,
            f"{theirs['rule'] / rule:.0f}x",
            f"{their_whole / median(whole):.0f}x",
            f"{theirs['memory'] / runs[0]['memory']:.0f}x",
            f"{rule * 1000:.0f} ms",
            f"{median(whole):.2f} s",
            "equal" if all(theirs["winners"] == ours["winners"] for ours in runs) else "DIFFERENT",
        )
        print(f"  end to end in the slowest and the fastest of {RUNS} runs of ours: ", end="")
        print(f"{their_whole / max(whole):.0f}x to {their_whole / min(whole):.0f}x")


def every_preset() -> None:
    print("\nFrom the file to the whole result, with payments, ledgers and figures:")
    for name, presets in ((LODZ, [*PRESETS]), (WARSZAWA, ["mes-cost-add1", "equal-shares"])):
        row(name, "seconds", "MB", "winners")
        for preset in presets:
            figures = measured("result", name, preset)
            row(f"  {preset}", f"{figures['whole']:.2f}", f"{figures['memory']:.0f}", str(len(figures["winners"])))


def raising() -> None:
    print("\nAdd1 by one unit, from the file to the winners:")
    row("", "seconds", "without numba", "shares", "ended by", "same winners")
    for name in (WARSZAWA, TOULOUSE, JOZSEFVAROS, BUDAPEST):
        fast, plain = (measured(kind, name, "mes-cost-add1") for kind in ("raising", "plain-raising"))
        row(
            name,
            f"{fast['whole']:.2f}" if fast["is_compiled"] else "-",
            f"{plain['whole']:.2f}",
            f"{plain['runs']:,}",
            plain["stopped_by"],
            "yes" if fast["winners"] == plain["winners"] else "NO",
        )
    if fast["is_compiled"]:
        print(f"The first count of a process, which gets what is compiled: {fast['first']:.2f} s (Warszawa)")
    else:
        print("numba is not installed: `uv sync --group fast`")


def every_margin() -> None:
    print("\nThe margins of all who lost in Łódź:")
    row("", "seconds", "MB", "losers")
    for preset in ("equal-shares", "greedy", "phragmen", "max-welfare"):
        figures = measured("margins", LODZ, preset)
        row(f"  {preset}", f"{figures['whole']:.1f}", f"{figures['memory']:.0f}", str(figures["losers"]))


def tricks() -> None:
    print("\nWhat each trick saves (times as long without it, same winners):")
    for name in (WIELICZKA, LODZ, WARSZAWA):
        election = opened(name)
        profile = gather(election.contest, election.ballots)
        base, winners = min(timed(decided, profile, "mes-cost") for _ in range(3))
        explained, same = timed(decided, profile, "mes-cost", is_explained=True)
        slow, slow_winners = timed(eager, profile)
        apart, apart_winners = timed(decided, ungrouped(profile), "mes-cost")
        assert winners == same == slow_winners == apart_winners
        row(name, f"{slow / base:.1f}x eager", f"{apart / base:.1f}x apart", f"{explained / base:.1f}x told")
    election = opened(TROIS_COCUS)
    profile = gather(election.contest, election.ballots)
    base, winners = timed(decided, profile, "mes-cost-add1")
    attempt = equal_shares._Count._attempt  # noqa: SLF001 - to measure it without
    equal_shares._Count._attempt = lambda *args: replace(attempt(*args), is_alike=False)  # type: ignore  # noqa: PGH003, SLF001
    slow, slow_winners = timed(decided, profile, "mes-cost-add1")
    equal_shares._Count._attempt = attempt  # type: ignore[method-assign]  # noqa: SLF001
    assert winners == slow_winners
    row(TROIS_COCUS, f"{slow / base:.1f}x share by share (Add1)")
    print(
        "\neager: every price before every purchase; apart: every ballot on its own; told: with ledgers and pictures;\n"
        "share by share: without leaping over shares between two that buy the same."
    )


def eager(profile: Profile) -> list[str]:
    """The same rule, looking at every project's exact price before every purchase."""
    electorate = Electorate(profile, has_points=False)
    purses = Purses(electorate, Fraction(profile.budget_minor, profile.voters))
    waiting, winners = {place: each.cost_minor for place, each in enumerate(electorate.backers)}, []
    while True:
        sales = {}
        for place in waiting:
            bounds = purses.bounds(place, 0.0)
            if bounds and (sale := purses.sale(place, bounds)):
                sales[place] = sale
        if not sales:
            return winners
        place = min(sales, key=lambda place: (sales[place].price / waiting[place], profile.codes[place]))
        purses.pay(place, sales[place])
        winners.append(profile.codes[place])
        del waiting[place]


def ungrouped(profile: Profile) -> Profile:
    """The same ballots, each on its own."""
    rows = np.repeat(np.arange(len(profile.sizes)), profile.sizes)
    spread = [profile.ballots.row(row) for row in rows]
    starts = np.concatenate(([0], np.cumsum([len(columns) for columns, _ in spread])))
    each = Table(starts, *(np.concatenate(parts) for parts in zip(*spread, strict=True)))
    ones = np.ones(len(rows), np.int64)
    return replace(profile, sizes=ones, ballots=each, backing=each.turned(len(profile.codes)))


def main() -> None:
    if len(sys.argv) > 1:
        kind, name, preset = sys.argv[1:]
        print(json.dumps(MEASURES[kind](name, preset)))
        return
    if not (FOLDER / WARSZAWA).is_file():
        print(f"skipped, for the elections are not in {FOLDER} (set PABULIB_DIR)")
        return
    if REFERENCE[0].exists():
        against_pabutools()
    else:
        print("pabutools is not set up: `make bench` does it")
    every_preset()
    raising()
    every_margin()
    tricks()


if __name__ == "__main__":
    main()

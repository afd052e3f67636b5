"""What there is to know of an outcome beyond the count itself: how near the losers came, and what other rules say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from voting.rules.contest import Contest
from voting.rules.outcomes import PRESETS
from voting.rules.outcomes.counting import count_profile, settings
from voting.rules.outcomes.margins import Spread, margins
from voting.rules.outcomes.profile import Profile
from voting.rules.outcomes.result import Result


@dataclass(frozen=True, slots=True)
class Study:
    """`margins` as in margins.py; `others` by preset: {"winners", "spent", "part_funded", "metrics"}."""

    margins: Mapping[str, Any]
    others: Mapping[str, Any]


def study(
    contest: Contest, profile: Profile, preset: str, parameters: Mapping[str, str], spread: Spread = map
) -> Study:
    """Study the outcome of a preset with these changes of its parameters; `spread` as in margins.py."""
    chosen = settings(preset, parameters)
    ties = {name: chosen[name] for name in ("ties", "seed")}
    others: dict[str, Any] = {}
    seen = [chosen]
    for code in PRESETS:
        with_ties = settings(code, ties)
        if code != preset and with_ties not in seen:
            seen.append(with_ties)
            others[code] = _brief(count_profile(contest, profile, code, ties, is_explained=False))
    return Study(margins(profile, PRESETS[preset].rule, chosen, contest, spread), others)


def _brief(result: Result) -> dict[str, Any]:
    return {
        "winners": result.winners,
        "spent": result.spent,
        "part_funded": result.part_funded,
        "metrics": result.metrics,
    }

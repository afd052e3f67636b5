"""Figures that say how an outcome treats its voters. Counts are exact; ratios are rounded to six places."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from voting.rules.outcomes.profile import Profile

PLACES = 6


def metrics(profile: Profile, winners: Iterable[str]) -> dict[str, Any]:
    """Measure an outcome.

    `excluded_voters` have no funded project on their ballot (`exclusion_ratio` of all voters);
    `funded_choices` are the funded projects on all ballots (`mean_funded_choices` per voter);
    `budget_used` is the part of the budget spent.
    """
    chosen = set(winners)
    is_chosen = np.array([code in chosen for code in profile.codes], np.int64)
    hits = profile.ballots.sums(is_chosen[profile.ballots.columns])
    funded = int((hits * profile.sizes).sum())
    excluded = int(profile.sizes[hits == 0].sum())
    return {
        "voters": profile.voters,
        "excluded_voters": excluded,
        "exclusion_ratio": ratio(excluded, profile.voters),
        "funded_choices": funded,
        "mean_funded_choices": ratio(funded, profile.voters),
        "budget_used": ratio(sum(profile.projects[code].cost_minor for code in chosen), profile.budget_minor),
    }


def ratio(part: int, whole: int) -> float:
    return round(part / whole, PLACES) if whole else 0.0

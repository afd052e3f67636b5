"""Which of two outcomes more voters prefer."""

from collections.abc import Collection

import numpy as np

from voting.rules.outcomes.profile import Numbers, Profile


def preferring(profile: Profile, ours: Collection[str], theirs: Collection[str]) -> tuple[int, int]:
    """Count the voters for whom one outcome, or the other, spends more on projects they support.

    Who gets nothing from one of them is counted like everybody else.
    """
    gains = _spent_on(profile, ours) - _spent_on(profile, theirs)
    return int(profile.sizes[gains > 0].sum()), int(profile.sizes[gains < 0].sum())


def _spent_on(profile: Profile, winners: Collection[str]) -> Numbers:
    """What an outcome spends on projects that a voter of each group supports."""
    won = {*winners}
    costs = np.array([project.cost_minor if code in won else 0 for code, project in profile.projects.items()], np.int64)
    return profile.ballots.sums(costs[profile.ballots.columns] * (profile.ballots.scores > 0))

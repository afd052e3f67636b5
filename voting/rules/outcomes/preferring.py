"""Which of two outcomes more voters prefer."""

from collections.abc import Collection

import numpy as np

from voting.rules.outcomes.profile import Numbers, Profile


def preferring(profile: Profile, ours: Collection[str], theirs: Collection[str]) -> tuple[int, int]:
    """Count the voters for whom one outcome, or the other, funds more of what they chose.

    Whoever gets nothing from one of them is counted like everybody else.
    """
    gains = _funded(profile, ours) - _funded(profile, theirs)
    return int(profile.sizes[gains > 0].sum()), int(profile.sizes[gains < 0].sum())


def _funded(profile: Profile, winners: Collection[str]) -> Numbers:
    """How much of what the voters of each group chose is funded."""
    is_won = np.isin(profile.codes, [*winners])
    return profile.ballots.sums((profile.ballots.scores > 0) & is_won[profile.ballots.columns])

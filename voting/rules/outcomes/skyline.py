"""A picture of voters' money at a purchase, in few bars."""

import numpy as np

from voting.rules.outcomes.profile import Numbers

LEVELS = 20


def skyline(sizes: Numbers, held: Numbers, paid: Numbers, most: float) -> list[list[int]]:
    """Give bars [voters, held, paid], those who pay first, the richest first of each.

    `held` is what each voter of a group has before the purchase, `paid` what they pay. Voters of a bar hold
    the same within a twentieth of `most`; a bar says how many they are and what they hold and pay on average, in
    whole minor units.
    """
    level = np.minimum(held * (LEVELS / most), LEVELS - 1).astype(np.int64)
    bar = (LEVELS - 1 - level) + np.where(paid > 0, 0, LEVELS)
    voters, money, payment = (np.bincount(bar, sizes * each, 2 * LEVELS) for each in (np.ones(len(sizes)), held, paid))
    return [
        [int(voters[place]), round(money[place] / voters[place]), round(payment[place] / voters[place])]
        for place in np.flatnonzero(voters)
    ]

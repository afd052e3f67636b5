"""Who casts: somebody with a log-in, or somebody without one at the device of a helper."""

from dataclasses import dataclass
from uuid import UUID

from city.models import User


@dataclass(frozen=True)
class Assisted:
    """A person to whom a helper handed a device: their entry on the roll of one round, and no log-in."""

    entry: UUID
    round: int


Voter = User | Assisted

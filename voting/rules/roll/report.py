"""What came of reading a list: how many people, and everything that is wrong, the first fifty faults in full."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from voting.rules.roll.rows import Fault

MOST_FAULTS = 50


@dataclass
class Report:
    """`rows` were read; where nothing is wrong, `new` of them were written and `known` stood there before."""

    rows: int = 0
    new: int = 0
    known: int = 0
    fault_count: int = 0
    faults: list[Fault] = field(default_factory=list)
    ignored: Sequence[str] = ()

    def blame(self, fault: Fault) -> None:
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Report":
        return cls(**{**kept, "faults": [Fault(**fault) for fault in kept["faults"]]})

"""Adding to a round's log. An act enters its leaf in its own transaction; the sealer alone appends and signs."""

from collections.abc import Sequence
from datetime import datetime

from city.models import Round
from city.rules.canonical import canonical
from voting.models import Checkpoint, LogLeaf, LogNode, WaitingLeaf
from voting.queries.log import STORED_LEVELS, frontier_of, head, keys_of
from voting.queries.signing import log_signer
from voting.rules.log.leaves import Leaf
from voting.rules.log.notes import Head, Signer, VerifierKey, checkpoint_text, parse_key, sign_note
from voting.rules.log.tree import leaf_hash

CHUNK = 1_000


def enter(*, round: Round, leaf: Leaf) -> None:
    """Have the sealer take this leaf up. Called inside the transaction of the act it tells of."""
    WaitingLeaf.objects.create(round=round, data=canonical(leaf).decode())


def append(*, round: Round, now: datetime, leaves: Sequence[Leaf]) -> Checkpoint:
    """Put leaves at the end of the log and sign its new state. Called inside the sealer's transaction."""
    known = keys_of(round, "log")
    frontier = frontier_of(head(round))
    rows, nodes = [], []
    for leaf in leaves:
        data = canonical(leaf)
        done = frontier.append(leaf_hash(data))
        _, index, hashed = done[0]
        rows.append(LogLeaf(round=round, index=index, kind=leaf["t"], data=data.decode(), hash=hashed.hex()))
        nodes += [
            LogNode(round=round, level=level, index=place, hash=node.hex())
            for level, place, node in done[STORED_LEVELS::STORED_LEVELS]
        ]
    LogLeaf.objects.bulk_create(rows, batch_size=CHUNK)
    LogNode.objects.bulk_create(nodes)
    state = Head(known[0].name, frontier.size, frontier.root())
    return Checkpoint.objects.create(
        round=round,
        size=state.size,
        root=state.root.hex(),
        note=sign_note(checkpoint_text(state), *_signers(known, leaves)),
        frontier=[node.hex() for node in frontier.nodes],
        made_at=now,
    )


def _signers(known: Sequence[VerifierKey], leaves: Sequence[Leaf]) -> list[Signer]:
    """Who signs: the log's key; and one that takes its place in these leaves, beside it."""
    new = [parse_key(leaf["key"]) for leaf in leaves if leaf["t"] == "newkey" and leaf["use"] == "log"]
    return [log_signer(key) for key in [known[-1], *new]]

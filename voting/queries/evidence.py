"""What proves the place of a cast in the log: for the page that checks it, and for programs."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from city.models import Round
from voting.models import Checkpoint, LogLeaf
from voting.queries.log import consistency_proof, inclusion_proof, keys_of
from voting.queries.signing import is_signed
from voting.queries.traces import Trace
from voting.rules.claims import Claim
from voting.rules.receipts import Evidence, Step, Verdict, earlier_size, findings, log_findings

MOST_SIZES = 4


def checked(trace: Trace, claim: Claim | None = None) -> dict[Step, Verdict]:
    """What checking each step comes to, of a receipt or, without one, of what the log has."""
    evidence = _evidence(trace, earlier_size(claim) if claim else None)
    if claim is None:
        return log_findings(trace.district, trace.h, evidence, is_signed)
    return findings(claim, evidence, is_signed)


def _evidence(trace: Trace, size: int | None) -> Evidence:
    round, head, index = trace.round, trace.head, trace.index
    return Evidence(
        rh=round.manifest_hash,
        mmd=(round.manifest or {}).get("mmd", 0),
        receipt_keys=keys_of(round, "receipt"),
        log_keys=keys_of(round, "log"),
        checkpoint=head.note if head else "",
        index=index,
        inclusion=inclusion_proof(round, index, head.size) if head and index is not None else (),
        consistency=_consistency(round, size, head) or (),
    )


def as_json(trace: Trace, sizes: Iterable[int] = ()) -> dict[str, Any]:
    """The state of a cast and all that is needed to check it elsewhere; hashes of proofs are in base 64.

    `sizes` are earlier sizes of the log that somebody remembers; `consistency` has a proof from each, and leaves out
    those that the published log does not reach. `keys` are the leaves that change keys, each under the first
    checkpoint that holds it.
    """
    head, index = trace.head, trace.index
    proofs = {size: _consistency(trace.round, size, head) for size in sorted(set(sizes))[:MOST_SIZES]}
    return {
        "round": trace.round.slug,
        "district": trace.district,
        "h": trace.h,
        "short_code": trace.short_code,
        "state": trace.state.value,
        "due": trace.due_at.isoformat(),
        "manifest": trace.round.manifest_hash,
        "checkpoint": head.note if head else "",
        "index": index,
        "inclusion": _texts(inclusion_proof(trace.round, index, head.size)) if head and index is not None else None,
        "consistency": {str(size): _texts(proof) for size, proof in proofs.items() if proof is not None},
        "keys": [*_keys(trace.round, head)],
        "void": trace.void,
    }


def _consistency(round: Round, size: int | None, head: Checkpoint | None) -> list[bytes] | None:
    """The proof from an earlier size; None where the published log is shorter."""
    if size is None or head is None or not 0 <= size <= head.size:
        return None
    return consistency_proof(round, size, head.size)


def _keys(round: Round, head: Checkpoint | None) -> Iterator[dict[str, Any]]:
    """The leaves by which keys changed: who trusts the manifest's key comes from one to the next."""
    size = head.size if head else 0
    for leaf in LogLeaf.objects.filter(round=round, kind="newkey", index__lt=size).exclude(kind="cast"):
        first = Checkpoint.objects.filter(round=round, size__gt=leaf.index).order_by("size").first()
        assert first is not None
        inclusion = _texts(inclusion_proof(round, leaf.index, first.size))
        yield {"leaf": leaf.data, "index": leaf.index, "inclusion": inclusion, "checkpoint": first.note}


def _texts(proof: Iterable[bytes]) -> list[str]:
    return [b64encode(node).decode() for node in proof]

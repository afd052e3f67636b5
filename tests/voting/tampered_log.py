"""Tampering with what was cast and counted, by somebody who holds all keys.

Root, signature, checksums and the hash of the outcome are made anew. For each the line in which it must be told.
"""

import json

from voting import verify


def drop(items, place):
    del items[place]


def swap(items, one, other):
    items[one], items[other] = items[other], items[one]


def shown(bundle, which=-1):
    """The outcome of the district whose ballots are shown, and its last result leaf."""
    return bundle.outcome["contests"][0]


def rewin(bundle, **changes):
    shown(bundle).update(changes)
    bundle.rehash_outcome()


def reballot(bundle, place, **changes):
    opening = bundle.openings[place]
    opening["ballot"] = json.dumps(json.loads(opening["ballot"]) | changes, sort_keys=True, separators=(",", ":"))


def h_of(opening, rh):
    return verify.Opening(json.dumps(opening).encode()).cast_hash(bytes.fromhex(rh))


def recast(bundle, place, **changes):
    """Give a cast other contents and the hash that they have; its batch is put in order again."""
    opening = bundle.openings[place]
    opening.update(changes)
    bundle.leaves[opening["index"]]["h"] = h_of(opening, bundle.leaves[0]["manifest"])


def edit_pb(bundle, old, new):
    assert old in bundle.pbs["north"]
    bundle.pbs["north"] = bundle.pbs["north"].replace(old, new)


LOG_TAMPERINGS = {
    "a cast is taken out": (lambda b: drop(b.leaves, 2), r"leaves\.jsonl:6: 5 ballots; the recount gives|openings"),
    "a cast and its opening are taken out": (
        lambda b: (drop(b.leaves, 2), drop(b.openings, 0), [row.update(index=row["index"] - 1) for row in b.openings]),
        r"leaves\.jsonl:7: 5 ballots; the recount gives 4",
    ),
    "a cast is put in": (
        lambda b: b.leaves.insert(7, {"v": 1, "t": "cast", "district": "north", "h": "ff" * 32}),
        r"leaves\.jsonl:8: this cast has no opening",
    ),
    "a cast is of no district": (
        lambda b: b.leaf("cast").update(district="west"),
        r"leaves\.jsonl:3: there is no district",
    ),
    "two casts change places": (lambda b: swap(b.leaves, 2, 3), r"leaves\.jsonl:4: the casts of a batch do not ascend"),
    "a cast is there twice": (
        lambda b: b.leaf("cast", 1).update(h=b.leaf("cast")["h"]),
        r"leaves\.jsonl:4: this cast is in the log already",
    ),
    "a mix is too small": (
        lambda b: swap(b.leaves, 5, b.at("tally")),
        r"leaves\.jsonl:\d+: (a batch of 2 voters; 3 are the least|the batch of north)",
    ),
    "a mix has no tally": (
        lambda b: swap(b.leaves, b.at("tally"), b.at("amend")),
        r"leaves\.jsonl:8: the batch of north before it is not followed by its tally",
    ),
    "a tally has a vote more": (
        lambda b: b.leaf("tally", 1)["counts"][1].update(n=99),
        r"leaves\.jsonl:15: P02 99, recounted 8",
    ),
    "a tally has a vote of a withdrawn project": (
        lambda b: b.leaf("tally", 2)["counts"][4].update(n=1),
        r"P05 1, recounted 0",
    ),
    "a tally leaves a project out": (
        lambda b: drop(b.leaf("tally", 1)["counts"], 0),
        r"leaves\.jsonl:15: P01 None, recounted",
    ),
    "a tally has its projects in another order": (
        lambda b: b.leaf("tally", 1)["counts"].reverse(),
        r"its projects are not those of the ballot in the order",
    ),
    "a tally has more ballots": (
        lambda b: b.leaf("tally").update(ballots=6),
        r"leaves\.jsonl:8: 6 ballots; the recount gives 5",
    ),
    "a tally keeps a void back": (lambda b: b.leaf("tally", 2).update(voids=0), r"0 voids; 1 are in the log"),
    "a tally is no number": (
        lambda b: b.leaf("tally").update(ballots="5"),
        r"leaves\.jsonl:8: not of the form of a leaf",
    ),
    "a leaf has a key more": (
        lambda b: b.leaf("cast").update(at="2026-06-10T09:00:00Z"),
        r"leaves\.jsonl:3: not of the form",
    ),
    "a leaf is of no type": (lambda b: b.leaf("audit").update(t="cheat"), r"not a leaf of a known type"),
    "an opening is taken out": (lambda b: drop(b.openings, 4), r"leaves\.jsonl:7: this cast has no opening"),
    "an opening is there twice": (
        lambda b: b.openings.insert(4, b.openings[3]),
        r"openings\.jsonl:5: it opens leaf 5, which has none to open",
    ),
    "openings change places": (lambda b: swap(b.openings, 3, 4), r"leaves\.jsonl:6: this cast has no opening"),
    "an opening of a small contest is shown": (
        lambda b: b.openings.append({**b.openings[-1], "index": b.at("result") - 0}),
        r"openings\.jsonl:21: it opens leaf \d+, which has none to open",
    ),
    "an opening has another nonce": (
        lambda b: b.openings[2].update(nonce="00" * 32),
        r"openings\.jsonl:3: it does not give the h of leaf 4",
    ),
    "an opening has another slot": (
        lambda b: b.openings[2].update(slot="00" * 32),
        r"openings\.jsonl:3: it does not give the h of leaf 4",
    ),
    "an opening has another version": (
        lambda b: b.openings[2].update(seq=2),
        r"openings\.jsonl:3: it does not give the h",
    ),
    "an opening is not of its form": (
        lambda b: b.openings[2].update(seq=0),
        r"openings\.jsonl:3: not of the form of an opening",
    ),
    "a ballot has other choices": (
        lambda b: reballot(b, 2, choices=["P03"]),
        r"openings\.jsonl:3: it does not give the h of leaf 4",
    ),
    "a ballot is of another round": (
        lambda b: (reballot(b, 2, round="22" * 32), recast(b, 2)),
        r"openings\.jsonl:3: it is no ballot of this round, district and kind",
    ),
    "a ballot names a stranger": (
        lambda b: (reballot(b, 2, choices=["P99"]), recast(b, 2)),
        r"openings\.jsonl:3: 'P99' is not on this ballot",
    ),
    "a ballot names a project twice": (
        lambda b: (reballot(b, 2, choices=["P01", "P01"]), recast(b, 2)),
        r"openings\.jsonl:3: a project is named twice",
    ),
    "a ballot is not in order": (
        lambda b: (reballot(b, 2, choices=["P02", "P01"]), recast(b, 2)),
        r"openings\.jsonl:3: the projects are not in the order",
    ),
    "a ballot is not canonical": (
        lambda b: (b.openings[2].update(ballot=b.openings[2]["ballot"] + " "), recast(b, 2)),
        r"openings\.jsonl:3: not canonical JSON",
    ),
    "a version is left out": (
        lambda b: recast(b, 2, seq=2),
        r"leaves\.jsonl:\d+: the versions of slot \w+ in north are \[2\]",
    ),
    "a version is there twice": (
        lambda b: recast(b, [row["seq"] for row in b.openings].index(2), seq=1),
        r"openings\.jsonl:\d+: (version 1|a later version) of its slot is in already",
    ),
    "a ballot is cast after the close": (
        lambda b: (b.openings[-1].pop("station"), None),
        r"openings\.jsonl:20: after the close only paper is sealed",
    ),
}

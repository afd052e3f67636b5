"""Every tampering by somebody who holds all keys: with acts, papers, the roll, results, files and keys besides."""

from tests.voting.bundles import LOG, NEXT, Signer
from tests.voting.tampered_log import LOG_TAMPERINGS, drop, edit_pb, rewin, shown

TAMPERINGS = LOG_TAMPERINGS | {
    "a paper is counted before the close": (
        lambda b: b.openings[0].update(station="School"),
        r"openings\.jsonl:1: paper only after the close is sealed",
    ),
    "a station has more papers": (
        lambda b: b.leaf("paper").update(papers=3),
        r"leaves\.jsonl:\d+: 3 papers; 2 are in the log",
    ),
    "a station gives no reason": (
        lambda b: b.leaf("paper").pop("difference"),
        r"2 papers for 3 people, without a reason",
    ),
    "a station is hidden": (lambda b: drop(b.leaves, b.at("paper")), r"the station 'School' of north has no leaf"),
    "a void is of a cast that is none": (
        lambda b: b.leaf("void").update(h="ee" * 32),
        r"no such cast of this district",
    ),
    "a void is of another district": (
        lambda b: b.leaf("void").update(district="south"),
        r"no such cast of this district",
    ),
    "a void is there twice": (
        lambda b: b.leaf("void", 1).update(h=b.leaf("void")["h"]),
        r"leaves\.jsonl:\d+: this cast is voided already",
    ),
    "a void is taken out": (
        lambda b: b.leaf("void", 2).update(h=b.openings[-3]["slot"]),
        r"\d+ ballots; the recount gives \d+",
    ),
    "a void has no tally after it": (
        lambda b: drop(b.leaves, b.at("tally", -1)),
        r"(no tally of north after the last|ballots; the recount)",
    ),
    "an amendment is of another cost": (
        lambda b: b.leaf("amend").update(old_cost=1),
        r"leaves\.jsonl:9: 'P01' did not have this title and cost before",
    ),
    "a cost is amended in secret": (
        lambda b: b.leaf("amend").update(cost=36_000),
        r"FAULT (north\.pb:0: its budget or its costs|outcome\.json:1: north: \d+ spent|leaves)",
    ),
    "a project is withdrawn twice": (
        lambda b: b.leaves.insert(b.at("withdraw"), dict(b.leaf("withdraw"))),
        r"does not stand on the ballot, or is withdrawn already",
    ),
    "an extension is none": (
        lambda b: b.leaf("extend").update(closes="2026-06-13T18:00:00Z"),
        r"or the new moment is on the wrong side",
    ),
    "a moment is none": (
        lambda b: b.leaf("extend").update(at="2026-06-31"),
        r"not of the form of a leaf of the type 'extend'",
    ),
    "the close is another": (
        lambda b: b.leaf("close").update(closes="2026-06-14T18:00:00Z"),
        r"the vote closes at 2026-06-15T18:00:00Z",
    ),
    "the close hides a cast": (
        lambda b: b.leaf("close")["casts"][0].update(casts=17),
        r"the casts of a district are not",
    ),
    "there is no close": (lambda b: drop(b.leaves, b.at("close")), r"the log has no close"),
    "there are fewer on the roll than voted": (
        lambda b: [b.leaf("roll", which)["areas"][0].update(total=12, methods={}) for which in (0, 1)],
        r"north: 15 voters, 12 on the roll",
    ),
    "the whole roll is shorter": (
        lambda b: b.leaf("roll", 1).update(total=16, areas=[]),
        r"more ballots than 16 people may cast",
    ),
    "the roll does not add up": (
        lambda b: b.leaf("roll")["areas"][0].update(total=99),
        r"leaves\.jsonl:2: its districts have more",
    ),
    "there is no roll": (
        lambda b: [drop(b.leaves, b.at("roll", -1)), b.leaves.__setitem__(1, b.leaf("audit"))],
        r"no leaf says how many may vote",
    ),
    "another key is destroyed": (
        lambda b: b.leaf("keydestroy").update(key="00" * 32),
        r"another key was destroyed than that",
    ),
    "the trail of acts is cut": (
        lambda b: b.leaf("audit", 1).update(entries=11),
        r"the trail of acts has become shorter",
    ),
    "the trail of acts is another": (
        lambda b: b.leaf("audit", 1).update(entries=12),
        r"the trail of acts has become shorter, or",
    ),
    "a result has another winner": (
        lambda b: b.leaf("result").update(winners=["P01"]),
        r"leaves\.jsonl:\d+: winners P01; our own count: ",
    ),
    "a result is of another rule": (
        lambda b: b.leaf("result").update(rule="mes-cost"),
        r"by the rule 'mes-cost', not 'greedy'",
    ),
    "the outcome has another winner": (
        lambda b: rewin(b, winners=["P01", "P02"]),
        r"outcome\.json:1: north: winners P01, P02; our own",
    ),
    "the outcome has another order": (
        lambda b: rewin(b, winners=shown(b)["winners"][::-1]),
        r"outcome\.json:1: north: winners .*; our own count",
    ),
    "the outcome spends less": (lambda b: rewin(b, spent=1), r"outcome\.json:1: north: 1 spent; the winners cost \d+"),
    "the outcome has more ballots": (
        lambda b: rewin(b, ballots=99),
        r"outcome\.json:1: north: 99 ballots; the recount gives 14",
    ),
    "the outcome has another budget": (lambda b: rewin(b, budget=1), r"outcome\.json:1: north: a budget of 1"),
    "the outcome is by other parameters": (
        lambda b: rewin(b, parameters={**shown(b)["parameters"], "threshold": "3"}),
        r"or its parameters \(threshold\) are not",
    ),
    "the outcome pays a part": (lambda b: rewin(b, part_funded={"P05": 1}), r"a winner is withdrawn"),
    "the outcome is not the one in the log": (
        lambda b: shown(b).update(winners=[]),
        r"leaves\.jsonl:\d+: its outcome is not the one in outcome\.json",
    ),
    "the outcome forgets a district": (
        lambda b: drop(b.outcome["contests"], 1),
        r"its districts are not those of the manifest",
    ),
    "a small contest funds too much": (
        lambda b: (b.outcome["contests"][1].update(winners=["P01", "P03"], spent=70_000), b.rehash_outcome()),
        r"outcome\.json:1: south: 70000 spent; the winners cost 70000 of 50000",
    ),
    "a large contest is called small": (
        lambda b: (
            b.leaf("tally", -1).update(ballots=2),
            [leaf.update(ballots=2) for leaf in b.leaves if leaf["t"] == "result" and leaf["district"] == "north"],
        ),
        r"which has none to open",
    ),
    "the file has another ballot": (
        lambda b: edit_pb(b, "\n3;\n", "\n3;P01\n"),
        r"north\.pb:0: row 3 of its votes is not the ballot",
    ),
    "the file has another cost": (
        lambda b: edit_pb(b, "P03;400", "P03;401"),
        r"north\.pb:0: its budget or its costs are not",
    ),
    "the manifest is another": (
        lambda b: b.manifest.update(k=4),
        r"leaves\.jsonl:1: the log was opened for another manifest",
    ),
    "the manifest lacks its rule": (lambda b: b.manifest.pop("rule"), r"manifest\.json:1: rule is missing"),
    "the log begins anew": (
        lambda b: b.leaves.insert(5, dict(b.leaves[0])),
        r"leaves\.jsonl:6: the first leaf, and no other, opens the log",
    ),
    "the key is another": (
        lambda b: b.signers.__setitem__(0, Signer(LOG.name, "thief")),
        r"checkpoint:5: no right signature by",
    ),
    "a new key was not signed by the old": (
        lambda b: b.handovers.update({"handover-1": (b.handovers["handover-1"][0], [NEXT])}),
        r"leaves\.jsonl:\d+: no checkpoint signed by the old key covers this new key",
    ),
}

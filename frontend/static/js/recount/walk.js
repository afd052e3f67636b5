// All leaves of a log in their order, each held against what those before it say. Written from docs/verifying.md.
import { hex, utf8 } from "../log/bytes.js";
import { canonical } from "../log/canonical.js";
import { Contest, faultOf, scoresOf } from "./contest.js";
import { bytesOf, sha256 } from "./sha256.js";

const BALLOT = utf8("pbv1/ballot\n");
const SLOT = utf8("pbv1/slot-open\n");
const CAST = utf8("pbv1/cast\n");
const LEFT = new Set(["roll", "paper", "extend", "shorten", "keydestroy", "audit"]); // verify.py looks at these
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class Walk {
  constructor(manifest, rh, openings, fault) {
    Object.assign(this, { manifest, rh, openings, fault });
    this.contests = new Map(manifest.districts.map((entry) => [entry.code, new Contest(entry, manifest.ballot)]));
    this.ballots = new Map(); // text: { scores, fault }
    this.slots = new Map(); // h: its slot
    this.voided = new Set();
    this.results = new Map();
    this.thin = [];
    this.batch = null;
    Object.assign(this, { index: 0, next: 0, batches: 0, tallies: 0, isClosed: false, key: manifest.log.key });
  }

  // The districts whose ballots are shown: those that have enough of them in the end.
  show(leaves) {
    for (const leaf of leaves) {
      if (leaf.t === "tally" || leaf.t === "result") {
        const contest = this.contests.get(leaf.district);
        if (contest) contest.isShown = leaf.ballots >= this.manifest.k;
      }
    }
  }

  take(leaf, index) {
    this.index = index;
    const contest = leaf.district === undefined ? null : this.contests.get(leaf.district);
    if (contest === undefined) return this.#wrong("no such district");
    if ((leaf.t === "open") !== (index === 0)) this.#wrong("the first leaf, and no other, opens the log");
    if (leaf.t !== "cast" || contest !== this.batch?.contest) this.#endBatch(["tally", "turnout"].includes(leaf.t) ? contest : null);
    if (!Object.hasOwn(this.#acts, leaf.t) && !LEFT.has(leaf.t)) return this.#wrong("not a leaf of a known type");
    return this.#acts[leaf.t]?.(leaf, contest);
  }

  finish(size) {
    this.index = size - 1;
    this.#endBatch(null);
    if (!this.isClosed) this.#wrong("the log has no close");
    if (this.next < this.openings.length) this.fault(`openings.jsonl:${this.next + 1}`, "it opens no cast");
    for (const h of this.voided) if (!this.slots.has(h)) this.#wrong(`a void of a cast that is not in the log: ${h}`);
    for (const contest of this.contests.values()) this.#finishContest(contest);
    for (const { index, contest, voters } of this.thin) {
      if (contest.online >= this.manifest.k) this.fault(`leaves.jsonl:${index}`, `a mix of ${voters} voters; ${this.manifest.k} are the least`);
    }
  }

  #finishContest(contest) {
    if (contest.casts && contest.counted !== contest.version) this.#wrong(`no tally of ${contest.code} after its last change`);
    if (!contest.isShown && (contest.told >= this.manifest.k || contest.casts < contest.told)) this.#wrong(`${contest.code} has ${contest.told} ballots and shows none`);
    for (const { count, highest } of contest.versions.values()) if (count !== highest) this.#wrong(`versions of a slot in ${contest.code} are missing or double`);
  }

  #wrong(reason) {
    this.fault(`leaves.jsonl:${this.index + 1}`, reason);
  }

  #acts = {
    open: (leaf) => {
      if (leaf.manifest !== this.rh || leaf.round !== this.manifest.round) this.#wrong("the log was opened for another manifest");
    },
    cast: (leaf, contest) => this.#cast(leaf, contest),
    tally: (leaf, contest) => this.#tally(leaf, contest),
    turnout: (leaf, contest) => {
      this.tallies += 1;
      contest.told = Math.max(contest.told, leaf.ballots);
      if (contest.isShown && leaf.ballots !== contest.last.size) this.#wrong(`${leaf.ballots} have a ballot; the recount gives ${contest.last.size}`);
    },
    amend: (leaf, contest) => {
      if (contest.costs.get(leaf.code) !== leaf.old_cost || contest.titles.get(leaf.code) !== leaf.old_title) this.#wrong("the project was another before");
      contest.costs.set(leaf.code, leaf.cost);
      contest.titles.set(leaf.code, leaf.title);
      contest.sums.push(new Map(contest.costs));
    },
    withdraw: (leaf, contest) => {
      if (!contest.costs.has(leaf.code) || contest.withdrawn.has(leaf.code)) this.#wrong(`${leaf.code} does not stand on the ballot`);
      contest.withdrawn.add(leaf.code);
      contest.version += 1;
    },
    void: (leaf, contest) => this.#void(leaf, contest),
    close: (leaf) => {
      this.isClosed = true;
      const casts = new Map(leaf.casts.map((row) => [row.district, row.casts]));
      for (const contest of this.contests.values()) if ((casts.get(contest.code) ?? 0) !== contest.casts) this.#wrong(`${contest.code} has ${contest.casts} casts`);
    },
    result: (leaf, contest) => {
      this.results.set(contest.code, leaf);
      if (!this.isClosed) this.#wrong("a result before the close");
    },
    newkey: (leaf) => {
      if (leaf.use === "log") this.key = leaf.key;
    },
  };

  #tally(leaf, contest) {
    this.tallies += 1;
    Object.assign(contest, { counted: contest.version, told: leaf.ballots });
    if (leaf.voids !== contest.voids) this.#wrong(`${leaf.voids} voids; ${contest.voids} are in the log`);
    if (!contest.isShown) return;
    if (leaf.ballots !== contest.ballots) this.#wrong(`${leaf.ballots} ballots; the recount gives ${contest.ballots}`);
    const expected = contest.tally();
    if (same(leaf.counts, expected)) return;
    const wrong = expected.find(({ n, p }) => leaf.counts.find((row) => row.p === p)?.n !== n);
    this.#wrong(wrong ? `${wrong.p}: the recount gives ${wrong.n}` : "its projects are not those of the ballot in order");
  }

  #void({ h }, contest) {
    if (this.voided.has(h)) this.#wrong("this cast is voided already");
    contest.voids += 1;
    contest.version += 1;
    const standing = contest.last.get(this.slots.get(h));
    if (standing?.h === h && !this.voided.has(h)) contest.count(standing.ballot, -1);
    this.voided.add(h);
  }

  #cast({ h }, contest) {
    contest.casts += 1;
    contest.version += 1;
    this.batch ??= { contest, last: "", slots: new Set(), number: (this.batches += 1) };
    if (h <= this.batch.last) this.#wrong("the casts of a mix do not ascend");
    this.batch.last = h;
    if (this.slots.has(h)) this.#wrong("this cast is in the log already");
    this.slots.set(h, "");
    if (!contest.isShown) {
      contest.online += this.isClosed ? 0 : 1;
      return;
    }
    const opening = this.openings[this.next];
    if (opening?.index !== this.index) {
      this.#wrong("this cast has no opening");
      return;
    }
    this.next += 1;
    this.#open(opening, h, contest);
  }

  #open(opening, h, contest) {
    const where = `openings.jsonl:${this.next}`;
    const ballotHash = sha256(BALLOT, bytesOf(opening.nonce), utf8(opening.ballot));
    const number = new Uint8Array(4);
    new DataView(number.buffer).setUint32(0, opening.seq);
    const slotHash = sha256(SLOT, bytesOf(opening.slot_nonce), bytesOf(opening.slot), number);
    if (hex(sha256(CAST, bytesOf(this.rh), slotHash, ballotHash)) !== h) this.fault(where, "it does not give the hash in the log");
    const ballot = this.#ballot(opening.ballot, contest);
    if (ballot.fault) this.fault(where, ballot.fault);
    if (!ballot.scores) return;
    if ((opening.station !== undefined) !== this.isClosed) this.fault(where, "paper, and paper alone, is sealed after the close");
    this.slots.set(h, opening.slot);
    this.batch.slots.add(opening.slot);
    if (opening.station === undefined && !contest.last.has(opening.slot)) contest.online += 1;
    this.#replace(opening, h, ballot, contest, where);
  }

  #replace({ slot, seq }, h, ballot, contest, where) {
    const versions = contest.versions.get(slot) ?? { count: 0, highest: 0 };
    contest.versions.set(slot, { count: versions.count + 1, highest: Math.max(versions.highest, seq) });
    const before = contest.last.get(slot);
    if (before && before.seq >= seq) {
      if (before.batch !== this.batch.number || before.seq === seq) this.fault(where, "this version of its slot, or a later one, is in already");
      return;
    }
    if (before && !this.voided.has(before.h)) contest.count(before.ballot, -1);
    contest.last.set(slot, { seq, h, ballot, batch: this.batch.number });
    if (!this.voided.has(h)) contest.count(ballot, 1);
  }

  #ballot(text, contest) {
    const known = this.ballots.get(text);
    if (known?.seen === contest.sums.length) return known;
    const read = { ...this.#read(text, contest), seen: contest.sums.length };
    this.ballots.set(text, read);
    return read;
  }

  #read(text, contest) {
    let ballot;
    try {
      ballot = JSON.parse(text);
      if (new TextDecoder().decode(canonical(ballot)) !== text) return { fault: "the ballot is not written in its one form" };
    } catch {
      return { fault: "not a ballot" };
    }
    const { v, round, district, kind, choices } = ballot ?? {};
    if (!same([v, round, district, kind], [1, this.rh, contest.code, contest.ballot.kind])) return { fault: "no ballot of this round, district and kind" };
    const fault = faultOf(contest, choices);
    return fault.startsWith("its choices") ? { fault } : { fault, scores: scoresOf(contest.ballot, choices) };
  }

  #endBatch(follower) {
    const { batch } = this;
    this.batch = null;
    if (!batch) return;
    if (follower !== batch.contest) this.#wrong(`the mix of ${batch.contest.code} before it is not followed by its count`);
    if (batch.contest.isShown && batch.slots.size < this.manifest.k && !this.isClosed) this.thin.push({ index: this.index, contest: batch.contest, voters: batch.slots.size });
  }
}

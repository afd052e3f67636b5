import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, utf8 } from "../../../frontend/static/js/log/bytes.js";
import { Contest, byCode, faultOf, scoresOf } from "../../../frontend/static/js/recount/contest.js";
import { greedy, greedyRule } from "../../../frontend/static/js/recount/greedy.js";
import { Tree, bytesOf, sha256 } from "../../../frontend/static/js/recount/sha256.js";

// FIPS 180-4 examples, and lengths around the end of a block.
test("hashes are SHA-256", async () => {
  assert.equal(hex(sha256(utf8("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(hex(sha256()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (const length of [55, 56, 63, 64, 65, 119, 1000]) {
    const bytes = new Uint8Array(length).fill(length);
    assert.equal(hex(sha256(bytes.subarray(0, 20), bytes.subarray(20))), hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
  }
});

test("hexadecimal is read strictly", () => {
  assert.deepEqual([...bytesOf("00ff", 2)], [0, 255]);
  for (const wrong of ["00f", "00FF", "00fg", undefined]) assert.throws(() => bytesOf(wrong, 2), RangeError);
});

// The eight leaves of Certificate Transparency's reference implementation.
test("trees have the roots of RFC 6962", () => {
  const leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const tree = new Tree();
  assert.equal(hex(tree.root()), hex(sha256()));
  leaves.forEach((leaf) => tree.add(bytesOf(leaf, leaf.length / 2)));
  assert.equal(hex(tree.root()), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
});

const entry = (projects, more = {}) => ({ code: "north", envelope: 100, projects: projects.map(([code, cost, category = ""]) => ({ code, cost, category, title: code })), ...more });
const ballot = (kind, more = {}) => ({ kind, scoring: [], min_choices: 0, min_spend: 0, ...more });

test("each kind of ballot gives its scores", () => {
  assert.deepEqual([...scoresOf(ballot("approval"), ["a", "b"])], [["a", 1], ["b", 1]]);
  assert.deepEqual([...scoresOf(ballot("ranking"), ["b", "a"])], [["b", 2], ["a", 1]]);
  assert.deepEqual([...scoresOf(ballot("ranking", { scoring: [5, 0] }), ["b", "a"])], [["b", 5]]);
  assert.deepEqual([...scoresOf(ballot("points"), [{ p: "a", w: 4 }])], [["a", 4]]);
});

test("ballots beyond their limits are refused", () => {
  const refused = (limits, choices) => faultOf(new Contest(entry([["a", 60], ["b", 50], ["c", 10]], { withdrawn: ["c"] }), limits), choices);
  assert.equal(refused(ballot("approval"), ["a", "b"]), "");
  assert.match(refused(ballot("approval"), ["b", "a"]), /not in order/);
  assert.match(refused(ballot("approval"), ["a", "a"]), /twice/);
  assert.match(refused(ballot("approval"), ["z"]), /z is not on/);
  assert.match(refused(ballot("approval"), ["c"]), /c is not on/);
  assert.match(refused(ballot("approval"), "a"), /no list/);
  assert.match(refused(ballot("approval", { max_choices: 1 }), ["a", "b"]), /2 choices/);
  assert.match(refused(ballot("choose-one"), ["a", "b"]), /2 choices/);
  assert.match(refused(ballot("ranking", { scoring: [1] }), ["b", "a"]), /2 choices/);
  assert.match(refused(ballot("knapsack"), ["a", "b"]), /too much/);
  assert.match(refused(ballot("points", { points: 3 }), [{ p: "a", w: 4 }]), /too many points/);
  assert.match(refused(ballot("points", { max_points_each: 3 }), [{ p: "a", w: 4 }]), /for one project/);
  assert.match(refused(ballot("points"), [{ p: "a", w: 0 }]), /no list/);
});

test("codes are in the order of code points", () => {
  assert.deepEqual(["\u{10000}", "\uffff", "b", "a", "ab"].sort(byCode), ["a", "ab", "b", "\uffff", "\u{10000}"]);
});

const counted = (contest, ballots, manifest) => greedy(contest, ballots.map(([codes, times]) => ({ scores: new Map(codes.map((code) => [code, 1])), times })), greedyRule(manifest), { order: ["cost", "votes", "id"], seed: "" });

test("greedy buys what fits, in the order of votes, and settles ties", () => {
  const contest = new Contest(entry([["a", 60], ["b", 50], ["c", 30], ["d", 30]]), ballot("approval"));
  const ballots = [[["a", "b"], 3], [["b"], 1], [["c", "d"], 2]];
  assert.deepEqual(counted(contest, ballots, { rule: "greedy", parameters: {} }), { winners: ["b", "c"], part: {} });
  assert.deepEqual(counted(contest, ballots, { rule: "greedy-no-skip", parameters: {} }).winners, ["b"]);
  assert.deepEqual(counted(contest, ballots, { rule: "greedy", parameters: { threshold: "4" } }).winners, ["b"]);
  assert.deepEqual(counted(contest, ballots, { rule: "greedy-density", parameters: {} }).winners, ["b", "c"]);
  assert.deepEqual(counted(contest, ballots, { rule: "greedy-no-skip", parameters: { part_funding: "80" } }).part, { a: 50 });
  assert.equal(greedyRule({ rule: "equal-shares", parameters: {} }), null);
});

test("greedy keeps to the constraints", () => {
  const bound = (constraints) => new Contest(entry([["a", 40, "x"], ["b", 40, "x"], ["c", 20, "y"]], { constraints }), ballot("approval"));
  const ballots = [[["a", "b"], 3], [["c"], 1]];
  const winners = (constraints) => counted(bound(constraints), ballots, { rule: "greedy", parameters: {} }).winners;
  assert.deepEqual(winners({}), ["a", "b", "c"]);
  assert.deepEqual(winners({ caps: { x: 50 } }), ["a", "c"]);
  assert.deepEqual(winners({ incompatible: [["a", "b"]] }), ["a", "c"]);
  assert.deepEqual(winners({ min_votes: 2 }), ["a", "b"]);
  assert.deepEqual(winners({ min_turnout: 5 }), []);
});

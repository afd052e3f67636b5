import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, between, fill, fits, merge, numbersOf, patience, sorted, spread } from "../../../frontend/static/js/standing.js";

const snapshot = { type: "snapshot", size: 20, cast: 25, sealed: 20, tally: { north: { P01: 5, P02: 7 } }, turnout: { north: { cast: 25, sealed: 20 } } };

test("a delta changes what it names and keeps the rest", () => {
  const known = merge(snapshot, { type: "delta", prev: 20, size: 30, cast: 31, sealed: 30, tally: { north: { P02: 9 } }, turnout: {} });
  assert.deepEqual(known.tally, { north: { P01: 5, P02: 9 } });
  assert.deepEqual([known.size, known.cast], [30, 31]);
  assert.deepEqual(snapshot.tally, { north: { P01: 5, P02: 7 } });
});

test("turnout moves without the count", () => {
  const known = merge(snapshot, { type: "turnout", size: 99, cast: 26, turnout: { north: { cast: 26, sealed: 20 } } });
  assert.equal(known.size, 20);
  assert.equal(numbersOf(known, "north").cast, 26);
  assert.equal(numbersOf(known, "").cast, 26);
  assert.equal(numbersOf(known, "south"), null);
});

test("a frame is used only where it fits what is known", () => {
  assert.ok(fits(null, snapshot));
  assert.ok(fits(snapshot, { type: "delta", prev: 20 }));
  assert.ok(!fits(snapshot, { type: "delta", prev: 10 }));
  assert.ok(!fits(null, { type: "delta", prev: 10 }));
  assert.ok(!fits(snapshot, { ...snapshot, size: 10 }));
  assert.ok(fits(snapshot, { type: "turnout", size: 20 }));
});

test("of the ballots that wait k stay behind, the next fill the mix", () => {
  assert.deepEqual([0, 4, 10, 17, 20, 23].map((waiting) => fill(10, waiting)), [
    { filled: 0, behind: 0 },
    { filled: 0, behind: 4 },
    { filled: 0, behind: 10 },
    { filled: 7, behind: 10 },
    { filled: 10, behind: 10 },
    { filled: 10, behind: 13 },
  ]);
});

test("time past is told in the largest unit that is over", () => {
  assert.deepEqual([-2, 0.4, 4.9, 61, 7_300, 90_000].map(ago), [[-0, "second"], [-0, "second"], [-4, "second"], [-1, "minute"], [-2, "hour"], [-1, "day"]]);
});

test("a number rolls from where it was to where it goes", () => {
  assert.deepEqual([0, 0.5, 1].map((share) => between(100, 200, share)), [100, 188, 200]);
  assert.equal(between(200, 100, 1), 100);
});

test("after each failure the next try waits longer, and never half a minute more", () => {
  assert.equal(patience(1, 0), 1_000);
  assert.equal(patience(1, 1), 2_000);
  assert.equal(patience(4, 1), 16_000);
  assert.equal(patience(40, 1), 30_000);
});

test("who asks does so every fifteen seconds, and not all at once", () => {
  assert.deepEqual([0, 0.5, 1].map(spread), [12_000, 15_000, 18_000]);
});

test("most votes come first, equal votes in ballot order", () => {
  const items = [{ votes: 5, place: 1 }, { votes: 9, place: 2 }, { votes: 5, place: 0 }];
  assert.deepEqual(sorted(items, "votes").map(({ place }) => place), [2, 0, 1]);
  assert.deepEqual(sorted(items, "ballot").map(({ place }) => place), [0, 1, 2]);
  assert.equal(items[0].place, 1);
});

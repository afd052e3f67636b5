// The vectors of the ballot protocol, as in tests/voting/rules/test_slots.py.
import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, fromBase64, fromHex, hex } from "../../../frontend/static/js/log/bytes.js";
import { canonical } from "../../../frontend/static/js/log/canonical.js";
import { ballotHash, castHash, castLeaf, castPrefix, mayHash, roundHash, roundHashOf, shortCode, slotOpening } from "../../../frontend/static/js/log/hashes.js";
import { leafHash } from "../../../frontend/static/js/log/tree.js";

const [RH, NONCE, SLOT_NONCE] = ["22", "11", "33"].map((pair) => pair.repeat(32));
const SLOT = "fbb7a16d8d9aa504755168a74f0fb0bc272e19a218001f22629992a7ffbc4b45";
const B = "8876822b542201686c8b12cfbc69aa53c19369d9068d20de7cf85e7bcaef0bbe";
const S = "3b2852718214cb052e29dcea9d7cde66a0b5bbcd0db16b93c8f69714825575a8";
const H = "662c14c8cd8175e60416ff188e8a610829722e1f8a672b5fd4efd14d8aaeebc8";

const ballot = (kind, choices) => ({ v: 1, round: RH, district: "riverside", kind, choices });
const text = (value) => new TextDecoder().decode(canonical(value));

test("the vector of an approval ballot", async () => {
  const approval = ballot("approval", ["P00", "P03"]);
  assert.equal(text(approval), `{"choices":["P00","P03"],"district":"riverside","kind":"approval","round":"${RH}","v":1}`);
  assert.equal(await ballotHash(NONCE, approval), B);
  assert.equal(await slotOpening(SLOT_NONCE, SLOT, 1), S);
  assert.equal(await castHash(RH, S, B), H);
  assert.equal(hex(await leafHash(castLeaf("riverside", H))), "54a831203ce7244cb396172b41280086eb5e5204cc8c67ffd99e9526b2b5bd0e");
});

test("the vectors of a ranking and of points", async () => {
  const points = [{ p: "P00", w: 3 }, { w: 7, p: "P03" }];
  assert.equal(await ballotHash(NONCE, ballot("ranking", ["P03", "P00"])), "6bed53c48def1c024ea42adecda016e1f0094540b204b94dbaf6de82d2e672d3");
  assert.equal(await ballotHash(NONCE, ballot("points", points)), "95a4d239233ec90a40d7a14ee2ef1ff0fb104d49d81972a28816e7f1b0e56f0b");
});

test("another choice, nonce or slot opening is another hash", async () => {
  const [other, nonce, opening] = [await ballotHash(NONCE, ballot("approval", ["P00"])), await ballotHash(SLOT_NONCE, ballot("approval", ["P00", "P03"])), await slotOpening(SLOT_NONCE, SLOT, 2)];
  assert.equal(new Set([B, other, nonce]).size, 3);
  assert.notEqual(opening, S);
  assert.notEqual(await castHash(RH, opening, B), H);
});

test("a manifest has one hash, as a value and as the text that was hashed", async () => {
  const manifest = { v: 1, title: "Ĉu “ĝi”?", districts: [{ code: "n", envelope: 5 }] };
  assert.equal(await roundHash(manifest), await roundHashOf(text(manifest)));
});

test("a short code leads back to the beginning of its hash, however it is typed", () => {
  assert.equal(shortCode(H), "CRP1-9J6D-G5TY-C10P");
  for (const typed of [shortCode(H), " crp1 9j6d g5ty c1op "]) assert.equal(castPrefix(typed), H.slice(0, 20));
  assert.equal(castPrefix("oil0-0000-0000-0000"), castPrefix("0110-0000-0000-0000"));
  assert.equal(castPrefix(H.toUpperCase()), H);
  for (const typed of ["", "CRP1-9J6D-G5TY", "CRP1-9J6D-G5TY-C10U", "z".repeat(64)]) assert.equal(castPrefix(typed), null);
});

test("canonical text is what Python writes", () => {
  const value = { b: [true, false, -7, 0], a: 'ä "q" \\ \u007f\u2028\t\u0001 😀', A: {} };
  assert.equal(text(value), '{"A":{},"a":"ä \\"q\\" \\\\ \u007f\u2028\\t\\u0001 😀","b":[true,false,-7,0]}');
});

test("what has no canonical form is refused", () => {
  for (const value of [null, undefined, 1.5, 2 ** 53, NaN, "\ud800", "a\u0308", { ä: 1 }, { a: [null] }]) assert.throws(() => canonical(value), RangeError);
});

test("hexadecimal and base 64 are read strictly", () => {
  for (const raw of ["f", "fg", "FF", null, " ff"]) assert.throws(() => fromHex(raw), RangeError);
  for (const raw of ["A", "AB=", "AB==", "A A=", "_w=="]) assert.throws(() => fromBase64(raw), RangeError);
  assert.deepEqual(fromHex("00ff"), Uint8Array.of(0, 255));
  assert.deepEqual(fromBase64(base64(Uint8Array.of(0, 255))), Uint8Array.of(0, 255));
  assert.deepEqual(fromBase64(""), Uint8Array.of());
});

test("a nonce that is not 32 bytes is refused", async () => {
  await assert.rejects(ballotHash("11", ballot("approval", [])), RangeError);
  await assert.rejects(castHash(RH, S, undefined), RangeError);
  assert.ok(mayHash());
});

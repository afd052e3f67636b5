// A whole log in small: a receipt is checked against it, then each is spoiled in turn. The same cases as in
// tests/voting/rules/test_receipts.py.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { base64, hex, join, utf8 } from "../../../frontend/static/js/log/bytes.js";
import { canonical } from "../../../frontend/static/js/log/canonical.js";
import { ballotHash, castHash, castLeaf, roundHash, sha256 } from "../../../frontend/static/js/log/hashes.js";
import { examine, faultIn, hasOwnHash, parseReceipt, sizeOf, STEPS } from "../../../frontend/static/js/log/receipt.js";
import { leafHash, root } from "../../../frontend/static/js/log/tree.js";

const ORIGIN = "purse.example/rounds/vote";
const text = (value) => new TextDecoder().decode(canonical(value));
const keys = {};
const log = {};

async function signer(name) {
  const { publicKey, privateKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const key = join(Uint8Array.of(1), new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  const id = (await sha256(utf8(`${name}\n`), key)).subarray(0, 4);
  const sign = async (said) => `\u2014 ${name} ${base64(join(id, new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, utf8(said)))))}\n`;
  return { vkey: `${name}+${hex(id)}+${base64(key)}`, sign };
}

async function note(said, ...signers) {
  const lines = await Promise.all(signers.map(({ sign }) => sign(said)));
  return `${said}\n${lines.join("")}`;
}

const promise = (changed = {}, by = keys.receipts) => {
  const { rh, h, mmd } = { rh: log.rh, h: log.claim.h, mmd: 60, ...changed };
  return note(`pbv1/promise\n${rh}\n${h}\n${mmd}\n`, by);
};

async function checkpoint(size, { by = [keys.log], top = null, origin = ORIGIN } = {}) {
  return note(`${origin}\n${size}\n${base64(top ?? (await root(log.hashes.slice(0, size))))}\n`, ...by);
}

// As section 2.1 of RFC 6962 defines proofs, from the top down.
const split = (size) => 2 ** Math.ceil(Math.log2(size) - 1);

async function inclusion(index, hashes) {
  if (hashes.length === 1) return [];
  const middle = split(hashes.length);
  const [left, right] = [hashes.slice(0, middle), hashes.slice(middle)];
  if (index < middle) return [...(await inclusion(index, left)), await root(right)];
  return [...(await inclusion(index - middle, right)), await root(left)];
}

async function consistency(size, hashes, isWhole = true) {
  if (size === hashes.length) return isWhole ? [] : [await root(hashes)];
  const middle = split(hashes.length);
  const [left, right] = [hashes.slice(0, middle), hashes.slice(middle)];
  if (size <= middle) return [...(await consistency(size, left, isWhole)), await root(right)];
  return [...(await consistency(size - middle, right, false)), await root(left)];
}

const proofs = async (size, hashes) => (await consistency(size, hashes)).map(base64);

before(async () => {
  keys.receipts = await signer("purse.example/receipts");
  keys.log = await signer(ORIGIN);
  keys.other = await signer(ORIGIN);
  const manifest = { v: 1, round: "vote", mmd: 60, districts: [], log: { origin: ORIGIN, key: keys.log.vkey, receipt_key: keys.receipts.vkey } };
  log.manifest = text(manifest);
  log.rh = await roundHash(manifest);
  const ballot = { v: 1, round: log.rh, district: "riverside", kind: "approval", choices: ["P00", "P03"] };
  const [nonce, opening] = ["11".repeat(32), "33".repeat(32)];
  const h = await castHash(log.rh, opening, await ballotHash(nonce, ballot));
  log.claim = { round: "vote", manifest: log.rh, district: "riverside", ballot, nonce, slot_opening: opening, h };
  const others = await Promise.all(["0", "1", "2", "3", "4", "5"].map((said) => leafHash(utf8(said))));
  log.hashes = [...others, await leafHash(castLeaf("riverside", h))];
  log.claim.promise = await promise();
  log.claim.checkpoint = await checkpoint(4);
  log.evidence = {
    round: "vote",
    district: "riverside",
    h,
    manifest: log.rh,
    checkpoint: await checkpoint(7),
    index: 6,
    inclusion: (await inclusion(6, log.hashes)).map(base64),
    consistency: { 4: await proofs(4, log.hashes), 5: await proofs(5, log.hashes) },
    keys: [],
  };
});

async function check(changed = {}, { claim = {}, ...more } = {}) {
  const whole = claim && { ...log.claim, ...claim };
  return examine({ claim: whole, wanted: log.claim.h, manifest: log.manifest, known: null, evidence: { ...log.evidence, ...changed }, ...more });
}

const bad = ({ verdicts }) => STEPS.filter((step) => verdicts[step] === "bad");

test("an honest receipt in an honest log passes every step", async () => {
  const found = await check();
  assert.deepEqual(found, { verdicts: Object.fromEntries(STEPS.map((step) => [step, "good"])), size: 7, checkpoint: log.evidence.checkpoint });
  assert.equal(faultIn(found.verdicts), "");
});

test("a receipt that was changed, or is not ours, fails at one step", async () => {
  const cases = [
    [{ ballot: { ...log.claim.ballot, choices: ["P00"] } }, "contents", "altered"],
    [{ promise: "" }, "promise", "forged"],
    [{ promise: await promise({}, keys.log) }, "promise", "forged"],
    [{ promise: await promise({ mmd: 61 }) }, "promise", "forged"],
    [{ promise: await promise({ h: "00".repeat(32) }) }, "promise", "forged"],
    [{ checkpoint: await checkpoint(4, { top: log.hashes[0] }) }, "consistency", "broken"],
    [{ checkpoint: await checkpoint(8, { top: log.hashes[0] }) }, "consistency", "broken"],
  ];
  for (const [claim, step, fault] of cases) {
    const found = await check({}, { claim });
    assert.deepEqual([bad(found), faultIn(found.verdicts)], [[step], fault]);
  }
});

test("a log that is not what was promised is broken, and is not remembered", async () => {
  const cases = [
    [{ index: 5 }, "inclusion"],
    [{ inclusion: [] }, "inclusion"],
    [{ inclusion: ["?"] }, "inclusion"],
    [{ consistency: {} }, "consistency"],
    [{ consistency: { 4: [] } }, "consistency"],
    [{ checkpoint: await checkpoint(7, { by: [keys.other] }) }, "checkpoint"],
    [{ checkpoint: await checkpoint(7, { origin: "purse.example/rounds/other" }) }, "checkpoint"],
    [{ checkpoint: "nothing" }, "checkpoint"],
    [{ checkpoint: await checkpoint(7, { top: log.hashes[0] }) }, "inclusion"],
    [{ h: "00".repeat(32) }, "checkpoint"],
  ];
  for (const [changed, step] of cases) {
    const found = await check(changed);
    assert.ok(bad(found).includes(step), `${step}: ${JSON.stringify(found.verdicts)}`);
    assert.deepEqual([faultIn(found.verdicts), found.checkpoint], ["broken", null]);
  }
});

test("what this browser saw before must still be there", async () => {
  assert.deepEqual(bad(await check({}, { known: await checkpoint(5) })), []);
  assert.deepEqual(bad(await check({}, { known: await checkpoint(5, { top: log.hashes[0] }) })), ["consistency"]);
  assert.deepEqual(bad(await check({}, { known: await checkpoint(9, { top: log.hashes[0] }) })), ["consistency"]);
});

test("a manifest that is not the one of the receipt is noticed", async () => {
  assert.deepEqual(bad(await check({}, { manifest: log.manifest.replace('"mmd":60', '"mmd":90') })), ["promise", "checkpoint"]);
  assert.ok(bad(await check({}, { claim: { manifest: "22".repeat(32) } })).includes("promise"));
});

test("a code alone shows what the log shows", async () => {
  const { verdicts } = await check({}, { claim: null });
  assert.deepEqual(verdicts, { contents: "open", promise: "open", checkpoint: "good", inclusion: "good", consistency: "open" });
  assert.equal((await check({ district: "north" }, { claim: null })).verdicts.inclusion, "bad");
});

test("what cannot be checked yet is left open", async () => {
  const { verdicts, checkpoint: kept } = await check({ checkpoint: "", index: null, inclusion: null });
  assert.deepEqual(verdicts, { contents: "good", promise: "good", checkpoint: "open", inclusion: "open", consistency: "open" });
  assert.equal(kept, null);
});

test("a key that took the place of another is known where the one before says so", async () => {
  const leaf = text({ v: 1, t: "newkey", use: "log", key: keys.other.vkey, reason: "Worn out.", at: "2026-06-01T12:00:00Z" });
  const hashes = [...log.hashes, await leafHash(utf8(leaf))];
  const top = await root(hashes);
  const change = { leaf, index: 7, inclusion: (await inclusion(7, hashes)).map(base64), checkpoint: await checkpoint(8, { top, by: [keys.log, keys.other] }) };
  const later = { checkpoint: await checkpoint(8, { top, by: [keys.other] }), inclusion: (await inclusion(6, hashes)).map(base64), consistency: { 4: await proofs(4, hashes) } };
  assert.deepEqual(bad(await check({ ...later, keys: [change] })), []);
  assert.deepEqual(bad(await check({ ...later, keys: [{ ...change, checkpoint: await checkpoint(8, { top, by: [keys.other] }) }] })), ["checkpoint"]);
  assert.deepEqual(bad(await check({ ...later, keys: [{ ...change, leaf: leaf.replace("Worn", "Torn") }] })), ["checkpoint"]);
});

test("a browser without Ed25519 says so, and checks the rest", async (context) => {
  context.mock.method(crypto.subtle, "importKey", async () => {
    throw new DOMException("unknown", "NotSupportedError");
  });
  const { verdicts } = await check();
  assert.deepEqual(verdicts, { contents: "good", promise: "unable", checkpoint: "unable", inclusion: "good", consistency: "good" });
  assert.deepEqual(bad(await check({}, { claim: { promise: await note(`pbv1/promise\n${log.rh}\n${"00".repeat(32)}\n60\n`) } })), ["promise"]);
});

test("a receipt is read from JSON, from the end of a text, and from broken lines", () => {
  const line = JSON.stringify(log.claim);
  const broken = `A receipt\n${line.slice(0, 400)}\r\n${line.slice(400)}\n`;
  for (const written of [line, JSON.stringify(log.claim, null, 2), `City {\n{ half\n\nFigures\n${line}\nThe end.\n`, broken]) assert.deepEqual(parseReceipt(written), log.claim);
});

test("what is no receipt is not read", () => {
  const without = (name) => JSON.stringify({ ...log.claim, [name]: undefined });
  const odd = (changed) => JSON.stringify({ ...log.claim, ...changed });
  const wrong = ["", "CRP1-9J6D-G5TY-C10P", "{}", "[1]", "null", without("h"), without("round"), odd({ h: "AB" }), odd({ ballot: [] }), odd({ promise: 7 }), " ".repeat(65_536) + odd({})];
  for (const written of wrong) assert.equal(parseReceipt(written), null);
});

test("whatever is changed gives another hash", async () => {
  assert.ok(await hasOwnHash(log.claim));
  const changes = [{ district: "north" }, { manifest: "33".repeat(32) }, { nonce: "12".repeat(32) }, { slot_opening: "12".repeat(32) }, { ballot: { ...log.claim.ballot, choices: [1.5] } }, { ballot: {} }];
  for (const changed of changes) assert.ok(!(await hasOwnHash({ ...log.claim, ...changed })));
});

test("the size in a checkpoint", async () => {
  assert.equal(sizeOf(log.claim.checkpoint), 4);
  for (const wrong of ["", "nothing", undefined]) assert.equal(sizeOf(wrong), null);
});

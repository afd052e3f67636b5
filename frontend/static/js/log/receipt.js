// Checking a receipt against the log: the same steps and verdicts as voting/rules/receipts.py, worked out in the browser.
import { fromBase64, utf8 } from "./bytes.js";
import { ballotHash, castHash, castLeaf, roundHashOf } from "./hashes.js";
import { hasEd25519, isSignedBy, parseCheckpoint, parseKey, parseNote, parsePromise } from "./notes.js";
import { isConsistent, isIncluded, leafHash } from "./tree.js";

export const STEPS = ["contents", "promise", "checkpoint", "inclusion", "consistency"];
const FAULTS = { contents: "altered", promise: "forged" };
const HASH = /^[0-9a-f]{64}$/;
const LONGEST = 65_536;
const TRIES = 20;

// The receipt in a text: JSON, or the text of a receipt, which ends with it on one line; null where there is none.
export function parseReceipt(text) {
  if (text.length > LONGEST) return null;
  const starts = [...text.matchAll(/^[^\S\n]*\{/gm)].slice(-TRIES).reverse();
  for (const { index } of starts) {
    const rest = text.slice(index);
    for (const attempt of [rest, rest.replace(/\r?\n/g, "")]) {
      const claim = read(attempt);
      if (claim) return claim;
    }
  }
  return null;
}

// What stands up to a closing brace: the text may go on after the receipt.
function read(text) {
  for (let end = text.lastIndexOf("}"), tries = 0; end > 0 && tries < TRIES; end = text.lastIndexOf("}", end - 1), tries += 1) {
    try {
      const value = JSON.parse(text.slice(0, end + 1));
      return isReceipt(value) ? { promise: "", checkpoint: "", ...value } : null;
    } catch {
      // it ends earlier, or is none
    }
  }
  return null;
}

function isReceipt(value) {
  const { ballot, round, district, promise = "", checkpoint = "" } = value ?? {};
  const isObject = typeof ballot === "object" && ballot !== null && !Array.isArray(ballot);
  const hashes = [value?.manifest, value?.nonce, value?.slot_opening, value?.h];
  return isObject && hashes.every((hash) => HASH.test(hash)) && [round, district, promise, checkpoint].every((one) => typeof one === "string");
}

// Whether the contents of a receipt give the hash of the cast that it names.
export async function hasOwnHash(claim) {
  if (claim.ballot.round !== claim.manifest || claim.ballot.district !== claim.district) return false;
  try {
    return (await castHash(claim.manifest, claim.slot_opening, await ballotHash(claim.nonce, claim.ballot))) === claim.h;
  } catch {
    return false; // it holds what no ballot can
  }
}

// What the first step that failed means; "" where none did.
export function faultIn(verdicts) {
  const failed = STEPS.find((step) => verdicts[step] === "bad");
  return failed ? (FAULTS[failed] ?? "broken") : "";
}

// How long the log was in a checkpoint; null where it is none.
export const sizeOf = (note) => attemptNow(() => parseCheckpoint(parseNote(note).text).size);

// Checks everything that can be: `claim` is a receipt or null, `wanted` how the hash begins that was asked for,
// `evidence` what the server shows, `manifest` the text of the round's manifest, and `known` the checkpoint of this round
// that this browser remembers, or null. Gives { verdicts, size, checkpoint }: what each step came to, and the checkpoint
// to remember, null where nothing holds.
export async function examine({ claim, wanted, evidence, manifest, known }) {
  const canVerify = await hasEd25519();
  const rh = await roundHashOf(manifest);
  const isSame = rh === evidence.manifest && evidence.h.startsWith(wanted);
  const keys = await attempt(() => keysOf(manifest, evidence, canVerify), { log: [], receipt: [] });
  const head = await opened(evidence.checkpoint, keys.log, canVerify);
  const verdicts = {
    contents: claim ? verdict(await hasOwnHash(claim)) : "open",
    promise: claim ? await promise(claim, rh, manifest, keys.receipt, canVerify) : "open",
    checkpoint: isSame ? head.verdict : "bad",
    inclusion: await inclusion(claim?.district ?? evidence.district, claim?.h ?? evidence.h, evidence, head),
    consistency: await consistency([claim?.checkpoint, known], evidence, head, keys.log, canVerify),
  };
  const holds = head.state && !["checkpoint", "inclusion", "consistency"].some((step) => verdicts[step] === "bad");
  return { verdicts, size: head.state?.size ?? 0, checkpoint: holds ? evidence.checkpoint : null };
}

const verdict = (isGood) => (isGood ? "good" : "bad");

async function attempt(work, otherwise) {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

// The keys of a round: the manifest's, then each that took the place of another, under a state signed by the one before.
async function keysOf(manifest, evidence, canVerify) {
  const { log } = JSON.parse(manifest);
  if (!log) return { log: [], receipt: [] };
  const keys = { log: [await parseKey(log.key)], receipt: [await parseKey(log.receipt_key)] };
  for (const { leaf, index, inclusion: path, checkpoint } of evidence.keys) {
    const { state } = await opened(checkpoint, keys.log, canVerify);
    const hash = await leafHash(utf8(leaf));
    if (!state || !(await isIncluded(hash, index, state.size, path.map(fromBase64), state.root))) break;
    const { t, use, key } = JSON.parse(leaf);
    if (t === "newkey") keys[use].push(await parseKey(key));
  }
  return keys;
}

// A checkpoint that one of the keys signed: { verdict, state }, state null where it is none, or somebody else's.
async function opened(note, keys, canVerify) {
  if (!note) return { verdict: "open", state: null };
  const parsed = attemptNow(() => parseNote(note));
  const state = parsed && attemptNow(() => parseCheckpoint(parsed.text));
  const isOurs = state && keys.some(({ name }) => name === state.origin);
  if (!isOurs) return { verdict: "bad", state: null };
  if (!canVerify) return { verdict: "unable", state };
  return (await isSigned(parsed, keys)) ? { verdict: "good", state } : { verdict: "bad", state: null };
}

function attemptNow(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

async function isSigned(note, keys) {
  for (const key of keys) if (await isSignedBy(note, key)) return true;
  return false;
}

async function promise(claim, rh, manifest, keys, canVerify) {
  if (!keys.length) return "open";
  const note = attemptNow(() => parseNote(claim.promise));
  const said = note && attemptNow(() => parsePromise(note.text));
  const isAbout = said && said.rh === rh && claim.manifest === rh && said.h === claim.h && said.mmd === JSON.parse(manifest).mmd;
  if (!isAbout) return "bad";
  return canVerify ? verdict(await isSigned(note, keys)) : "unable";
}

async function inclusion(district, h, evidence, { state }) {
  if (evidence.index === null || !state) return "open";
  const path = attemptNow(() => evidence.inclusion.map(fromBase64));
  if (!path) return "bad";
  return verdict(await isIncluded(await leafHash(castLeaf(district, h)), evidence.index, state.size, path, state.root));
}

// Whether the log goes on from each earlier state that is known.
async function consistency(notes, evidence, { state }, keys, canVerify) {
  let found = "open";
  for (const note of notes) {
    const earlier = (await opened(note, keys, canVerify)).state;
    if (!earlier || !state) continue;
    const path = attemptNow(() => evidence.consistency[earlier.size].map(fromBase64));
    if (!path || !(await isConsistent(earlier.size, state.size, earlier.root, state.root, path))) return "bad";
    found = "good";
  }
  return found;
}

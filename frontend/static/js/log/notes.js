// Signed notes and what is written in them: checkpoints, promises, proofs (C2SP signed-note, tlog-checkpoint, tlog-proof).
import { equal, fromBase64, fromHex, hex, utf8 } from "./bytes.js";
import { sha256 } from "./hashes.js";

const ED25519 = 1;
const SIGNATURE = /^\u2014 (\S+) (\S+)$/;
const WHOLE = /^(?:0|[1-9]\d*)$/;
const SOME_KEY = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"); // RFC 8032, section 7.1

// A verifier key: { name, id, key }, id and key in bytes. Throws where it is none, or its id does not fit.
export async function parseKey(text) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  if (!name) throw new RangeError("not a verifier key");
  const raw = fromBase64(encoded);
  const wanted = (await sha256(utf8(`${name}\n`), raw)).subarray(0, 4);
  if (raw[0] !== ED25519 || raw.length !== 33 || hex(wanted) !== id) throw new RangeError("not an Ed25519 verifier key");
  return { name, id: wanted, key: raw.subarray(1) };
}

// A signed note: { text, signatures: [{ name, id, signature }] }; the text ends with a newline. Throws where it is none.
export function parseNote(note) {
  const end = note.lastIndexOf("\n\n");
  if (end < 1 || !note.endsWith("\n")) throw new RangeError("not a signed note");
  const lines = note.slice(end + 2, -1).split("\n");
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line) {
  const [, name, encoded] = SIGNATURE.exec(line) ?? [];
  if (!name) throw new RangeError("not a signature line");
  const raw = fromBase64(encoded);
  if (raw.length < 5) throw new RangeError("not a signature");
  return { name, id: raw.subarray(0, 4), signature: raw.subarray(4) };
}

// Whether this browser can check Ed25519 signatures at all.
export async function hasEd25519() {
  try {
    await publicKey(SOME_KEY);
    return true;
  } catch {
    return false;
  }
}

// Whether the owner of the key signed the note; the text of the note is worth nothing otherwise.
export async function isSignedBy({ text, signatures }, verifier) {
  const key = await publicKey(verifier.key);
  for (const { name, id, signature } of signatures) {
    const isTheirs = name === verifier.name && equal(id, verifier.id);
    if (isTheirs && (await crypto.subtle.verify("Ed25519", key, signature, utf8(text)))) return true;
  }
  return false;
}

const publicKey = (raw) => crypto.subtle.importKey("raw", raw, { name: "Ed25519" }, false, ["verify"]);

// The text of a checkpoint: { origin, size, root }, root in bytes. Lines after the third say more, and nothing to us.
export function parseCheckpoint(text) {
  const [origin, size, encoded] = text.split("\n");
  if (!origin || !WHOLE.test(size) || encoded === undefined) throw new RangeError("not a checkpoint");
  const root = fromBase64(encoded);
  if (root.length !== 32 || !Number.isSafeInteger(Number(size))) throw new RangeError("not a checkpoint");
  return { origin, size: Number(size), root };
}

// The text of a promise: { rh, h, mmd }: that the log has the cast h no later than mmd minutes after the vote closes.
export function parsePromise(text) {
  const [, rh, h, mmd] = /^pbv1\/promise\n([0-9a-f]{64})\n([0-9a-f]{64})\n(0|[1-9]\d*)\n$/.exec(text) ?? [];
  if (!rh) throw new RangeError("not a promise");
  return { rh, h, mmd: Number(mmd) };
}

// A proof of inclusion: { index, proof, checkpoint }, the proof a list of hashes, the checkpoint a note.
export function parseProof(text) {
  const [head, ...rest] = text.split("\n\n");
  const [first, ...lines] = head.split("\n");
  const [place, ...hashes] = lines[0]?.startsWith("extra ") ? lines.slice(1) : lines;
  const index = /^index (0|[1-9]\d*)$/.exec(place ?? "");
  if (first !== "c2sp.org/tlog-proof@v1" || !index || !rest.length) throw new RangeError("not a proof");
  return { index: Number(index[1]), proof: hashes.map(fromBase64), checkpoint: rest.join("\n\n") };
}

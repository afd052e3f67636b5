// Notes, keys and what is signed: one note that Python signed, the rest signed here.
import assert from "node:assert/strict";
import { test } from "node:test";
import { base64, fromHex, hex, join, utf8 } from "../../../frontend/static/js/log/bytes.js";
import { hasEd25519, isSignedBy, parseCheckpoint, parseKey, parseNote, parseProof, parsePromise } from "../../../frontend/static/js/log/notes.js";
import { sha256 } from "../../../frontend/static/js/log/hashes.js";

// Signed in Python with the first key of RFC 8032, section 7.1; tests/voting/rules/test_receipts.py signs the same again.
const KEY = "purse.example/receipts+aa645ae0+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
const H = "662c14c8cd8175e60416ff188e8a610829722e1f8a672b5fd4efd14d8aaeebc8";
const PROMISE = `pbv1/promise\n${"22".repeat(32)}\n${H}\n60\n`;
const SAID = `${PROMISE}
\u2014 purse.example/receipts qmRa4I+2cW2FshAX3z5SHqQKL5W1cW8Goj1weNLw6ctEhPyR35+DLOL91BeFfg0KqUcTSyoCRsx2B99EHAaWrtc30wg=
`;

async function signer(name) {
  const { publicKey, privateKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const key = join(Uint8Array.of(1), new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  const id = (await sha256(utf8(`${name}\n`), key)).subarray(0, 4);
  const sign = async (text) => `\u2014 ${name} ${base64(join(id, new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, utf8(text)))))}\n`;
  return { vkey: `${name}+${hex(id)}+${base64(key)}`, sign };
}

test("a note that another program signed is theirs, and theirs alone", async () => {
  assert.ok(await hasEd25519());
  const [key, note] = [await parseKey(KEY), parseNote(SAID)];
  assert.ok(await isSignedBy(note, key));
  assert.ok(!(await isSignedBy({ ...note, text: note.text.replace("60", "61") }, key)));
  assert.ok(!(await isSignedBy(note, await parseKey((await signer("purse.example/receipts")).vkey))));
});

test("of two signatures each is found under its own key", async () => {
  const [old, young] = [await signer("city.example/rounds/one"), await signer("city.example/rounds/one")];
  const text = "city.example/rounds/one\n7\nAAAA\n";
  const note = parseNote(`${text}\n${await old.sign(text)}${await young.sign(text)}`);
  for (const { vkey } of [old, young]) assert.ok(await isSignedBy(note, await parseKey(vkey)));
  assert.ok(!(await isSignedBy(note, await parseKey((await signer("city.example/receipts")).vkey))));
});

test("a key whose id does not fit is refused", async () => {
  for (const wrong of [KEY.replace("aa645ae0", "aa645ae1"), KEY.replace("purse", "nurse"), KEY.replace("+Ad", "+Ae"), "purse.example", "a+00000000+", ""])
    await assert.rejects(parseKey(wrong), RangeError);
});

test("what is no note is refused", () => {
  for (const wrong of ["", "text\n", "text\n\n", SAID.trimEnd(), SAID.replace("\u2014", "-"), SAID.replace(" qmR", "  qmR"), "text\n\n\u2014 name AAAA\n", "text\n\n\u2014 name ????\n"])
    assert.throws(() => parseNote(wrong), RangeError);
});

test("a checkpoint says which log, how long, and its root", async () => {
  const text = `city.example/rounds/one\n12\n${base64(new Uint8Array(32))}\nmore\n`;
  assert.deepEqual(parseCheckpoint(text), { origin: "city.example/rounds/one", size: 12, root: new Uint8Array(32) });
  for (const wrong of ["", "a\n", "a\n1\n", "a\n01\nAAAA\n", "a\n1\nAAAA\n", text.replace("12", "-1"), text.replace("12", "99999999999999999999"), `\n${text}`])
    assert.throws(() => parseCheckpoint(wrong), RangeError);
});

test("a promise names the round, the cast and the minutes", () => {
  assert.deepEqual(parsePromise(PROMISE), { rh: "22".repeat(32), h: H, mmd: 60 });
  for (const wrong of ["", PROMISE.trimEnd(), PROMISE.replace("60", "060"), PROMISE.replace("promise", "receipt"), `${PROMISE}more\n`, PROMISE.replace(H, H.slice(2))])
    assert.throws(() => parsePromise(wrong), RangeError);
});

test("a proof of inclusion brings its hashes and its checkpoint", () => {
  const hashes = [fromHex("00".repeat(32)), fromHex("ff".repeat(32))];
  const text = `c2sp.org/tlog-proof@v1\nindex 3\n${hashes.map(base64).join("\n")}\n\norigin\n4\nroot\n\n\u2014 name sig\n`;
  assert.deepEqual(parseProof(text), { index: 3, proof: hashes, checkpoint: "origin\n4\nroot\n\n\u2014 name sig\n" });
  assert.deepEqual(parseProof(text.replace("index", "extra AAAA\nindex")).index, 3);
  assert.deepEqual(parseProof("c2sp.org/tlog-proof@v1\nindex 0\n\nnote\n"), { index: 0, proof: [], checkpoint: "note\n" });
  for (const wrong of ["", text.replace("v1", "v2"), text.replace("index 3", "index x"), text.split("\n\n")[0], text.replace("\n/", "\n?")]) assert.throws(() => parseProof(wrong), RangeError);
});

// The hashes of the ballot protocol (docs/ballots.md). Hashes and nonces are hexadecimal text, each function a promise.
import { fromHex, hex, join, utf8 } from "./bytes.js";
import { canonical } from "./canonical.js";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WIDTH = 64;

// Browsers hash only on pages that came over HTTPS, or from this machine.
export const mayHash = () => Boolean(globalThis.crypto?.subtle);

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
}

// rh, from the manifest as a value.
export const roundHash = async (manifest) => hex(await sha256(utf8("pbv1/round\n"), canonical(manifest)));

// rh, from the text of a manifest as it was hashed.
export const roundHashOf = async (text) => hex(await sha256(utf8("pbv1/round\n"), utf8(text)));

// B: the ballot, with the voter's nonce.
export const ballotHash = async (nonce, ballot) => hex(await sha256(utf8("pbv1/ballot\n"), hash(nonce), canonical(ballot)));

// S: the slot and the version, with the server's nonce.
export async function slotOpening(slotNonce, slot, version) {
  const number = new Uint8Array(4);
  new DataView(number.buffer).setUint32(0, version);
  return hex(await sha256(utf8("pbv1/slot-open\n"), hash(slotNonce), hash(slot), number));
}

// h: the cast, as it stands in the log.
export const castHash = async (rh, opening, ballot) => hex(await sha256(utf8("pbv1/cast\n"), hash(rh), hash(opening), hash(ballot)));

// The data of the leaf of a cast.
export const castLeaf = (district, h) => canonical({ v: 1, t: "cast", district, h });

// The first 80 bits of h in Crockford's base 32, as 4-4-4-4: for looking up, never for proving.
export function shortCode(h) {
  const number = BigInt(`0x${h.slice(0, 20)}`);
  const symbols = Array.from({ length: 16 }, (_, place) => CROCKFORD[Number((number >> BigInt(75 - 5 * place)) & 31n)]);
  return symbols.join("").replace(/.{4}(?=.)/g, "$&-");
}

// How h begins, from a short code or a whole hash as people type it; null where it is neither.
export function castPrefix(typed) {
  const code = typed.trim().toUpperCase().replace(/[- ]/g, "");
  if (/^[0-9A-F]{64}$/.test(code)) return code.toLowerCase();
  const symbols = [...code.replace(/O/g, "0").replace(/[IL]/g, "1")].map((symbol) => CROCKFORD.indexOf(symbol));
  if (symbols.length !== 16 || symbols.includes(-1)) return null;
  const number = symbols.reduce((sum, symbol) => (sum << 5n) | BigInt(symbol), 0n);
  return number.toString(16).padStart(20, "0");
}

function hash(text) {
  if (text?.length !== WIDTH) throw new RangeError("not 32 bytes");
  return fromHex(text);
}

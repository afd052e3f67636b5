// SHA-256 (FIPS 180-4) at once, without a promise for each hash: a recount needs half a million of them.
const K = Uint32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const START = Uint32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));
const words = new Uint32Array(64);

function primes(count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    if (found.every((prime) => number % prime)) found.push(number);
  }
  return found;
}

function fraction(number) {
  return Math.floor((number - Math.floor(number)) * 2 ** 32);
}

// The hash of the parts joined, as 32 bytes.
export function sha256(...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const padded = new Uint8Array((((length + 8) >> 6) + 1) << 6);
  let at = 0;
  for (const part of parts) {
    padded.set(part, at);
    at += part.length;
  }
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(length / 2 ** 29));
  view.setUint32(padded.length - 4, (length << 3) >>> 0);
  const state = Uint32Array.from(START);
  for (let block = 0; block < padded.length; block += 64) mix(state, view, block);
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, place) => out.setUint32(place * 4, word));
  return new Uint8Array(out.buffer);
}

const turn = (word, by) => (word >>> by) | (word << (32 - by));

function mix(state, view, block) {
  for (let place = 0; place < 16; place += 1) words[place] = view.getUint32(block + place * 4);
  for (let place = 16; place < 64; place += 1) {
    const far = words[place - 15];
    const near = words[place - 2];
    const low = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    const high = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    words[place] = words[place - 16] + low + words[place - 7] + high;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let place = 0; place < 64; place += 1) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[place] + words[place]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

// Hexadecimal as bytes, as quickly as hashing needs it; a RangeError where it is none, or of another length.
export function bytesOf(text, length = 32) {
  const bytes = new Uint8Array(length);
  if (text?.length !== length * 2) throw new RangeError("not a hash");
  for (let place = 0; place < length; place += 1) bytes[place] = (digit(text, place * 2) << 4) | digit(text, place * 2 + 1);
  return bytes;
}

function digit(text, place) {
  const code = text.charCodeAt(place);
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  throw new RangeError("not hexadecimal");
}

// The tree of RFC 6962, section 2.1, growing by one leaf at a time.
export class Tree {
  #parts = [];
  size = 0;

  add(leaf) {
    let part = { leaves: 1, node: sha256(Uint8Array.of(0), leaf) };
    while (this.#parts.at(-1)?.leaves === part.leaves) {
      part = { leaves: part.leaves * 2, node: sha256(Uint8Array.of(1), this.#parts.pop().node, part.node) };
    }
    this.#parts.push(part);
    this.size += 1;
  }

  root() {
    const nodes = this.#parts.map((part) => part.node);
    return nodes.length ? nodes.reduceRight((right, left) => sha256(Uint8Array.of(1), left, right)) : sha256();
  }
}

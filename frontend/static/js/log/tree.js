// The tree over a log's leaves (RFC 6962, section 2.1): one root for all of them, and short proofs. Hashes are bytes.
import { equal } from "./bytes.js";
import { sha256 } from "./hashes.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (leaf) => sha256(LEAF, leaf);
export const nodeHash = (left, right) => sha256(NODE, left, right);

// The root over these leaf hashes, with one open subtree for each power of two.
export async function root(hashes) {
  const open = [];
  let size = 0;
  for (let node of hashes) {
    for (let rest = size; rest % 2; rest = Math.floor(rest / 2)) node = await nodeHash(open.pop(), node);
    open.push(node);
    size += 1;
  }
  if (!open.length) return sha256();
  let top = open.pop();
  while (open.length) top = await nodeHash(open.pop(), top);
  return top;
}

// Whether the proof leads from the leaf hash at `index` to the root of `size` leaves (RFC 9162, section 2.1.3.2).
export async function isIncluded(leaf, index, size, proof, rootHash) {
  if (!isPlace(index) || !isPlace(size) || index >= size) return false;
  const way = upwards(index, size - 1);
  let node = leaf;
  for (const sibling of proof) {
    if (way.isAtTop()) return false;
    node = way.isRight() ? await nodeHash(sibling, node) : await nodeHash(node, sibling);
    way.rise();
  }
  return way.isAtTop() && equal(node, rootHash);
}

// Whether the proof shows that the log of `newSize` leaves begins with the one of `oldSize` (RFC 9162, section 2.1.4.2).
export async function isConsistent(oldSize, newSize, oldRoot, newRoot, proof) {
  if (!isPlace(oldSize) || !isPlace(newSize) || oldSize > newSize) return false;
  if (oldSize === newSize) return !proof.length && equal(oldRoot, newRoot);
  if (oldSize === 0) return !proof.length && equal(oldRoot, await sha256());
  const path = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : [...proof];
  if (!proof.length) return false;
  const way = upwards(oldSize - 1, newSize - 1);
  way.skipComplete();
  let [before, after] = [path[0], path[0]];
  for (const sibling of path.slice(1)) {
    if (way.isAtTop()) return false;
    if (way.isRight()) {
      before = await nodeHash(sibling, before);
      after = await nodeHash(sibling, after);
    } else {
      after = await nodeHash(after, sibling);
    }
    way.rise();
  }
  return way.isAtTop() && equal(before, oldRoot) && equal(after, newRoot);
}

// The way from a leaf up to the root: where it is among the nodes of its height, and which of them is the last.
function upwards(place, last) {
  const halve = () => {
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  };
  return {
    isAtTop: () => last === 0,
    isRight: () => place % 2 === 1 || place === last,
    // What stands alone at the right edge is a node of the next height as it is.
    rise() {
      if (place === last) while (place % 2 === 0 && place) halve();
      halve();
    },
    skipComplete() {
      while (place % 2) halve();
    },
  };
}

const isPlace = (number) => Number.isSafeInteger(number) && number >= 0;
const isPowerOfTwo = (number) => 2 ** Math.round(Math.log2(number)) === number;

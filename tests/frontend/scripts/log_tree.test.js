// Trees and proofs, with the vectors that the Certificate Transparency project tests its own code with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fromHex, hex, utf8 } from "../../../frontend/static/js/log/bytes.js";
import { isConsistent, isIncluded, leafHash, nodeHash, root } from "../../../frontend/static/js/log/tree.js";

const LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(fromHex);
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
].map(fromHex);
const NODES = {
  a: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
  b: "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
  c: "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
  d: "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
  e: "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
  f: "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
};
const path = (names) => [...names].map((name) => (NODES[name] ? fromHex(NODES[name]) : ROOTS[Number(name)]));
const INCLUSIONS = [[0, 1, ""], [0, 8, "abc"], [5, 8, "de4"], [2, 3, "2"], [1, 5, "1bd"]];
const CONSISTENCIES = [[1, 1, ""], [1, 8, "abc"], [6, 8, "fe4"], [2, 5, "bd"], [0, 5, ""]];

test("the roots of the first nought to eight leaves", async () => {
  const hashes = await Promise.all(LEAVES.map(leafHash));
  for (const [size, wanted] of ROOTS.entries()) assert.equal(hex(await root(hashes.slice(0, size))), hex(wanted));
});

test("proofs of inclusion lead to the root, and nowhere else", async () => {
  for (const [index, size, names] of INCLUSIONS) {
    const leaf = await leafHash(LEAVES[index]);
    const proof = path(names);
    const check = (changed) => isIncluded(...Object.values({ leaf, index, size, proof, root: ROOTS[size], ...changed }));
    assert.ok(await check({}));
    assert.ok(!(await check({ leaf: ROOTS[0] })));
    assert.ok(!(await check({ root: ROOTS[0] })));
    assert.ok(!(await check({ proof: [...proof, ROOTS[1]] })));
    if (proof.length) assert.ok(!(await check({ proof: proof.slice(1) })));
    for (const wrong of [-1, size, 0.5]) assert.ok(!(await check({ index: wrong })));
  }
});

test("proofs of consistency lead from root to root, and nowhere else", async () => {
  for (const [old, size, names] of CONSISTENCIES) {
    const proof = path(names);
    const check = (changed) => isConsistent(...Object.values({ old, size, before: ROOTS[old], after: ROOTS[size], proof, ...changed }));
    assert.ok(await check({}));
    assert.ok(!(await check({ before: fromHex(NODES.f) })));
    if (old) assert.ok(!(await check({ after: fromHex(NODES.f) })));
    assert.ok(!(await check({ proof: [...proof, ROOTS[1]] })));
    if (proof.length) assert.ok(!(await check({ proof: proof.slice(1) })));
    assert.ok(!(await check({ old: size + 1 })));
    assert.ok(!(await check({ old: -1 })));
  }
});

test("a tree of any size up to thirty-three gives proofs that hold, by a second way of writing them", async () => {
  const hashes = await Promise.all(Array.from({ length: 33 }, (_, place) => leafHash(utf8(String(place)))));
  const roots = [];
  for (let size = 0; size <= 33; size += 1) roots.push(await root(hashes.slice(0, size)));
  for (const size of [1, 2, 6, 7, 8, 11, 32, 33]) {
    for (let index = 0; index < size; index += 1) {
      assert.ok(await isIncluded(hashes[index], index, size, await inclusion(index, hashes.slice(0, size)), roots[size]));
      assert.ok(await isConsistent(index + 1, size, roots[index + 1], roots[size], await consistency(index + 1, hashes.slice(0, size), true)));
    }
  }
});

test("two nodes in another order are another node", async () => {
  assert.notEqual(hex(await nodeHash(ROOTS[1], ROOTS[2])), hex(await nodeHash(ROOTS[2], ROOTS[1])));
});

// As section 2.1 of RFC 6962 defines them, from the top down.
const split = (size) => 2 ** Math.ceil(Math.log2(size) - 1);

async function inclusion(index, hashes) {
  if (hashes.length === 1) return [];
  const middle = split(hashes.length);
  const [left, right] = [hashes.slice(0, middle), hashes.slice(middle)];
  if (index < middle) return [...(await inclusion(index, left)), await root(right)];
  return [...(await inclusion(index - middle, right)), await root(left)];
}

async function consistency(size, hashes, isWhole) {
  if (size === hashes.length) return isWhole ? [] : [await root(hashes)];
  const middle = split(hashes.length);
  const [left, right] = [hashes.slice(0, middle), hashes.slice(middle)];
  if (size <= middle) return [...(await consistency(size, left, isWhole)), await root(right)];
  return [...(await consistency(size - middle, right, false)), await root(left)];
}

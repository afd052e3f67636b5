// A bundle checked from its bytes: the second implementation beside voting/verify.py, for people who run nothing.
import { equal, hex, utf8 } from "../log/bytes.js";
import { canonical } from "../log/canonical.js";
import { hasEd25519, isSignedBy, parseCheckpoint, parseKey, parseNote } from "../log/notes.js";
import { byCode } from "./contest.js";
import { greedy, greedyRule } from "./greedy.js";
import { equalShares, sharesRule } from "./shares.js";
import { Tree, sha256 } from "./sha256.js";
import { Walk } from "./walk.js";
import { unzip } from "./zip.js";

export const MOST_CASTS = 100_000;
const MOST_FAULTS = 20;
const decode = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
const lines = (bytes) => decode(bytes).split("\n").slice(0, -1);

// Tells each line as { kind, name, said }, kind "ok", "fault" or "note"; `move` how far it is, from 0 to 1. Gives the number of faults.
export async function check(bytes, tell, move = () => {}) {
  let faults = 0;
  const fault = (name, said) => {
    faults += 1;
    if (faults <= MOST_FAULTS) tell({ kind: "fault", name, said });
  };
  const ok = (name, said) => tell({ kind: "ok", name, said });
  try {
    await steps(await unzip(bytes), { fault, ok, move, note: (name, said) => tell({ kind: "note", name, said }), faults: () => faults });
  } catch (error) {
    fault("bundle", `cannot be read: ${error.message}`);
  }
  return faults;
}

// Says ok after a step that found no fault of its own.
async function step(way, name, act) {
  const before = way.faults();
  const said = await act();
  if (way.faults() === before) way.ok(name, said);
}

async function steps(files, way) {
  const need = (name) => {
    if (!files.has(name)) throw new RangeError(`${name} is missing`);
    return files.get(name);
  };
  await step(way, "checksums", () => sums(files, lines(need("SHA256SUMS")), way.fault));
  const manifest = JSON.parse(decode(need("manifest.json")));
  if (!equal(canonical(manifest), need("manifest.json"))) way.fault("manifest.json:1", "not written in its one form");
  const rh = hex(sha256(utf8("pbv1/round\n"), need("manifest.json")));
  way.ok("manifest", rh);
  const texts = lines(need("leaves.jsonl"));
  const walk = new Walk(manifest, rh, lines(need("openings.jsonl")).map((line) => JSON.parse(line)), way.fault);
  if (walk.openings.length > MOST_CASTS) way.note("size", `${walk.openings.length} ballots: this may take long`);
  await step(way, "ballots and counts", () => walked(walk, texts, way));
  await signed(texts, decode(need("checkpoint")), walk, way);
  const outcome = JSON.parse(decode(need("outcome.json")));
  if (!sameCodes(outcome.contests, walk.contests)) way.fault("outcome.json:1", "its districts are not those of the manifest");
  for (const told of outcome.contests) await step(way, `outcome ${told.district}`, () => outcomeOf(walk, told, way));
}

function sums(files, listed, fault) {
  const said = new Map(listed.map((line) => [line.slice(66), line.slice(0, 64)]));
  for (const [name, bytes] of files) {
    if (name !== "SHA256SUMS" && hex(sha256(bytes)) !== said.get(name)) fault("SHA256SUMS", `${name} does not have its checksum`);
  }
  for (const name of said.keys()) if (!files.has(name)) fault("SHA256SUMS", `${name} is missing`);
  return `${said.size} files`;
}

function walked(walk, texts, way) {
  const leaves = texts.map((text) => JSON.parse(text));
  walk.show(leaves);
  leaves.forEach((leaf, index) => {
    if (decode(canonical(leaf)) !== texts[index]) way.fault(`leaves.jsonl:${index + 1}`, "not written in its one form");
    walk.take(leaf, index);
    if (index % 1000 === 0) way.move((0.8 * index) / leaves.length);
  });
  walk.finish(leaves.length);
  const casts = [...walk.contests.values()].reduce((sum, contest) => sum + contest.casts, 0);
  return `${leaves.length} leaves, ${casts} casts, ${walk.openings.length} opened, ${walk.tallies} counts recounted`;
}

async function signed(texts, note, walk, way) {
  const tree = new Tree();
  texts.forEach((text) => tree.add(utf8(text)));
  way.move(0.95);
  const parsed = parseNote(note);
  const { origin, size, root } = parseCheckpoint(parsed.text);
  await step(way, "root", () => {
    if (origin !== walk.manifest.log.origin) way.fault("checkpoint:1", "it is of another log");
    if (size !== tree.size) way.fault("checkpoint:2", `it covers ${size} leaves; there are ${tree.size}`);
    else if (!equal(root, tree.root())) way.fault("checkpoint:3", "its root is not that of the leaves");
    return hex(tree.root());
  });
  if (!(await hasEd25519())) return way.note("signature", "this browser cannot check it; the program can");
  return step(way, "signature", async () => {
    if (!(await isSignedBy(parsed, await parseKey(walk.key)))) way.fault("checkpoint:5", "it is not signed by the key of the log");
    return walk.key;
  });
}

function sameCodes(told, contests) {
  const codes = new Set(told.map(({ district }) => district));
  return told.length === contests.size && [...contests.keys()].every((code) => codes.has(code));
}

// Every parameter that the manifest fixes, and how ties are settled.
function sameTerms(told, { rule, parameters, ties }) {
  const fixed = { ...parameters, ties: ties.order.join(","), seed: ties.seed };
  return told.rule === rule && Object.entries(fixed).every(([name, value]) => (told.parameters[name] ?? value) === value);
}

// The outcome by our own count; null for a rule that neither this nor the program counts.
function counted(contest, { manifest, voided }) {
  const [ballots, shares, walking] = [contest.standing(voided), sharesRule(manifest), greedyRule(manifest)];
  if (shares) return equalShares(contest, ballots, shares, manifest);
  return walking && greedy(contest, ballots, walking, manifest.ties);
}

function outcomeOf(walk, told, way) {
  const [contest, leaf] = [walk.contests.get(told.district), walk.results.get(told.district)];
  const wrong = (said) => way.fault("outcome.json:1", `${told.district}: ${said}`);
  if (!contest || !leaf) {
    wrong("the log has no result of it");
    return "";
  }
  if (hex(sha256(canonical(told))) !== leaf.outcome) wrong("it is not the outcome in the log");
  const parts = Object.values(told.part_funded ?? {});
  const spent = [...told.winners.map((code) => contest.costs.get(code)), ...parts].reduce((sum, cost) => sum + cost, 0);
  if (spent !== told.spent || !(spent <= contest.envelope)) wrong(`the winners cost ${spent}, not ${told.spent}`);
  if (told.budget !== contest.envelope || !sameTerms(told, walk.manifest)) wrong("another budget, rule or parameter than the manifest's");
  if (!contest.isShown) return `${told.winners.length} funded; too few ballots to show them`;
  if (told.ballots !== contest.ballots) wrong(`${told.ballots} ballots; the recount gives ${contest.ballots}`);
  const own = counted(contest, walk);
  if (!own) return `${told.winners.length} funded; the rule ${told.rule} is not counted again here`;
  if (own.winners.join("\n") !== told.winners.join("\n")) wrong(`our own count funds ${own.winners.join(", ")}`);
  if (JSON.stringify(own.part) !== JSON.stringify(told.part_funded ?? {})) wrong("another part is paid than our own count says");
  return `${told.winners.length} funded: ${[...told.winners].sort(byCode).join(", ")}; our own count says the same`;
}

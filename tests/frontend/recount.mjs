// Checks the bundles named, and prints for each a line of JSON: what was told, and how many faults there were.
import { readFile } from "node:fs/promises";
import { check } from "../../frontend/static/js/recount/check.js";

for (const path of process.argv.slice(2)) {
  const lines = [];
  const faults = await check(new Uint8Array(await readFile(path)), (line) => lines.push(`${line.kind} ${line.name}: ${line.said}`));
  console.log(JSON.stringify({ faults, lines }));
}

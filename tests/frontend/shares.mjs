// Counts the elections on standard input, one a line, by the rule each names; prints the outcomes, one a line.
import { readFileSync } from "node:fs";
import { equalShares, sharesRule } from "../../frontend/static/js/recount/shares.js";

for (const line of readFileSync(0, "utf8").trim().split("\n")) {
  const { manifest, contest, ballots } = JSON.parse(line);
  const [costs, categories] = [new Map(contest.costs), new Map(contest.categories)];
  const own = { ...contest, costs, categories, withdrawn: new Set(contest.withdrawn) };
  const scored = ballots.map(([scores, times]) => ({ scores: new Map(scores), times }));
  console.log(JSON.stringify(equalShares(own, scored, sharesRule(manifest), manifest)));
}

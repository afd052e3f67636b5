// Greedy: walk down the projects by votes, or by votes for their cost, and buy what fits. Every decision is exact.
import { hex, utf8 } from "../log/bytes.js";
import { byCode } from "./contest.js";
import { sha256 } from "./sha256.js";

const RULES = new Map([
  ["greedy", {}],
  ["greedy-no-skip", { skip: "no" }],
  ["greedy-threshold", { threshold: "1" }],
  ["greedy-density", { rank: "density" }],
]);
const USUAL = { rank: "score", skip: "yes", threshold: "0", part_funding: "0" };

// The parameters of the manifest's rule; null where it is another.
export function greedyRule(manifest) {
  const own = RULES.get(manifest.rule);
  return own ? { ...USUAL, ...own, ...manifest.parameters } : null;
}

// { winners, part }: who is funded, in the order of purchase, and who gets a part of the cost. What is bought before stays.
export function greedy(contest, ballots, rule, ties, bought = []) {
  const { votes, scores, voters } = added(ballots);
  const order = standing(contest, votes, voters).sort(comparing(contest, votes, scores, rule, ties));
  const basket = filled(contest, bought);
  let missed = null;
  for (const code of order) {
    if (bought.includes(code)) continue;
    if (scores.get(code) < Math.max(1, Number(rule.threshold)) || !admits(contest, basket, code)) continue;
    if (contest.costs.get(code) <= basket.left) {
      buy(contest, basket, code);
      continue;
    }
    missed ??= code;
    if (rule.skip === "no") break;
  }
  return { winners: basket.winners, part: part(contest, basket, missed, BigInt(rule.part_funding)) };
}

export function added(ballots) {
  const [votes, scores] = [new Map(), new Map()];
  let voters = 0;
  for (const ballot of ballots) {
    voters += ballot.times;
    for (const [code, score] of ballot.scores) {
      votes.set(code, (votes.get(code) ?? 0) + ballot.times);
      scores.set(code, (scores.get(code) ?? 0) + ballot.times * score);
    }
  }
  return { votes, scores, voters };
}

// The projects that a rule may fund at all: with a price, on the ballot, named by enough voters.
export function standing(contest, votes, voters) {
  const { min_votes: leastVotes = 0, min_turnout: leastVoters = 0 } = contest.constraints;
  if (voters < leastVoters) return [];
  const least = Math.max(1, leastVotes);
  return [...contest.costs.keys()].filter((code) => contest.costs.get(code) > 0 && !contest.withdrawn.has(code) && (votes.get(code) ?? 0) >= least);
}

// Which of two comes first where a rule sees them level.
export function placing(contest, votes, ties) {
  const lot = (code) => hex(sha256(utf8(`pbv1/lot\n${ties.seed}\n${contest.code}\0${code}`)));
  const keys = {
    cost: (one, other) => contest.costs.get(one) - contest.costs.get(other),
    votes: (one, other) => votes.get(other) - votes.get(one),
    lot: (one, other) => byCode(lot(one), lot(other)),
    id: byCode,
  };
  return (one, other) => ties.order.reduce((way, name) => way || keys[name](one, other), 0);
}

function comparing(contest, votes, scores, rule, ties) {
  const place = placing(contest, votes, ties);
  const price = (code) => BigInt(rule.rank === "density" ? contest.costs.get(code) : 1);
  const byScore = (one, other) => {
    const way = BigInt(scores.get(other)) * price(one) - BigInt(scores.get(one)) * price(other);
    return way > 0n ? 1 : way < 0n ? -1 : 0;
  };
  return (one, other) => byScore(one, other) || place(one, other);
}

// What is bought so far, and what keeps others out.
export function filled(contest, codes = []) {
  const basket = { left: contest.envelope, winners: [], spent: new Map(), barred: new Set() };
  for (const code of codes) buy(contest, basket, code);
  return basket;
}

// Whether no cap and no pair keeps the project out.
export function admits(contest, basket, code) {
  const category = contest.categories.get(code);
  const cap = contest.constraints.caps?.[category] ?? Infinity;
  return !basket.barred.has(code) && (basket.spent.get(category) ?? 0) + contest.costs.get(code) <= cap;
}

export function buy(contest, basket, code) {
  const [cost, category] = [contest.costs.get(code), contest.categories.get(code)];
  basket.winners.push(code);
  basket.left -= cost;
  basket.spent.set(category, (basket.spent.get(category) ?? 0) + cost);
  for (const pair of contest.constraints.incompatible ?? []) if (pair.includes(code)) pair.forEach((one) => basket.barred.add(one));
}

function part(contest, basket, missed, percent) {
  if (missed === null || !percent || !admits(contest, basket, missed)) return {};
  const isEnough = BigInt(basket.left) * 100n >= percent * BigInt(contest.costs.get(missed));
  return isEnough ? { [missed]: basket.left } : {};
}

// The Method of Equal Shares (Peters, Pierczyński and Skowron 2021): each voter has the same share of the budget, and
// what is bought is paid by those who support it. Prices are sought in floating point with a bound on the error;
// whatever is too near to call, and every price that is paid, is worked out in fractions.
import { compare, fraction, fromNumber, minus, over, plus, times, toNumber, whole } from "./fraction.js";
import { added, admits, buy, filled, greedy, placing, standing } from "./greedy.js";

const USUAL = {
  utility: "cost",
  start: "exact",
  completion: "none",
  increment: "1",
  increment_in: "units",
  stop: "infeasible",
  comparison: "no",
  part_funding: "0",
};
const RULES = new Map([
  ["equal-shares", { completion: "add1+utilitarian" }],
  ["mes-cost", {}],
  ["mes-cardinality", { utility: "cardinality" }],
  ["mes-cost-add1", { completion: "add1", stop: "exhaustive" }],
  ["pabutools", { completion: "add1", stop: "exhaustive" }],
  ["wieliczka-2023", { start: "integral", completion: "add1", comparison: "yes" }],
  ["equalshares.net", { start: "integral", completion: "add1+utilitarian", stop: "exhaustive" }],
]);
const BY_VOTES = { rank: "score", skip: "yes", threshold: "0" };
const WITHOUT_CENTS = new Set("BIF CLP DJF GNF HUF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "));
const WITH_MILS = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

// How many minor units make one (ISO 4217; the forint has no fillér any more).
function unitOf(currency) {
  if (WITHOUT_CENTS.has(currency)) return 1;
  return WITH_MILS.has(currency) ? 1000 : 100;
}

// The parameters of the manifest's rule; null where it is another, or one that nobody counts a second time.
export function sharesRule(manifest) {
  const own = RULES.get(manifest.rule);
  if (!own) return null;
  const rule = { ...USUAL, ...own, ...manifest.parameters };
  return rule.completion === "phragmen" ? null : rule;
}

// { winners, part }, as greedy gives them.
export function equalShares(contest, ballots, rule, { ties, currency }) {
  const winners = ballots.length ? shared(contest, ballots, rule, { ties, unit: unitOf(currency) }) : [];
  const byVotes = { ...BY_VOTES, part_funding: rule.part_funding };
  const outcome = rule.completion.includes("utilitarian") ? greedy(contest, ballots, byVotes, ties, winners) : { winners, part: {} };
  if (rule.comparison !== "yes") return outcome;
  const other = greedy(contest, ballots, byVotes, ties);
  return isPreferred(ballots, other.winners, outcome.winners) ? other : outcome;
}

// Whether strictly more voters have more funded choices in the one set than in the other.
function isPreferred(ballots, one, other) {
  const [first, second] = [new Set(one), new Set(other)];
  let balance = 0;
  for (const ballot of ballots) {
    const codes = [...ballot.scores.keys()];
    balance += ballot.times * Math.sign(codes.filter((code) => first.has(code)).length - codes.filter((code) => second.has(code)).length);
  }
  return balance > 0;
}

function shared(contest, ballots, rule, { ties, unit }) {
  const voters = votersOf(contest, ballots, rule, ties);
  let share = fraction(BigInt(contest.envelope), BigInt(voters.count));
  if (rule.start === "integral") share = whole((share.n / share.d / BigInt(unit)) * BigInt(unit));
  const step = Number(rule.increment) * (rule.increment_in === "units" ? unit : 1);
  const run = new Run(voters, share);
  return (rule.completion.includes("add1") && step ? raised(run, step, rule.stop === "exhaustive") : run).winners;
}

// The last run before one overspends, or the first that leaves nothing to buy. Shares between two runs that buy the same,
// each time at a price that is below what every other project costs at the larger share, need no run: they buy the same.
function raised(run, step, isExhaustive) {
  let leap = 1;
  while (!(run.isComplete() || (isExhaustive && run.isExhausted()))) {
    const further = new Run(run.voters, plus(run.share, whole(step * leap)), run);
    if (leap > 1 && !further.isSureAfter(run)) {
      leap = Math.max(1, Math.floor(leap / 4));
      continue;
    }
    if (further.basket.left < 0) return run;
    leap = String(further.winners) === String(run.winners) ? leap * 2 : 1;
    run = further;
  }
  return run;
}

// The voters by what they support: `groups` with their choices (project: weight), and for each project its camp.
function votersOf(contest, ballots, rule, ties) {
  const { votes, voters: count } = added(ballots);
  const codes = standing(contest, votes, count);
  const number = new Map(codes.map((code, place) => [code, place]));
  const groups = grouped(ballots, number, rule.utility === "points");
  const costs = codes.map((code) => contest.costs.get(code));
  const camps = codes.map(() => ({ groups: [], weights: [], shares: [], whole: 0, people: 0, heaviest: 0 }));
  groups.forEach((group, place) => group.choices.forEach((weight, project) => join(camps[project], place, group.times, weight)));
  const worth = costs.map((cost) => (rule.utility === "cost" ? cost : 1));
  const start = costs.map((cost, project) => (cost / camps[project].whole / worth[project]) * (1 - 1e-12));
  return { contest, count, codes, groups, costs, camps, worth, start, place: placing(contest, votes, ties) };
}

function grouped(ballots, number, isWeighed) {
  const groups = new Map();
  for (const ballot of ballots) {
    const named = [...ballot.scores].filter(([code]) => number.has(code)).map(([code, score]) => [number.get(code), isWeighed ? score : 1]);
    if (!named.length) continue;
    const key = String(named.sort(([one], [other]) => one - other));
    const group = groups.get(key) ?? { choices: new Map(named), times: 0 };
    group.times += ballot.times;
    groups.set(key, group);
  }
  return [...groups.values()];
}

function join(camp, group, people, weight) {
  camp.groups.push(group);
  camp.weights.push(weight);
  camp.shares.push(people * weight);
  camp.whole += people * weight;
  camp.people += people;
  camp.heaviest = Math.max(camp.heaviest, weight);
}

// One run: everybody has `share`; the cheapest project for what it is worth is bought, again and again. A supporter pays
// the price for each unit of weight, or all they have where that is less. A price never falls during a run.
class Run {
  constructor(voters, share, before = null) {
    Object.assign(this, { voters, share, before, basket: filled(voters.contest), bought: [], keys: [], others: [] });
    const held = toNumber(share);
    this.money = new Float64Array(voters.groups.length).fill(held);
    this.doubt = held * 1e-13; // far more than a thousand subtractions bring with them
    this.exact = new Map();
    this.lows = Float64Array.from(voters.start); // a lower bound of each price for its worth; infinite once it is gone
    while (this.buyNext());
    this.before = null;
  }

  get winners() {
    return this.basket.winners;
  }

  isComplete() {
    return this.voters.codes.every((code) => this.winners.includes(code) || !admits(this.voters.contest, this.basket, code));
  }

  isExhausted() {
    const { codes, costs, contest } = this.voters;
    return !codes.some((code, project) => !this.winners.includes(code) && costs[project] <= this.basket.left && admits(contest, this.basket, code));
  }

  // Whether every share between that of `before` and this one buys the same.
  isSureAfter(before) {
    return String(this.winners) === String(before.winners) && before.keys.every((key, place) => key < this.others[place]);
  }

  buyNext() {
    const offers = this.offers();
    if (!offers.length) return false;
    const best = Math.min(...offers.map(({ high }) => high));
    const winner = this.cheapest(offers.filter(({ low }) => low <= best));
    this.lows[winner.project] = Infinity;
    this.keys.push(winner.high);
    this.others.push(this.lows.reduce((one, other) => Math.min(one, other), Infinity));
    this.pay(winner);
    return true;
  }

  // The projects that may be the cheapest; and others as dear as the run before paid, so that more is known of them.
  offers() {
    const { voters, lows } = this;
    const hint = this.before?.keys[this.keys.length] ?? 0;
    const [offers, seen] = [[], new Set()];
    let best = Infinity;
    for (;;) {
      let next = -1;
      for (let project = 0; project < lows.length; project += 1) {
        if (!seen.has(project) && lows[project] < Infinity && (next < 0 || lows[project] < lows[next])) next = project;
      }
      if (next < 0 || lows[next] > Math.max(best, hint)) return offers;
      seen.add(next);
      const offer = admits(voters.contest, this.basket, voters.codes[next]) ? this.offer(next) : null;
      lows[next] = offer ? offer.low : Infinity;
      if (!offer) continue;
      offers.push(offer);
      best = Math.min(best, offer.high);
    }
  }

  cheapest(offers) {
    if (offers.length === 1) return offers[0];
    const { worth, codes, place } = this.voters;
    const priced = offers.map((offer) => ({ offer, price: over(this.price(offer), worth[offer.project]) }));
    return priced.sort((one, other) => compare(one.price, other.price) || place(codes[one.offer.project], codes[other.offer.project]))[0].offer;
  }

  // The lowest price at which the supporters pay the cost together, at most `error` off; null where they cannot.
  offer(project) {
    const [camp, cost, worth] = [this.voters.camps[project], this.voters.costs[project], this.voters.worth[project]];
    const purses = camp.groups.map((group, place) => this.money[group] / camp.weights[place]);
    const slack = cost * 1e-11 + this.doubt * camp.people;
    const total = purses.reduce((sum, purse, place) => sum + purse * camp.shares[place], 0);
    if (total < cost - slack || (total <= cost + slack && !this.canPay(project))) return null;
    let [price, weight, poor] = [cost / camp.whole, camp.whole, -1];
    for (;;) {
      let [held, heldWeight, count] = [0, 0, 0];
      purses.forEach((purse, place) => {
        if (purse > price) return;
        held += purse * camp.shares[place];
        heldWeight += camp.shares[place];
        count += 1;
      });
      if (count <= poor) break;
      poor = count;
      weight = camp.whole - heldWeight;
      if (!weight) break;
      price = (cost - held) / weight;
    }
    weight = Math.max(1, weight);
    const error = slack / weight + price * 1e-12 + this.doubt;
    return { project, price, error, low: ((price - error) / worth) * (1 - 1e-14), high: ((price + error) / worth) * (1 + 1e-14) };
  }

  canPay(project) {
    const alive = this.voters.camps[project].groups.filter((group) => this.money[group]);
    return compare(this.sum(alive), whole(this.voters.costs[project])) >= 0;
  }

  // What these groups, none of them broke, hold together: their shares, less what they paid.
  sum(groups) {
    const payers = this.bought.map(() => 0);
    let count = 0;
    for (const group of groups) {
      const { choices, times: people } = this.voters.groups[group];
      count += people;
      this.bought.forEach(({ project }, place) => (payers[place] += people * (choices.get(project) ?? 0)));
    }
    return this.bought.reduce((left, { price }, place) => minus(left, times(price, payers[place])), times(this.share, count));
  }

  // What one voter of the group has, exactly; they are not broke, so they have paid every price in full.
  holds(group) {
    const { choices } = this.voters.groups[group];
    const paid = this.bought.flatMap(({ project }, place) => (choices.has(project) ? [[place, choices.get(project)]] : []));
    const key = String(paid);
    if (!this.exact.has(key)) this.exact.set(key, paid.reduce((left, [place, weight]) => minus(left, times(this.bought[place].price, weight)), this.share));
    return this.exact.get(key);
  }

  // The exact price: what those who have less do not bring, divided among the others.
  price({ project, price, error }) {
    const camp = this.voters.camps[project];
    const [low, high, poor, near] = [price - 2 * error, price + 2 * error, [], []];
    let rich = 0;
    camp.groups.forEach((group, place) => {
      const purse = this.money[group] / camp.weights[place];
      if (purse > high) rich += camp.shares[place];
      else if (purse >= low && purse) near.push({ purse: over(this.holds(group), camp.weights[place]), share: camp.shares[place] });
      else if (purse) poor.push(group);
    });
    return settled(minus(whole(this.voters.costs[project]), this.sum(poor)), rich, near, fromNumber(price));
  }

  // Take the price from every supporter; who has no more than that has nothing left.
  pay(offer) {
    const [camp, price] = [this.voters.camps[offer.project], this.price(offer)];
    const [rate, doubt] = [toNumber(price), offer.error * 4 * camp.heaviest];
    camp.groups.forEach((group, place) => {
      const [held, weight] = [this.money[group], camp.weights[place]];
      const left = held - rate * weight;
      if (left > doubt) this.money[group] = left;
      else if (left < -doubt || !held) this.money[group] = 0;
      else this.money[group] = Math.max(0, toNumber(minus(this.holds(group), times(price, weight))));
    });
    this.bought.push({ project: offer.project, price });
    buy(this.voters.contest, this.basket, this.voters.codes[offer.project]);
  }
}

// The price where some have so nearly as much that only fractions tell who pays all they have.
function settled(rest, weight, near, price) {
  for (;;) {
    const isPoor = ({ purse }) => compare(purse, price) < 0;
    const rich = near.filter((one) => !isPoor(one)).reduce((sum, { share }) => sum + share, weight);
    if (!rich) {
      price = near.map(({ purse }) => purse).reduce((most, purse) => (compare(purse, most) > 0 ? purse : most));
      continue;
    }
    const found = over(near.filter(isPoor).reduce((left, { purse, share }) => minus(left, times(purse, share)), rest), rich);
    if (!compare(found, price)) return price;
    price = found;
  }
}

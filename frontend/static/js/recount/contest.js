// One district's part of a vote, as the leaves read so far have left it. Amounts are whole minor units.
export class Contest {
  constructor(entry, ballot) {
    Object.assign(this, { code: entry.code, envelope: entry.envelope, ballot });
    const column = (name) => new Map(entry.projects.map((row) => [row.code, row[name]]));
    this.costs = column("cost");
    this.titles = column("title");
    this.categories = column("category");
    this.sums = [new Map(this.costs)]; // costs as they were: a ballot may be older than an amendment
    this.never = new Set(entry.withdrawn);
    this.withdrawn = new Set(this.never);
    this.constraints = entry.constraints ?? {};
    this.counts = new Map([...this.costs.keys()].map((code) => [code, 0]));
    this.last = new Map(); // slot: { seq, h, ballot, batch }
    this.versions = new Map(); // slot: how many, and the highest
    Object.assign(this, { isShown: false, casts: 0, online: 0, ballots: 0, voids: 0, version: 0, counted: 0, told: 0 });
  }

  // The counts as a tally leaf has them: by code, and none of a withdrawn project.
  tally() {
    const codes = [...this.costs.keys()].sort(byCode);
    return codes.map((p) => ({ n: this.withdrawn.has(p) ? 0 : this.counts.get(p), p }));
  }

  count(ballot, sign) {
    this.ballots += sign;
    for (const [code, score] of ballot.scores) this.counts.set(code, (this.counts.get(code) ?? 0) + sign * score);
  }

  // The ballots that count, each with the number of voters who cast it.
  standing(voided) {
    const found = new Map();
    for (const { h, ballot } of this.last.values()) if (!voided.has(h)) found.set(ballot, (found.get(ballot) ?? 0) + 1);
    return [...found].map(([ballot, times]) => ({ scores: ballot.scores, times }));
  }
}

// By code point, as Python sorts; JavaScript sorts by halves of surrogate pairs.
export function byCode(one, other) {
  const [left, right] = [[...one], [...other]];
  for (let place = 0; place < Math.min(left.length, right.length); place += 1) {
    const way = left[place].codePointAt(0) - right[place].codePointAt(0);
    if (way) return way;
  }
  return left.length - right.length;
}

// What a ballot gives each project it names; the last place of a ranking is worth 1 unless a vector of points is fixed.
export function scoresOf({ kind, scoring }, choices) {
  if (kind === "points") return new Map(choices.map((line) => [line.p, line.w]));
  if (kind !== "ranking") return new Map(choices.map((code) => [code, 1]));
  const points = (place) => (scoring.length ? scoring[place] ?? 0 : choices.length - place);
  return new Map(choices.map((code, place) => [code, points(place)]).filter(([, score]) => score));
}

const isCode = (code) => typeof code === "string";
const isPoints = (line) => isCode(line?.p) && Number.isSafeInteger(line.w) && line.w > 0 && Object.keys(line).length === 2;

// Why a ballot with these choices is not allowed; "" where it is.
export function faultOf(contest, choices) {
  const { kind } = contest.ballot;
  if (!Array.isArray(choices) || !choices.every(kind === "points" ? isPoints : isCode)) return "its choices are no list of a ballot of this kind";
  const codes = kind === "points" ? choices.map((line) => line.p) : choices;
  if (new Set(codes).size !== codes.length) return "a project is named twice";
  const stranger = codes.find((code) => !contest.costs.has(code) || contest.never.has(code));
  if (stranger !== undefined) return `${stranger} is not on this ballot`;
  if (kind !== "ranking" && codes.some((code, place) => place && byCode(codes[place - 1], code) > 0)) return "its projects are not in order";
  return numbersFault(contest, codes, kind === "points" ? choices.map((line) => line.w) : []);
}

function numbersFault(contest, codes, points) {
  const limits = contest.ballot;
  const places = limits.kind === "ranking" && limits.scoring.length ? limits.scoring.length : Infinity;
  const most = limits.kind === "choose-one" ? 1 : Math.min(places, limits.max_choices ?? Infinity);
  if (codes.length < limits.min_choices || codes.length > most) return `${codes.length} choices, from ${limits.min_choices} to ${most} are allowed`;
  if (points.some((given) => given > (limits.max_points_each ?? Infinity))) return "too many points for one project";
  if (points.reduce((sum, given) => sum + given, 0) > (limits.points ?? Infinity)) return "too many points";
  const dearest = limits.max_spend ?? (limits.kind === "knapsack" ? contest.envelope : Infinity);
  const sums = contest.sums.map((costs) => codes.reduce((sum, code) => sum + costs.get(code), 0));
  return sums.some((sum) => sum >= limits.min_spend && sum <= dearest) ? "" : "its projects cost too much or too little";
}

// What is known of a running count, and what follows from it. Nothing here touches a page.

// What is known after a frame: a snapshot replaces it, the others change parts of it.
export function merge(known, frame) {
  if (frame.type === "snapshot" || !known) return { tally: null, turnout: {}, ...frame };
  const merged = { ...known, ...frame, tally: known.tally, turnout: { ...known.turnout, ...frame.turnout } };
  if (frame.type === "turnout") merged.size = known.size;
  if (frame.tally) {
    merged.tally = { ...known.tally };
    for (const [district, votes] of Object.entries(frame.tally)) merged.tally[district] = { ...merged.tally[district], ...votes };
  }
  return merged;
}

// Whether a frame can be used: a delta only on what it changes, a snapshot unless it is older.
export function fits(known, frame) {
  if (frame.type === "delta") return frame.prev === known?.size;
  return frame.type !== "snapshot" || frame.size >= (known?.size ?? 0);
}

// The numbers of one district, or of the round where none is named; null where they are not known.
export const numbersOf = (known, district) => (district ? known.turnout[district] ?? null : known);

// Of the ballots that wait, k stay behind and the next k fill the mix (voting/views/boards.py says the same).
export function fill(k, waiting) {
  const filled = Math.min(Math.max(waiting - k, 0), k);
  return { filled, behind: Math.max(waiting, 0) - filled };
}

const UNITS = [["day", 86_400], ["hour", 3_600], ["minute", 60], ["second", 1]];

// How long ago something was, as Intl.RelativeTimeFormat wants it: a number and a unit.
export function ago(seconds) {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? ["second", 1];
  return [-Math.floor(Math.max(seconds, 0) / size), unit];
}

// A number on its way to another, from 0 (there) to 1 (arrived), slower towards the end.
export const between = (from, to, share) => Math.round(from + (to - from) * (1 - (1 - share) ** 3));

// How long to wait before another try, in ms: 1 to 30 s, longer after each failure, never the same for two viewers.
export function patience(attempts, chance) {
  const longest = Math.min(1_000 * 2 ** attempts, 30_000);
  return 1_000 + chance * (longest - 1_000);
}

// When to ask again where sockets fail, in ms: fifteen seconds, a fifth more or less.
export const spread = (chance) => 12_000 + chance * 6_000;

// Most votes first, equal votes in ballot order; or ballot order. Items have `votes` and `place`.
export function sorted(items, how) {
  const byVotes = (one, other) => other.votes - one.votes || one.place - other.place;
  return [...items].sort(how === "votes" ? byVotes : (one, other) => one.place - other.place);
}

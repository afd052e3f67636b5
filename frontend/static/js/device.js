// What this device keeps and nobody else sees: a ballot that is not cast yet, which version was cast last, the stars, and
// the newest state it has seen of each log.
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // storage is switched off, or holds what we did not write
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage is full or switched off: the page works without it
  }
}

const list = (value) => (Array.isArray(value) ? value.map(String) : []);
const draftOf = (key) => `draft:${key}`;
const castOf = (key) => `cast:${key}`;
const STARS = "stars";

// A draft is what stands beside each code: { code: mark }.
export const draft = (key) => ({ ...read(draftOf(key)) });
export const keepDraft = (key, marks) => write(draftOf(key), Object.keys(marks).length ? marks : null);
export const versionCast = (key) => Number(read(castOf(key))) || 0;

export function castHere(key, version) {
  keepDraft(key, {});
  write(castOf(key), Math.max(version, versionCast(key)));
}

export const stars = () => new Set(list(read(STARS)));

export function keepStar(path, isOn) {
  const all = stars();
  isOn ? all.add(path) : all.delete(path);
  write(STARS, [...all]);
}

// The checkpoint of the log of the round whose manifest has this hash.
export const logSeen = (manifest) => read(`log:${manifest}`);
export const keepLog = (manifest, checkpoint) => write(`log:${manifest}`, checkpoint);

// Another window of this device changed something: tell whoever shows it.
export function onChangeElsewhere(key, { draftChanged, castChanged, starsChanged }) {
  const told = { [draftOf(key)]: draftChanged, [castOf(key)]: castChanged, [STARS]: starsChanged };
  addEventListener("storage", (event) => told[event.key]?.());
}

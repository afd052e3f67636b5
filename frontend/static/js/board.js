// The numbers of a count on the page: they roll, bars grow, coins fill, and nothing changes its place.
import { offerOrder } from "./order.js";
import { ago, between, fill, numbersOf } from "./standing.js";

const ROLL_MS = 480;
const MOVED_MS = 2_000;
const MOST_MOVING = 24; // where more change at once they just change: nobody follows them, and a phone would be busy for nothing
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const lang = document.documentElement.lang;
const number = new Intl.NumberFormat(lang);
const signed = new Intl.NumberFormat(lang, { signDisplay: "exceptZero" });
const share = new Intl.NumberFormat(lang, { style: "percent" });
const exactShare = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
const all = (mark, root = document) => root.querySelectorAll(mark);

export function draw(state) {
  drawNumbers(state, "live-cast", (of) => of.cast);
  drawNumbers(state, "live-sealed", (of) => of.sealed);
  for (const table of all("[data-live-turnout]")) drawTurnout(state, table);
  for (const card of all("[data-live-mix]")) drawMix(state, card);
  for (const table of all("[data-live-district]")) drawTable(state, table);
  if (document.querySelector("[data-chart]")) import("./charts.js").then((charts) => charts.refreshAll());
}

// Once a second: how long ago the last news and the last mix came, and whether the vote has closed meanwhile.
export function tick({ heardAt, isPaused }) {
  for (const time of all("[data-live-news]")) tellAgo(time, heardAt);
  for (const time of all("[data-live-mixed]")) tellAgo(time, Date.parse(time.dateTime));
  for (const note of all("[data-live-closed]")) note.hidden = isPaused || Date.now() < Date.parse(note.dataset.liveClosed);
}

function tellAgo(time, at) {
  const words = relative.format(...ago((Date.now() - at) / 1_000));
  if (time.textContent !== words) time.textContent = words;
}

function drawNumbers(state, mark, read) {
  for (const element of all(`[data-${mark}]`)) {
    const of = numbersOf(state, element.getAttribute(`data-${mark}`));
    if (of && read(of) !== undefined) roll(element, read(of));
  }
}

const shown = new WeakMap();

// Counts up (or down) to a value, in so short a time that nobody waits for it.
function roll(element, value, isAtOnce = false) {
  const from = shown.get(element) ?? value;
  shown.set(element, value);
  if (element.dataset.value !== undefined) element.dataset.value = value;
  if (isAtOnce || from === value || calm.matches || document.hidden) write(element, number.format(value));
  else requestAnimationFrame((start) => step(element, from, value, start, start));
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function step(element, from, to, start, now) {
  if (shown.get(element) !== to) return; // a newer value is on its way
  const part = Math.min((now - start) / ROLL_MS, 1);
  element.textContent = number.format(between(from, to, part));
  if (part < 1) requestAnimationFrame((next) => step(element, from, to, start, next));
}

function drawTurnout(state, table) {
  const most = Math.max(...Object.values(state.turnout).map((of) => of.cast), 1);
  for (const row of all("tr[data-district]", table)) {
    const of = state.turnout[row.dataset.district];
    if (!of) continue;
    for (const name of ["cast", "sealed"]) {
      const cell = row.querySelector(`[data-${name}]`);
      if (cell) roll(cell, of[name]);
    }
    drawShare(row, of.cast, most);
  }
}

// A share of those who may vote where that is known, else ballots beside the most of any district.
function drawShare(row, cast, most) {
  const bar = row.querySelector("[data-bar]");
  const mayVote = Number(row.dataset.mayVote ?? 0);
  if (mayVote) {
    if (bar) bar.value = (100 * cast) / mayVote;
    for (const words of all(`[data-live-share="${CSS.escape(row.dataset.district)}"]`)) words.textContent = exactShare.format(cast / mayVote);
  } else if (bar && (bar.hasAttribute("data-highest") || row.dataset.mayVote === undefined)) Object.assign(bar, { max: most, value: cast });
}

// Coins fill one by one; when a mix has come they leave together, and the card says so by a ring.
function drawMix(state, card) {
  const of = numbersOf(state, card.dataset.liveMix);
  if (!of) return;
  const { filled, behind } = fill(Number(card.dataset.k), of.cast - of.sealed);
  const before = shown.get(card);
  shown.set(card, of.sealed);
  card.querySelector("[data-mix-in]").textContent = number.format(filled);
  card.querySelector("[data-mix-behind]").textContent = number.format(behind);
  card.querySelectorAll(".dots i").forEach((coin, place) => coin.classList.toggle("on", place < filled));
  for (const bar of all("progress", card)) bar.value = filled;
  if (before !== undefined && before !== of.sealed) mark(card, "arrived");
}

function drawTable(state, table) {
  const district = table.dataset.liveDistrict;
  const votes = state.tally?.[district];
  if (!votes) return;
  const rows = [...all("tr[data-code]", table)].map((row) => {
    const cell = row.querySelector("[data-votes]");
    const value = votes[row.dataset.code] ?? 0;
    return { row, cell, votes: value, gained: value - Number(cell.dataset.value) };
  });
  const { sealed } = numbersOf(state, district) ?? state;
  const highest = Math.max(...rows.map((one) => one.votes), 1);
  const moving = rows.filter((one) => one.gained).length;
  const isMixed = moving > 0;
  for (const one of rows) drawRow(one, { sealed, highest, isMixed, isAtOnce: moving > MOST_MOVING });
  if (isMixed) for (const time of all(`[data-live-mixed="${CSS.escape(district)}"]`)) time.dateTime = state.at;
  offerOrder(table);
}

function drawRow({ row, cell, votes, gained }, { sealed, highest, isMixed, isAtOnce }) {
  if (!shown.has(cell)) shown.set(cell, Number(cell.dataset.value));
  roll(cell, votes, isAtOnce);
  const bar = row.querySelector("[data-bar]");
  if (bar) Object.assign(bar, { max: Math.max(bar.hasAttribute("data-highest") ? highest : sealed, 1), value: votes });
  const part = row.querySelector("[data-share]");
  if (part && sealed) write(part, share.format(votes / sealed));
  const change = row.querySelector("[data-gained]");
  if (change && isMixed) write(change, signed.format(gained));
  if (gained && !isAtOnce) mark(row, "moved");
}

function mark(element, name) {
  element.classList.add(name);
  setTimeout(() => element.classList.remove(name), MOVED_MS);
}

// The live count: a websocket of frames with absolute values; where sockets fail, the same JSON every ten seconds.
import { wordsOf } from "./words.js";

const POLL_MS = 10_000;
const SAY_MS = 30_000;
const RETRY_MS = [1_000, 30_000];
const MOVED_MS = 2_000;

const say = wordsOf("live-words", {
  connected: "Live",
  trying: "Connecting again",
  polling: "Asking every ten seconds",
  paused: "Paused",
  pause: "Pause",
  resume: "Go on",
  news: "{cast} ballots are in, {sealed} of them in the count.",
});

function start(slug) {
  const count = {
    slug,
    number: new Intl.NumberFormat(document.documentElement.lang),
    share: new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }),
    state: null,
    attempts: 0,
    isPaused: false,
    saidAt: 0,
    said: speaker(),
  };
  connect(count);
  for (const button of document.querySelectorAll("[data-live-pause]")) button.addEventListener("click", () => pause(count, button));
}

function connect(count) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws/rounds/${count.slug}/tally/`);
  socket.addEventListener("open", () => {
    count.attempts = 0;
    clearInterval(count.poll);
    count.poll = undefined;
    tell(count, "connected");
  });
  socket.addEventListener("message", (event) => receive(count, JSON.parse(event.data)));
  socket.addEventListener("close", () => retry(count));
}

// Waits 1 to 30 s, longer after each failure and never the same for two viewers.
function retry(count) {
  count.attempts += 1;
  const longest = Math.min(RETRY_MS[0] * 2 ** count.attempts, RETRY_MS[1]);
  setTimeout(() => connect(count), RETRY_MS[0] + Math.random() * (longest - RETRY_MS[0]));
  tell(count, count.poll ? "polling" : "trying");
  count.poll ??= setInterval(() => ask(count), POLL_MS);
}

async function ask(count) {
  try {
    const answer = await fetch(`/api/v1/rounds/${count.slug}/tally`, { cache: "no-cache" });
    if (!answer.ok) return;
    receive(count, { ...await answer.json(), type: "snapshot" });
    if (count.poll) tell(count, "polling");
  } catch {
    tell(count, "trying");
  }
}

function receive(count, frame) {
  if (frame.type === "delta" && frame.prev !== count.state?.size) return ask(count);
  if (frame.type === "snapshot" && frame.size < (count.state?.size ?? 0)) return undefined;
  count.state = merge(count.state, frame);
  if (!count.isPaused) draw(count);
  return undefined;
}

// What is known after a frame: a snapshot replaces it, the others change parts of it.
function merge(known, frame) {
  if (frame.type === "snapshot" || !known) return { tally: null, turnout: {}, ...frame };
  const merged = { ...known, ...frame, tally: known.tally, turnout: { ...known.turnout, ...frame.turnout } };
  if (frame.type === "turnout") merged.size = known.size;
  if (frame.tally) {
    merged.tally = { ...known.tally };
    for (const [district, votes] of Object.entries(frame.tally)) merged.tally[district] = { ...merged.tally[district], ...votes };
  }
  return merged;
}

function draw(count) {
  const { state } = count;
  drawNumbers(count, "live-cast", (of) => of.cast);
  drawNumbers(count, "live-sealed", (of) => of.sealed);
  drawNumbers(count, "live-waiting", (of) => of.cast - of.sealed);
  for (const table of document.querySelectorAll("[data-live-turnout]")) drawTurnout(count, table);
  for (const table of document.querySelectorAll("[data-live-district]")) drawTable(count, table);
  if (document.querySelector("[data-chart]")) import("./charts.js").then((charts) => charts.refreshAll());
  announce(count, state);
}

// The numbers of one district, or of the round where none is named; null where they are not known.
const numbersOf = (state, district) => (district ? state.turnout[district] ?? null : state);

function drawNumbers({ state, number }, mark, read) {
  for (const element of document.querySelectorAll(`[data-${mark}]`)) {
    const of = numbersOf(state, element.getAttribute(`data-${mark}`));
    if (of && of.cast !== undefined) write(element, read(of), number);
  }
}

function write(element, value, number) {
  if (Number.isNaN(value)) return;
  element.textContent = number.format(value);
  if (element.dataset.value !== undefined) element.dataset.value = value;
}

function drawTurnout({ state, number }, table) {
  const most = Math.max(...Object.values(state.turnout).map((of) => of.cast), 1);
  for (const bar of table.querySelectorAll("[data-bar]")) bar.max = most;
  for (const row of table.querySelectorAll("tr[data-district]")) {
    const of = state.turnout[row.dataset.district];
    if (!of) continue;
    for (const name of ["cast", "sealed"]) {
      const cell = row.querySelector(`[data-${name}]`);
      if (cell) write(cell, of[name], number);
    }
    const bar = row.querySelector("[data-bar]");
    if (bar) bar.value = of.cast;
  }
}

function drawTable(count, table) {
  const votes = count.state.tally?.[table.dataset.liveDistrict];
  if (!votes) return;
  const sealed = numbersOf(count.state, table.dataset.liveDistrict)?.sealed ?? count.state.sealed;
  for (const row of table.querySelectorAll("tr[data-code]")) drawRow(count, row, votes[row.dataset.code] ?? 0, sealed);
}

function drawRow({ number, share }, row, votes, sealed) {
  const cell = row.querySelector("[data-votes]");
  if (cell.textContent !== number.format(votes)) mark(row);
  write(cell, votes, number);
  const bar = row.querySelector("[data-bar]");
  if (bar) {
    bar.max = Math.max(bar.hasAttribute("data-highest") ? Math.max(bar.max, votes) : sealed, 1);
    bar.value = votes;
  }
  const part = row.querySelector("[data-share]");
  if (part && sealed) part.textContent = share.format(votes / sealed);
}

function mark(row) {
  row.classList.add("moved");
  setTimeout(() => row.classList.remove("moved"), MOVED_MS);
}

// The connection in words.
function tell(count, name) {
  count.connection = name;
  const shown = count.isPaused ? "paused" : name;
  for (const element of document.querySelectorAll("[data-live-state]")) {
    element.textContent = say(shown);
    element.classList.toggle("trying", shown === "trying");
    element.classList.toggle("off", shown === "paused" || shown === "polling");
  }
}

function pause(count, button) {
  count.isPaused = !count.isPaused;
  button.setAttribute("aria-pressed", String(count.isPaused));
  button.textContent = say(count.isPaused ? "resume" : "pause");
  tell(count, count.connection);
  if (!count.isPaused && count.state) draw(count);
}

function speaker() {
  const region = Object.assign(document.createElement("p"), { className: "vh" });
  region.setAttribute("role", "status");
  document.body.append(region);
  return region;
}

// Says the news at most every thirty seconds, and only when there is some.
function announce(count, { cast, sealed }) {
  const now = Date.now();
  if (now - count.saidAt < SAY_MS || count.saidCast === cast) return;
  if (count.saidAt) count.said.textContent = say("news", { cast: count.number.format(cast), sealed: count.number.format(sealed) });
  count.saidAt = now;
  count.saidCast = cast;
}

const root = document.querySelector("[data-live]");
if (root?.dataset.live) start(root.dataset.live);

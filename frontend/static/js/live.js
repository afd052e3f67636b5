// The live count: a websocket of frames with absolute values; where sockets fail, the same JSON every ten seconds.
import { draw, tick } from "./board.js";
import { listenForOrder } from "./order.js";
import { fits, merge, patience } from "./standing.js";
import { wordsOf } from "./words.js";

const POLL_MS = 10_000;
const SAY_MS = 30_000;

const say = wordsOf("live-words", {
  connected: "Live",
  trying: "Connecting again",
  polling: "Asking every ten seconds",
  paused: "Paused",
  pause: "Pause",
  resume: "Go on",
  again: "Sort again",
  news: "{cast} ballots are in, {sealed} of them in the count.",
});

function start(slug) {
  const count = { slug, say, state: null, attempts: 0, isPaused: false, heardAt: Date.now(), saidAt: 0, said: speaker() };
  connect(count);
  setInterval(() => tick(count), 1_000);
  for (const button of document.querySelectorAll("[data-live-pause]")) button.addEventListener("click", () => pause(count, button));
  // Away: the page may be kept for the way back, but not with an open socket.
  addEventListener("pagehide", () => leave(count));
  addEventListener("pageshow", ({ persisted }) => persisted && connect(count));
  addEventListener("online", () => hurry(count));
  document.addEventListener("visibilitychange", () => document.hidden || hurry(count));
  listenForOrder(say);
}

function connect(count) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/ws/rounds/${count.slug}/tally/`);
  count.socket = socket;
  count.retry = undefined;
  socket.addEventListener("open", () => {
    count.attempts = 0;
    clearInterval(count.poll);
    count.poll = undefined;
    tell(count, "connected");
  });
  socket.addEventListener("message", (event) => receive(count, JSON.parse(event.data)));
  socket.addEventListener("close", () => count.socket === socket && retry(count));
}

function retry(count) {
  count.attempts += 1;
  count.retry = setTimeout(() => connect(count), patience(count.attempts, Math.random()));
  tell(count, count.poll ? count.connection : "trying");
  count.poll ??= setInterval(() => ask(count), POLL_MS);
}

function hurry(count) {
  if (!count.retry) return;
  clearTimeout(count.retry);
  connect(count);
}

function leave(count) {
  const { socket } = count;
  count.socket = undefined;
  clearTimeout(count.retry);
  clearInterval(count.poll);
  count.poll = undefined;
  socket?.close();
}

async function ask(count) {
  try {
    const answer = await fetch(`/api/v1/rounds/${count.slug}/tally`, { cache: "no-cache" });
    if (!answer.ok) throw new Error(answer.statusText);
    receive(count, { ...await answer.json(), type: "snapshot" });
    if (count.poll) tell(count, "polling");
  } catch {
    if (count.poll) tell(count, "trying");
  }
}

function receive(count, frame) {
  count.heardAt = Date.now();
  if (!fits(count.state, frame)) return frame.type === "delta" ? ask(count) : undefined;
  count.state = merge(count.state, frame);
  if (!count.isPaused) show(count);
  return undefined;
}

function show(count) {
  draw(count.state);
  announce(count, count.state);
  tick(count);
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
  if (!count.isPaused && count.state) show(count);
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
  const number = new Intl.NumberFormat(document.documentElement.lang);
  if (count.saidAt) count.said.textContent = say("news", { cast: number.format(cast), sealed: number.format(sealed) });
  count.saidAt = now;
  count.saidCast = cast;
}

const root = document.querySelector("[data-live]");
if (root?.dataset.live) start(root.dataset.live);
else if (root) listenForOrder(say);

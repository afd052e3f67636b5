// The live count: a websocket of frames with absolute values; where sockets fail, the same JSON every fifteen seconds.
import { draw, tick } from "./board.js";
import { listenForOrder } from "./order.js";
import { fits, merge, patience, spread } from "./standing.js";
import { wordsOf } from "./words.js";

const GAP_MS = 3_000;
const SAY_MS = 30_000;

const say = wordsOf("live-words", {
  connected: "Live",
  trying: "Connecting again, showing {time}",
  polling: "Updated every 15 seconds",
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
    clearTimeout(count.poll);
    count.poll = undefined;
    tell(count, "connected");
  });
  socket.addEventListener("message", (event) => {
    count.attempts = 0; // a server that lets people in and drops them is not called up without a pause
    receive(count, JSON.parse(event.data));
  });
  socket.addEventListener("close", () => count.socket === socket && retry(count));
}

function retry(count) {
  count.attempts += 1;
  count.retry = setTimeout(() => connect(count), patience(count.attempts, Math.random()));
  tell(count, count.poll ? count.connection : "trying");
  count.poll ??= askLater(count);
}

// Never all viewers at the same moment: what they lost together they do not ask for together.
function askLater(count) {
  return setTimeout(async () => {
    await ask(count);
    if (count.poll) count.poll = askLater(count);
  }, spread(Math.random()));
}

// News that came in between did not arrive: the whole standing is asked for, once, and soon.
function heal(count) {
  count.healing ??= setTimeout(async () => {
    await ask(count);
    count.healing = undefined;
  }, Math.random() * GAP_MS);
}

function hurry(count) {
  if (!count.retry) return;
  clearTimeout(count.retry);
  connect(count);
}

function leave(count) {
  const { socket } = count;
  count.socket = undefined;
  for (const timer of [count.retry, count.poll, count.healing]) clearTimeout(timer);
  count.poll = count.healing = undefined;
  socket?.close();
}

async function ask(count) {
  try {
    const answer = await fetch(`/api/v1/rounds/${count.slug}/tally`, { credentials: "omit" }); // the same for everybody: any cache on the way may answer
    if (!answer.ok) throw new Error(answer.statusText);
    receive(count, { ...await answer.json(), type: "snapshot" });
    if (count.poll) tell(count, "polling");
  } catch {
    if (count.poll) tell(count, "trying");
  }
}

function receive(count, frame) {
  count.heardAt = Date.now();
  if (!fits(count.state, frame)) {
    if (frame.type === "delta") heal(count);
    return;
  }
  count.state = merge(count.state, frame);
  if (!count.isPaused) show(count);
}

function show(count) {
  draw(count.state);
  announce(count, count.state);
  tick(count);
}

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "medium" });

// The connection in words, and of what moment the numbers are where it is lost.
function tell(count, name) {
  count.connection = name;
  const shown = count.isPaused ? "paused" : name;
  for (const element of document.querySelectorAll("[data-live-state]")) {
    element.textContent = say(shown, { time: clock.format(count.heardAt) });
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

// The ballot page, made quick. Everything here is help: the form works without it, and the server decides.
import { drawCard, equip, isIn, markOf, setMark } from "./card.js";
import { castHere, draft, keepDraft, onChangeElsewhere, versionCast } from "./device.js";
import { drawFilters, list } from "./listing.js";
import { moneyWriter } from "./money.js";
import { drawMoves } from "./numbers.js";
import { fill } from "./purse.js";
import { showStar, toggleStar } from "./star.js";
import { wordsOf } from "./words.js";

const say = wordsOf("ballot-words");

function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function open(form) {
  const contest = JSON.parse(form.dataset.contest);
  const ballot = {
    contest,
    say,
    money: moneyWriter(contest, form.querySelector(".price").firstChild.textContent.trim()),
    share: new Intl.NumberFormat(contest.locale, { style: "percent" }),
    total: contest.max_spend ?? contest.envelope,
    cards: [...form.querySelectorAll("[data-code]")].map((element, index) => equip(element, index, say, contest.kind)),
    till: document.querySelector("[data-till]"),
    key: form.dataset.draftKey,
  };
  // What the server sent ticked is newer than any draft.
  if (!ballot.cards.some(isIn)) tick(ballot, draft(ballot.key));
  form.addEventListener("input", () => settle(ballot));
  form.addEventListener("click", ({ target }) => press(ballot, target.closest("button")));
  settle(ballot);
  list(ballot);
  watch(ballot);
}

function tick({ cards }, marks) {
  for (const card of cards) setMark(card, Number(marks[card.code]) || 0);
}

function press(ballot, button) {
  if (button?.dataset.star) {
    toggleStar(button);
    drawFilters(ballot);
  }
  if (button && "toggle" in button.dataset) toggle(ballot, ballot.cards.find((card) => card.button === button));
  if (button?.dataset.by) step(ballot, button);
}

// One point more or less, or one place up or down.
function step(ballot, button) {
  const card = ballot.cards.find(({ moves, steps }) => (moves ?? steps ?? []).includes(button));
  const by = Number(button.dataset.by);
  if (button.hasAttribute("aria-disabled")) return by > 0 && refuse(card);
  const mark = markOf(card) + by;
  if (card.moves) setMark(ballot.chosen.find((other) => markOf(other) === mark), mark - by);
  setMark(card, mark);
  settle(ballot);
  announce([say(card.moves ? "place" : "points", { n: mark }), leftWords(ballot)].filter(Boolean).join(". "));
  return undefined;
}

function refuse(card) {
  if (!card.why) return;
  card.hint.hidden = false;
  announce(card.why.full);
}

function toggle(ballot, card) {
  if (card.why) {
    refuse(card);
    return;
  }
  const wasIn = isIn(card);
  if (ballot.contest.kind === "choose-one") tick(ballot, {});
  setMark(card, wasIn ? 0 : ballot.chosen.length + 1);
  settle(ballot);
  announce(say(wasIn ? "takenOut" : "added", { left: leftWords(ballot) || say("chosen", { n: ballot.chosen.length }) }));
}

function announce(words) {
  const said = document.querySelector("[data-said]");
  if (said) said.textContent = words;
}

// Draws everything again from what is ticked, and keeps it.
function settle(ballot) {
  ballot.chosen = ballot.cards.filter(isIn);
  if (ballot.contest.kind === "ranking") closeUp(ballot);
  ballot.spent = ballot.chosen.reduce((sum, card) => sum + card.cost, 0);
  for (const card of ballot.cards) drawCard(card, obstacle(ballot, card), ballot);
  drawTill(ballot);
  drawBanner(ballot);
  drawFilters(ballot);
  keepDraft(ballot.key, Object.fromEntries(ballot.chosen.map((card) => [card.code, markOf(card)])));
}

// Places without a gap, in their order.
function closeUp(ballot) {
  ballot.chosen.sort((one, other) => markOf(one) - markOf(other));
  ballot.chosen.forEach((card, index) => setMark(card, index + 1));
  for (const card of ballot.cards) drawMoves(card, markOf(card), ballot.chosen.length);
}

// What keeps a card out now; null where nothing does. Choosing another one is never kept from who may choose one.
function obstacle({ contest, money, chosen, spent }, card) {
  const full = contest.kind === "points" && noPoints({ contest, chosen }, card);
  if (full) return { name: "ballotFull", short: full, full };
  if (isIn(card) || contest.kind === "choose-one") return null;
  const { max_choices: max, max_spend: most } = contest;
  if (max !== null && chosen.length >= max) {
    return { name: "ballotFull", short: say("allPicked", { n: chosen.length, max }), full: say("tooMany", { n: chosen.length + 1, max }) };
  }
  if (most === null || spent + card.cost <= most) return null;
  const sum = money(spent + card.cost - most);
  return { name: "doesNotFit", short: say("overBy", { sum }), full: say("over", { sum }) };
}

// Why this idea gets no point more; empty where it may.
function noPoints({ contest, chosen }, card) {
  const each = contest.max_points_each;
  if (each !== null && markOf(card) >= each) return say("mostPoints", { max: each });
  return contest.points !== null && pointsLeft({ contest, chosen }) <= 0 ? say("noPoints") : "";
}

const pointsLeft = ({ contest, chosen }) => contest.points - chosen.reduce((sum, card) => sum + markOf(card), 0);

function pointsWords(ballot) {
  if (ballot.contest.kind !== "points" || ballot.contest.points === null) return "";
  const left = pointsLeft(ballot);
  return say(left < 0 ? "pointsOver" : "pointsLeft", { n: Math.abs(left) });
}

function drawTill(ballot) {
  const { contest, till, money, total, chosen, spent } = ballot;
  const pieces = chosen.map((card) => ({ key: card.code, amount: card.cost, series: card.series, code: card.code }));
  const label = say("label", { sum: money(spent), total: money(total), left: money(Math.max(total - spent, 0)) });
  fill(till.querySelector(".purse"), pieces, Math.max(total, spent), label);
  till.querySelector("[data-in]").textContent = say("inside", { sum: money(spent), n: chosen.length });
  const words = till.querySelector("[data-left]");
  words.textContent = leftWords(ballot);
  const isOver = (contest.max_spend !== null && spent > total) || (contest.points !== null && pointsLeft(ballot) < 0);
  words.classList.toggle("is-over", isOver);
}

function leftWords(ballot) {
  const { contest, money, total, spent, chosen } = ballot;
  const { max_choices: max, max_spend: most } = contest;
  const sum = most === null ? "" : say(spent > total ? "leftOver" : "left", { sum: money(Math.abs(total - spent)) });
  const choices = max === null ? "" : say("choicesLeft", { n: Math.max(max - chosen.length, 0) });
  return [pointsWords(ballot), sum, choices].filter(Boolean).join(", ");
}

function drawBanner({ chosen }) {
  const isTouched = chosen.length > 0;
  document.querySelector("[data-untouched]")?.classList.toggle("off", isTouched);
  document.querySelector("[data-touched]")?.classList.toggle("off", !isTouched);
}

// Other windows of this device, coming back by the back button, and the connection.
function watch(ballot) {
  const { contest, key, cards, till } = ballot;
  const isOvertaken = () => versionCast(key) > contest.prev;
  onChangeElsewhere(key, {
    draftChanged: () => {
      if (isOvertaken()) return;
      tick(ballot, draft(key));
      settle(ballot);
    },
    castChanged: () => {
      const note = document.querySelector("[data-overtaken]");
      note.hidden = !isOvertaken();
      note.querySelector("strong").textContent = say("overtaken", { n: versionCast(key) });
    },
    starsChanged: () => {
      for (const card of cards) showStar(card.starred);
      drawFilters(ballot);
    },
  });
  addEventListener("pageshow", ({ persisted }) => {
    const cameBack = persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    if (cameBack && isOvertaken()) location.reload();
  });
  const offline = till.querySelector("[data-offline]");
  const showConnection = () => {
    offline.hidden = navigator.onLine;
  };
  addEventListener("online", showConnection);
  addEventListener("offline", showConnection);
  showConnection();
}

// The whole text of an idea, fetched from its own page when somebody wants to read on.
async function readOn(details) {
  const place = details.querySelector("[data-place]");
  if (!details.open || !place) return;
  try {
    const answer = await fetch(details.dataset.full);
    const text = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-full-text]");
    if (answer.ok && text) place.replaceWith(document.importNode(text, true));
  } catch {
    // no connection: the link to the idea's page stands there
  }
}

// Nothing is sent into the void: without a connection the page stays, and says why.
function stopOffline(event) {
  const offline = document.querySelector("[data-offline]");
  offline.hidden = navigator.onLine;
  if (navigator.onLine) return;
  event.preventDefault();
  announce(offline.textContent.trim());
}

function copy(button) {
  button.hidden = !navigator.clipboard; // only secure pages may copy
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
    announce(button.dataset.done);
  });
}

// On paper nothing is folded away.
function printWhole() {
  for (const details of document.querySelectorAll(".receipt details")) details.open = true;
  print();
}

const form = document.querySelector("#ballot");
if (form) open(form);
for (const one of document.querySelectorAll("#ballot, [data-ballot-review] form")) one.addEventListener("submit", stopOffline);
for (const details of document.querySelectorAll("[data-full]")) details.addEventListener("toggle", () => readOn(details));

for (const input of document.querySelectorAll("[data-ballot-review] input[name=nonce]")) input.value = randomHex(32);
for (const { dataset } of document.querySelectorAll("[data-cast]")) castHere(dataset.cast, Number(dataset.version));
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => printWhole());
document.querySelectorAll("[data-copy]").forEach(copy);

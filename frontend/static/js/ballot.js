// The ballot page, made quick. Everything here is help: the form works without it, and the server decides.
import { moneyWriter } from "./money.js";
import { emptyPurse, fill } from "./purse.js";
import { wordsOf } from "./words.js";

const say = wordsOf("ballot-words", {
  add: "Add",
  takeOut: "Take out",
  addNamed: "Add {title}",
  takeOutNamed: "Take out {title}",
  doesNotFit: "Does not fit",
  inPurse: "In your purse",
  over: "Over by {sum}. Take an idea out to make room.",
  tooMany: "That would be {n} of {max}. Take an idea out to make room.",
  leaves: "leaves {sum}",
  ofPurse: "{share} of the purse",
  left: "{sum} left",
  leftOver: "{sum} over",
  inside: "{sum} in, {n} chosen",
  choicesLeft: "{n} of {max} left to choose",
  label: "{sum} of {total} used, {left} left",
});

function randomHex(bytes) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function open(form) {
  const contest = JSON.parse(form.dataset.contest);
  const ballot = {
    contest,
    money: moneyWriter(contest, form.querySelector(".price").firstChild.textContent.trim()),
    share: new Intl.NumberFormat(contest.locale, { style: "percent" }),
    total: contest.max_spend ?? contest.envelope,
    cards: [...form.querySelectorAll("[data-code]")].map(equip),
    till: document.querySelector("[data-till]"),
    key: form.dataset.draftKey,
  };
  restore(ballot);
  form.addEventListener("change", () => settle(ballot));
  form.addEventListener("click", (event) => toggle(ballot, event.target.closest("[data-toggle]")));
  for (const button of document.querySelectorAll("[data-show]")) button.addEventListener("click", () => show(ballot, button));
  for (const input of form.querySelectorAll("input[name=nonce]")) input.value = randomHex(32);
  settle(ballot);
}

// Gives a card its button, the words above it and (where there is room) its thin purse.
function equip(element, index) {
  const box = element.querySelector("input[name=choices]");
  const title = element.dataset.title ?? element.querySelector("h3").textContent.trim();
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.toggle = "";
  box.closest(".pick").after(button);
  box.tabIndex = -1;
  const reason = Object.assign(document.createElement("p"), { className: "overmsg", id: `why-${index}`, hidden: true });
  const row = element.querySelector(".row");
  row.before(reason);
  const card = {
    element, box, button, title, reason,
    code: element.dataset.code,
    cost: Number(element.dataset.cost),
    series: Number(element.dataset.series) || 8,
    sub: element.querySelector("[data-sub]"),
  };
  if (!element.closest(".compact")) {
    card.fit = Object.assign(document.createElement("div"), { className: "fit" });
    card.fit.append(emptyPurse("thin"));
    reason.before(card.fit);
  }
  return card;
}

const isIn = (card) => card.box.checked;
const chosenOf = (ballot) => ballot.cards.filter(isIn);
const costOf = (cards) => cards.reduce((sum, card) => sum + card.cost, 0);

// Why a card cannot be added now; "" where it can.
function obstacle({ contest, money }, card, chosen, spent) {
  if (contest.max_choices !== null && chosen.length >= contest.max_choices) {
    return say("tooMany", { n: chosen.length + 1, max: contest.max_choices });
  }
  if (contest.max_spend !== null && spent + card.cost > contest.max_spend) {
    return say("over", { sum: money(spent + card.cost - contest.max_spend) });
  }
  return "";
}

function toggle(ballot, button) {
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const card = ballot.cards.find((one) => one.button === button);
  card.box.checked = !card.box.checked;
  settle(ballot);
}

// Draws everything again from what is ticked.
function settle(ballot) {
  const chosen = chosenOf(ballot);
  const spent = costOf(chosen);
  for (const card of ballot.cards) drawCard(ballot, card, chosen, spent);
  if (ballot.till) drawTill(ballot, chosen, spent);
  drawFilters(ballot);
  remember(ballot, chosen);
}

function drawCard(ballot, card, chosen, spent) {
  const inside = isIn(card);
  const why = inside ? "" : obstacle(ballot, card, chosen, spent);
  card.why = why;
  card.element.classList.toggle("isin", inside);
  drawTag(card, inside);
  drawButton(card, inside, why);
  card.reason.hidden = !why;
  card.reason.textContent = why;
  if (card.sub) card.sub.textContent = subWords(ballot, card, inside, why, spent);
  if (card.fit) drawFit(ballot, card, chosen, spent);
}

function subWords({ contest, money, share, total }, card, inside, why, spent) {
  if (contest.max_spend === null || inside) return say("ofPurse", { share: share.format(card.cost / total) });
  return why ? say("left", { sum: money(Math.max(total - spent, 0)) }) : say("leaves", { sum: money(total - spent - card.cost) });
}

function drawTag(card, inside) {
  const old = card.element.querySelector(".tag");
  if (!inside) old?.remove();
  if (!inside || old) return;
  const tag = Object.assign(document.createElement("span"), { className: "tag" });
  tag.append(icon("check"), say("inPurse"));
  card.element.querySelector(".in").prepend(tag);
}

function drawButton(card, inside, why) {
  const { button, title } = card;
  const look = inside ? "ghost" : why ? "no" : "";
  button.className = `btn ${look}`.trim();
  button.replaceChildren(...(inside || why ? [] : [icon("plus")]), say(inside ? "takeOut" : why ? "doesNotFit" : "add"));
  button.setAttribute("aria-label", why ? `${say("doesNotFit")}: ${title}` : say(inside ? "takeOutNamed" : "addNamed", { title }));
  why ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
  why ? button.setAttribute("aria-describedby", card.reason.id) : button.removeAttribute("aria-describedby");
}

function icon(name) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("class", "ic");
  drawn.setAttribute("aria-hidden", "true");
  drawn.innerHTML = `<use href="#i-${name}"></use>`;
  return drawn;
}

// The thin purse: grey is in already, the colour is this idea where it would land, hatching hangs out past the end.
function drawFit({ contest, total, money }, card, chosen, spent) {
  const purse = card.fit.querySelector(".purse");
  const grey = (one) => ({ key: one.code, amount: one.cost, series: 0 });
  const own = { key: card.code, amount: card.cost, series: card.series };
  const around = contest.max_spend === null ? [] : isIn(card) ? chosen : [...chosen, card];
  const pieces = around.length ? around.map((one) => (one === card ? own : grey(one))) : [own];
  const hangsOut = contest.max_spend !== null && !isIn(card) && spent + card.cost > total;
  card.fit.classList.toggle("purse-over", hangsOut);
  if (hangsOut) pieces.at(-1).amount = Math.max(total - spent, 0);
  fill(purse, pieces, total, card.why || money(card.cost));
  card.fit.querySelector(".out")?.remove();
  if (hangsOut) card.fit.append(Object.assign(document.createElement("i"), { className: "out" }));
}

function drawTill({ contest, till, money, total }, chosen, spent) {
  const pieces = chosen.map((card) => ({ key: card.code, amount: card.cost, series: card.series, code: card.code }));
  const left = total - spent;
  fill(till.querySelector(".purse"), pieces, Math.max(total, spent), say("label", { sum: money(spent), total: money(total), left: money(Math.max(left, 0)) }));
  till.querySelector("[data-in]").textContent = say("inside", { sum: money(spent), n: chosen.length });
  const words = till.querySelector("[data-left]");
  words.textContent = leftWords(contest, money, left, chosen.length);
  words.classList.toggle("is-over", contest.max_spend !== null && left < 0);
}

function leftWords(contest, money, left, count) {
  const choices = contest.max_choices === null ? "" : say("choicesLeft", { n: contest.max_choices - count, max: contest.max_choices });
  if (contest.max_spend === null) return choices;
  const sum = say(left < 0 ? "leftOver" : "left", { sum: money(Math.abs(left)) });
  return choices ? `${sum}, ${choices}` : sum;
}

const KEPT = {
  all: () => true,
  fits: (card) => !isIn(card) && !card.why,
  chosen: isIn,
};

function drawFilters(ballot) {
  for (const button of document.querySelectorAll("[data-show] [data-count]")) {
    button.textContent = ballot.cards.filter(KEPT[button.closest("[data-show]").dataset.show]).length;
  }
}

// A filter picks once: a card that is added or taken out stays where it is until a filter is pressed again.
function show(ballot, pressed) {
  for (const button of document.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button === pressed));
  for (const card of ballot.cards) card.element.hidden = !KEPT[pressed.dataset.show](card);
}

// The draft lives in this browser and nowhere else. What the server sent ticked is newer than any draft.
const slot = (key) => `draft:${key}`;

function restore({ key, cards }) {
  if (!key || cards.some(isIn)) return;
  const codes = new Set(JSON.parse(stored(key) ?? "[]"));
  for (const card of cards) card.box.checked = codes.has(card.code);
}

function stored(key) {
  try {
    return localStorage.getItem(slot(key));
  } catch {
    return null; // storage is switched off: there is no draft
  }
}

function remember({ key }, chosen) {
  if (!key) return;
  try {
    localStorage.setItem(slot(key), JSON.stringify(chosen.map((card) => card.code)));
  } catch {
    // storage is full or switched off: the ballot works without a draft
  }
}

function forget(key) {
  try {
    localStorage.removeItem(slot(key));
  } catch {
    // nothing was stored
  }
}

const form = document.querySelector("#ballot");
if (form) open(form);
for (const input of document.querySelectorAll("[data-ballot-review] input[name=nonce]")) input.value = randomHex(32);
for (const mark of document.querySelectorAll("[data-clear-draft]")) forget(mark.dataset.clearDraft);

// One idea on the ballot: its button, its star, and the thin purse that shows where it would land.
import { icon } from "./icon.js";
import { drawSteps, equipPlaces, equipPoints } from "./numbers.js";
import { make } from "./make.js";
import { fill } from "./purse.js";
import { showStar } from "./star.js";

const ICONS = { add: "plus", takeOut: "minus", doesNotFit: "stop", ballotFull: "stop" };
const LOOKS = { add: "", takeOut: "ghost", doesNotFit: "no", ballotFull: "no" };

export function equip(element, index, say, kind) {
  const { code, cost, series, title, star } = element.dataset;
  const control = element.querySelector("[data-mark]");
  const hint = make("p", { className: "overmsg", id: `why-${index}`, hidden: true });
  element.querySelector(".row").before(hint);
  const starred = make("button", { type: "button", className: "starred" }, icon("star"));
  Object.assign(starred.dataset, { star });
  starred.setAttribute("aria-label", say("star", { title }));
  showStar(starred);
  element.append(starred);
  const card = {
    element, control, hint, starred, index, code, title, text: element.textContent.toLowerCase(),
    cost: Number(cost),
    series: Number(series),
    place: element.querySelector(".where")?.firstChild.textContent.trim() ?? "",
    sub: element.querySelector("[data-sub]"),
    fit: element.querySelector(".fit"),
  };
  if (kind === "points") equipPoints(card, say);
  else equipToggle(card);
  if (kind === "ranking") equipPlaces(card, say);
  return card;
}

function equipToggle(card) {
  card.button = make("button", { type: "button" });
  card.button.dataset.toggle = "";
  card.control.tabIndex = -1;
  card.control.closest(".pick").after(card.button);
}

// What stands beside an idea: 1 for a box that is ticked, its place, its points; 0 where there is nothing.
export function markOf({ control }) {
  if (control.type === "checkbox") return Number(control.checked);
  return Math.max(Math.trunc(Number(control.value)) || 0, 0);
}

export function setMark({ control }, mark) {
  if (control.type === "checkbox") control.checked = mark > 0;
  else control.value = mark || "";
}

export const isIn = (card) => markOf(card) > 0;
export const isStarred = (card) => card.starred.getAttribute("aria-pressed") === "true";

// `why` is what keeps the card out: { name, short, full } in words, or null.
export function drawCard(card, why, ballot) {
  card.why = why;
  card.element.classList.toggle("isin", isIn(card));
  drawTag(card, ballot);
  if (card.button) drawButton(card, isIn(card) ? "takeOut" : why?.name ?? "add", ballot.say);
  if (card.steps) drawSteps(card, markOf(card), why);
  card.hint.hidden = true;
  card.hint.textContent = why?.full ?? "";
  const isOut = why && !isIn(card);
  card.sub.textContent = isOut ? why.short : subWords(card, ballot);
  card.sub.classList.toggle("is-over", Boolean(isOut));
  if (card.fit) drawFit(card, ballot);
}

function subWords(card, { contest, say, money, share, total, spent }) {
  if (contest.max_spend === null || isIn(card)) return say("ofPurse", { share: share.format(card.cost / total) });
  return say("leaves", { sum: money(total - spent - card.cost) });
}

const TAGS = { ranking: "place", points: "points" };

function drawTag(card, { contest, say }) {
  card.element.querySelector(".tag")?.remove();
  if (!isIn(card)) return;
  const words = say(TAGS[contest.kind] ?? "inPurse", { n: markOf(card) });
  card.element.querySelector(".in").prepend(make("span", { className: "tag" }, icon("check"), words));
}

function drawButton({ button, title, hint }, name, say) {
  if (button.dataset.name !== name) {
    button.dataset.name = name;
    button.className = `btn ${LOOKS[name]}`.trim();
    button.replaceChildren(icon(ICONS[name]), make("span", {}, say(name)), make("span", { className: "vh" }, `: ${title}`));
  }
  const isBlocked = LOOKS[name] === "no";
  isBlocked ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
  isBlocked ? button.setAttribute("aria-describedby", hint.id) : button.removeAttribute("aria-describedby");
}

// The thin purse: grey is in already, the colour is this idea where it would land, hatching hangs out past the end.
function drawFit(card, { contest, chosen, total, spent }) {
  const hasLimit = contest.max_spend !== null;
  const around = !hasLimit ? [card] : isIn(card) ? chosen : [...chosen, card];
  const hangsOut = hasLimit && !isIn(card) && spent + card.cost > total;
  const pieces = around.map((one) => ({ key: one.code, amount: one.cost, series: one === card ? card.series : 0 }));
  if (hangsOut) pieces.at(-1).amount = Math.max(total - spent, 0);
  card.fit.classList.toggle("purse-over", hangsOut);
  fill(card.fit.querySelector(".purse"), pieces, total);
}

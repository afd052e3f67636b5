// One idea on the ballot: its button, its star, and the thin purse that shows where it would land.
import { icon } from "./icon.js";
import { fill } from "./purse.js";
import { showStar } from "./star.js";

const ICONS = { add: "plus", takeOut: "minus", doesNotFit: "stop", ballotFull: "stop" };
const LOOKS = { add: "", takeOut: "ghost", doesNotFit: "no", ballotFull: "no" };

function make(tag, fields, ...children) {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...children);
  return element;
}

export function equip(element, index, say) {
  const { code, cost, series, title, star } = element.dataset;
  const box = element.querySelector("input[name=choices]");
  const button = make("button", { type: "button" });
  button.dataset.toggle = "";
  box.tabIndex = -1;
  box.closest(".pick").after(button);
  const hint = make("p", { className: "overmsg", id: `why-${index}`, hidden: true });
  element.querySelector(".row").before(hint);
  const starred = make("button", { type: "button", className: "starred" }, icon("star"));
  Object.assign(starred.dataset, { star });
  starred.setAttribute("aria-label", say("star", { title }));
  showStar(starred);
  element.append(starred);
  return {
    element, box, button, hint, starred, index, code, title, text: element.textContent.toLowerCase(),
    cost: Number(cost),
    series: Number(series),
    place: element.querySelector(".where")?.firstChild.textContent.trim() ?? "",
    sub: element.querySelector("[data-sub]"),
    fit: element.querySelector(".fit"),
  };
}

export const isIn = (card) => card.box.checked;
export const isStarred = (card) => card.starred.getAttribute("aria-pressed") === "true";

// `why` is what keeps the card out: { name, short, full } in words, or null.
export function drawCard(card, why, ballot) {
  card.why = why;
  card.element.classList.toggle("isin", isIn(card));
  drawTag(card, ballot.say);
  drawButton(card, isIn(card) ? "takeOut" : why?.name ?? "add", ballot.say);
  card.hint.hidden = true;
  card.hint.textContent = why?.full ?? "";
  card.sub.textContent = why?.short ?? subWords(card, ballot);
  card.sub.classList.toggle("is-over", Boolean(why));
  if (card.fit) drawFit(card, ballot);
}

function subWords(card, { contest, say, money, share, total, spent }) {
  if (contest.max_spend === null || isIn(card)) return say("ofPurse", { share: share.format(card.cost / total) });
  return say("leaves", { sum: money(total - spent - card.cost) });
}

function drawTag({ element }, say) {
  const old = element.querySelector(".tag");
  const isChosen = element.classList.contains("isin");
  if (!isChosen) old?.remove();
  else if (!old) element.querySelector(".in").prepend(make("span", { className: "tag" }, icon("check"), say("inPurse")));
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

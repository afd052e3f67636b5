// Which ideas of the ballot are shown, and in which order. Nothing here changes what is chosen.
import { isIn, isStarred } from "./card.js";

const KEPT = {
  all: () => true,
  fits: (card) => !isIn(card) && !card.why,
  chosen: isIn,
  starred: isStarred,
};
const ORDERS = {
  own: (a, b) => a.index - b.index,
  cheap: (a, b) => a.cost - b.cost,
  dear: (a, b) => b.cost - a.cost,
  place: (a, b) => a.place.localeCompare(b.place),
};

const buttons = () => [...document.querySelectorAll("[data-show]")];

export function drawFilters({ cards }) {
  for (const button of buttons()) {
    const count = button.querySelector("[data-count]");
    const now = String(cards.filter(KEPT[button.dataset.show]).length);
    if (count.textContent !== now) count.textContent = now;
  }
}

// A filter picks once: a card that is added or taken out stays where it is until a filter is pressed again.
function show({ cards, say }, find) {
  const kind = buttons().find((button) => button.getAttribute("aria-pressed") === "true").dataset.show;
  const words = find?.value.trim().toLowerCase() ?? "";
  const shown = cards.filter((card) => KEPT[kind](card) && card.text.includes(words));
  for (const card of cards) card.element.hidden = !shown.includes(card);
  const isNarrowed = kind !== "all" || words !== "";
  for (const tip of document.querySelectorAll("[data-tip]")) tip.hidden = isNarrowed;
  document.querySelector("[data-shown]").textContent = isNarrowed ? shownWords(say, kind, words, shown.length) : "";
}

function shownWords(say, kind, words, count) {
  if (count) return `${say("shown", { n: count })} ${kind === "starred" ? say("starsStay") : ""}`;
  return say(words ? "noneFound" : `none${kind[0].toUpperCase()}${kind.slice(1)}`);
}

function sort({ cards }, order) {
  const sorted = [...cards].sort((a, b) => ORDERS[order](a, b) || a.index - b.index);
  sorted[0].element.parentElement.prepend(...sorted.map((card) => card.element));
}

export function list(ballot) {
  const find = document.querySelector("[data-find]");
  for (const button of buttons()) {
    button.addEventListener("click", () => {
      for (const other of buttons()) other.setAttribute("aria-pressed", String(other === button));
      show(ballot, find);
    });
  }
  find?.addEventListener("input", () => show(ballot, find));
  find?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it searches, and does not send the ballot
  });
  const order = document.querySelector("[data-order]");
  order.addEventListener("change", () => sort(ballot, order.value));
  if (order.value !== "own") sort(ballot, order.value); // a browser that came back keeps what was picked
  if (find?.value) show(ballot, find);
}

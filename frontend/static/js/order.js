// The order of the ideas: it stays as it is while numbers move, and changes when somebody asks.
import { sorted } from "./standing.js";

const MOVE_MS = 360;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const links = () => [...document.querySelectorAll("[data-live-order]")];
let wordAgain = "";

export function listenForOrder(say) {
  wordAgain = say("again");
  for (const link of links()) {
    link.dataset.words = link.textContent;
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      put(link.dataset.liveOrder);
      history.replaceState(null, "", link.href);
    });
  }
}

const itemsOf = (table) => [...table.tBodies[0].rows].map((row) => ({
  row,
  votes: Number(row.querySelector("[data-votes]").dataset.value),
  place: Number(row.dataset.place),
}));

function put(how) {
  for (const table of document.querySelectorAll("[data-live-district]")) {
    const items = itemsOf(table);
    const before = items.map(({ row }) => row.getBoundingClientRect().top);
    table.tBodies[0].append(...sorted(items, how).map(({ row }) => row));
    if (!calm.matches) items.forEach(({ row }, place) => glide(row, before[place] - row.getBoundingClientRect().top));
  }
  for (const link of links()) {
    link.textContent = link.dataset.words;
    if (link.dataset.liveOrder === how) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

// From where a row stood to where it stands now.
function glide(row, distance) {
  if (!distance) return;
  row.animate({ transform: [`translateY(${distance}px)`, "none"] }, { duration: MOVE_MS, easing: "cubic-bezier(0.2, 0.8, 0.2, 1)" });
}

// Where votes have overtaken one another since they were sorted, the link offers to sort again.
export function offerOrder(table) {
  const link = links().find((one) => one.dataset.liveOrder === "votes" && one.hasAttribute("aria-current"));
  if (!link) return;
  const items = itemsOf(table);
  const wanted = sorted(items, "votes");
  link.textContent = items.every((item, place) => item === wanted[place]) ? link.dataset.words : wordAgain;
}

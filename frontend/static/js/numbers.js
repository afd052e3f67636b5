// Ballots of numbers: ideas that change places with their neighbours, and points that are given one by one.
import { icon } from "./icon.js";
import { make } from "./make.js";

const ICONS = { up: "up", down: "down", more: "plus", less: "minus" };

function numberButton(name, words, by) {
  const button = make("button", { type: "button", className: "btn ghost step" }, icon(ICONS[name]), ...words);
  button.dataset.by = by;
  return button;
}

const heard = (words) => make("span", { className: "vh" }, words);

// Two buttons that move the idea on the voter's own list; they are there only while it is on it.
export function equipPlaces(card, say) {
  const words = (name) => [say(name), heard(`: ${card.title}`)];
  card.moves = [numberButton("up", words("up"), -1), numberButton("down", words("down"), 1)];
  card.element.querySelector(".row").after(make("p", { className: "moves" }, ...card.moves));
}

// Two buttons beside the field, which stays a field.
export function equipPoints(card, say) {
  const words = (name) => [heard(`${say(name)}: ${card.title}`)];
  card.steps = [numberButton("less", words("less"), -1), numberButton("more", words("more"), 1)];
  const field = card.control.closest(".stepper");
  field.prepend(card.steps[0]);
  field.append(card.steps[1]);
}

export function drawSteps({ steps: [less, more], hint }, mark, why) {
  block(less, mark === 0);
  block(more, Boolean(why), hint.id);
}

export function drawMoves({ moves: [up, down] }, place, last) {
  block(up, place <= 1);
  block(down, place === 0 || place >= last);
}

function block(button, isBlocked, hint) {
  isBlocked ? button.setAttribute("aria-disabled", "true") : button.removeAttribute("aria-disabled");
  isBlocked && hint ? button.setAttribute("aria-describedby", hint) : button.removeAttribute("aria-describedby");
}

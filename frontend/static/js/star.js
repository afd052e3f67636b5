// Stars: a list of ideas to come back to, kept on this device under the address of each idea.
import { keepStar, stars } from "./device.js";

const isOn = (button) => button.getAttribute("aria-pressed") === "true";

export function showStar(button) {
  button.setAttribute("aria-pressed", String(stars().has(button.dataset.star)));
}

export function toggleStar(button) {
  keepStar(button.dataset.star, !isOn(button));
  showStar(button);
}

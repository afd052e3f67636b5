import "./part.js";

// On every page: says that scripts run, and closes the menu with Escape or a click elsewhere.
document.documentElement.classList.add("has-js");

const menu = document.querySelector("details.menu");
const close = () => menu?.removeAttribute("open");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu?.open) return;
  close();
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  if (!menu?.contains(event.target)) close();
});

// Enter in a field that names its next goes there, so that a scanner or a number pad is enough. An empty next alone.
for (const field of document.querySelectorAll("[data-next]")) {
  const next = document.querySelector(field.dataset.next);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || next.value || !field.value) return;
    event.preventDefault();
    next.focus();
  });
}

// A form that came back with errors: the summary is read first; a lone field says what is wrong itself.
document.querySelector("#form-errors, [aria-invalid=true]")?.focus();

// The tab one is on is in sight, however many there are.
const middle = (element) => element.getBoundingClientRect().left + element.offsetWidth / 2;
for (const here of document.querySelectorAll(".tabs [aria-current]")) {
  here.parentElement.scrollBy({ left: middle(here) - middle(here.parentElement) });
}

const shortlist = document.querySelectorAll("[data-shortlist]");
if (shortlist.length) import("./star.js").then((stars) => shortlist.forEach(stars.showStar));

if (document.querySelector("[data-chart]")) import("./charts.js").then((charts) => charts.drawWhenVisible());

// What a button needs is fetched when it is pressed, so that no press is lost while a script is on its way.
const acts = {
  "[data-chart-png], [data-chart-csv]": async (button) => (await import("./charts.js")).saveAs(button),
  "[data-shortlist]": async (button) => (await import("./star.js")).toggleStar(button),
  "button[data-share]": async (button) => (await import("./share.js")).passOn(button),
};
document.addEventListener("click", ({ target }) => {
  for (const [mark, act] of Object.entries(acts)) if (target.closest(mark)) act(target.closest(mark));
});

const passkey = document.querySelector("[data-passkey]");
if (passkey) import("./passkey.js").then((module) => module.equip(passkey));

const recount = document.querySelector("[data-recount]");
if (recount) import("./recounting.js").then((module) => module.equip(recount));

const texts = document.querySelectorAll("[data-limit]");
if (texts.length) import("./write.js").then((module) => texts.forEach(module.count));
document.querySelector("#preview")?.focus();

// The page that checks a receipt: the receipt stays in this browser, and no more than the hash of the cast is sent.
import { keepLog, logSeen } from "./device.js";
import { icon } from "./icon.js";
import { castPrefix, mayHash } from "./log/hashes.js";
import { examine, faultIn, parseReceipt, sizeOf, STEPS } from "./log/receipt.js";
import { make } from "./make.js";
import { wordsOf } from "./words.js";

const ICONS = { good: "check", bad: "stop" };
const say = wordsOf("receipt-words");
const form = document.querySelector("[data-receipt-form]");
const answer = document.querySelector("#answer");
const said = document.querySelector("[data-said]");

async function check() {
  const [file] = form.elements.file.files;
  const text = file ? await file.text() : form.elements.receipt.value;
  const claim = parseReceipt(text);
  const wanted = claim?.h ?? castPrefix(text);
  if (!wanted) return tell("none");
  tell("checking");
  const seen = claim && logSeen(claim.manifest);
  const found = await ask(wanted, claim?.round ?? "", [claim?.checkpoint, seen]);
  const shown = found.querySelector("[data-evidence]");
  if (shown) await judge(shown, claim, wanted);
  answer.replaceChildren(...found.childNodes);
  tell("");
  answer.focus();
  return undefined;
}

function tell(name) {
  said.textContent = name && say(name);
}

// The answer of the server to a hash alone, with proofs from the states of the log that are known here.
async function ask(hash, round, checkpoints) {
  const sizes = checkpoints.map((note) => (note ? sizeOf(note) : null)).filter((size) => size !== null);
  const token = form.elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, receipt: hash, round, sizes: sizes.join(" ") });
  const page = await fetch(form.action, { method: "POST", body });
  if (!page.ok) throw new Error(`${page.status}`);
  return document.importNode(new DOMParser().parseFromString(await page.text(), "text/html").querySelector("#answer"), true);
}

// Checks what the server showed, and writes what came of it in the place of what the server said of itself.
async function judge(shown, claim, wanted) {
  const evidence = JSON.parse(shown.dataset.evidence);
  const page = await fetch(shown.dataset.manifest);
  if (!page.ok) throw new Error(`${page.status}`);
  const manifest = await page.text();
  const known = await remembered(evidence, claim, wanted);
  const { verdicts, size, checkpoint } = await examine({ claim, wanted, evidence, manifest, known });
  const fault = faultIn(verdicts);
  if (fault) shown.querySelector("[data-state]").replaceChildren(document.querySelector(`[data-fault=${fault}]`).content.cloneNode(true));
  shown.querySelector("[data-checks]").replaceChildren(...STEPS.map((step) => line(step, verdicts[step], { index: evidence.index, size })));
  if (claim) list(shown.querySelector("[data-choices]"), claim, JSON.parse(manifest));
  if (checkpoint) keepLog(evidence.manifest, checkpoint);
}

// What this browser saw of the log before. Where only a code was typed, which log it is comes with the answer, and the
// proof from there has to be asked for.
async function remembered(evidence, claim, wanted) {
  const known = logSeen(evidence.manifest);
  const size = known && sizeOf(known);
  if (size !== null && !(size in evidence.consistency)) {
    const again = await ask(wanted, claim?.round ?? "", [claim?.checkpoint, known]);
    Object.assign(evidence, JSON.parse(again.querySelector("[data-evidence]").dataset.evidence));
  }
  return known;
}

function line(step, verdict, places) {
  const words = say(`${step}${verdict[0].toUpperCase()}${verdict.slice(1)}`, places).trim();
  return make("li", { className: verdict }, icon(ICONS[verdict] ?? "minus"), make("span", { textContent: words }));
}

function list(place, claim, manifest) {
  const { projects = [] } = manifest.districts.find(({ code }) => code === claim.district) ?? {};
  const titles = new Map(projects.map(({ code, title }) => [code, title]));
  const choices = Array.isArray(claim.ballot.choices) ? claim.ballot.choices : [];
  const chosen = choices.map((choice) => (typeof choice === "object" ? { ...choice } : { p: choice })).filter(({ p }) => titles.has(p));
  place.hidden = !chosen.length;
  place.querySelector("ul").replaceChildren(
    ...chosen.map(({ p, w }) => make("li", {}, make("b", { textContent: p }), ` ${titles.get(p)}${w ? ` (${say("points", { n: w })})` : ""}`)),
  );
}

async function checkHere() {
  try {
    await check();
  } catch {
    tell("offline");
  }
}

// A code on paper leads here with the hash behind the #, which no server sees.
function readAddress() {
  const hash = castPrefix(location.hash.slice(1));
  if (!hash) return;
  form.elements.file.value = "";
  form.elements.receipt.value = hash;
  checkHere();
}

// Where the browser gives no hashes (a page without HTTPS), the form goes to the server as it is.
if (form && mayHash()) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    checkHere();
  });
  addEventListener("hashchange", readAddress);
  readAddress();
}

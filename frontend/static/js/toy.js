// The toy election answers at once: what the form says is counted by the server, and its answer put in place.
const form = document.querySelector("[data-toy]");
let latest = 0;

async function recount() {
  const address = `?${new URLSearchParams(new FormData(form))}`;
  const turn = (latest += 1);
  const answer = await fetch(address);
  if (!answer.ok || turn !== latest) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector(form.dataset.toy).replaceChildren(...page.querySelector(form.dataset.toy).childNodes);
  history.replaceState(null, "", address);
}

form.addEventListener("change", recount);

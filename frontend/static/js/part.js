// Parts of a page that are asked for again, by a form that changes or a link: [data-part] names them by their ids. Without
// a script the whole page comes instead.
let latest = 0;

async function renew(address, selector) {
  const turn = (latest += 1);
  const answer = await fetch(address);
  if (!answer.ok || turn !== latest) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll(selector)) part.replaceChildren(...page.getElementById(part.id).childNodes);
  history.replaceState(null, "", address);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-part]");
  if (form) renew(`?${new URLSearchParams(new FormData(form))}`, form.dataset.part);
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-part]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const words = link.textContent;
  await renew(link.href, link.dataset.part);
  // The focus stays on the link of the same name, or on the first of the part.
  const links = [...document.querySelectorAll(`${link.dataset.part} a[data-part]`)];
  (links.find((one) => one.textContent === words) ?? links[0])?.focus({ preventScroll: true });
});

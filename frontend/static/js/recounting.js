// The button of the page "check us yourself": starts the recount and shows what it says.
const MARKS = { ok: "ok", fault: "FAULT", note: "NOT CHECKED" };

export function equip(place) {
  const [bar, said, lines] = ["recount-progress", "recount-said", "recount-lines"].map((id) => document.getElementById(id));
  const button = place.querySelector("button");
  place.hidden = false;
  button.addEventListener("click", () => {
    const worker = new Worker(place.dataset.worker, { type: "module" });
    button.disabled = true;
    Object.assign(lines, { textContent: "", hidden: false });
    bar.hidden = false;
    said.textContent = place.dataset.busy;
    const finish = (words) => {
      Object.assign(bar, { hidden: true });
      said.textContent = words;
      button.disabled = false;
      worker.terminate();
    };
    worker.addEventListener("error", () => finish(place.dataset.broken));
    worker.addEventListener("message", ({ data }) => {
      if (data.part !== undefined) bar.value = data.part;
      if (data.line) lines.textContent += `${MARKS[data.line.kind]} ${data.line.name}: ${data.line.said}\n`;
      if (data.faults !== undefined) finish(data.faults < 0 ? place.dataset.broken : data.faults ? place.dataset.faults : place.dataset.well);
    });
    worker.postMessage({ address: new URL(place.dataset.recount, location.href).href });
  });
}

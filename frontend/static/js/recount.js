// A worker of its own: fetches a bundle and checks it, without holding up the page.
import { check } from "./recount/check.js";

self.addEventListener("message", async ({ data }) => {
  const answer = await fetch(data.address);
  if (!answer.ok) {
    self.postMessage({ faults: -1 });
    return;
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const faults = await check(bytes, (line) => self.postMessage({ line }), (part) => self.postMessage({ part }));
  self.postMessage({ faults });
});

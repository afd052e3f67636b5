// Draws the strip of a purse as drawn/purse.html does: lengths from data, as SVG attributes.
const SVG = "http://www.w3.org/2000/svg";
const PILL = 26;
const CHAR = 8;

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// pieces: [{ key, amount, series, code }] side by side in a bag that holds `total`. Lengths that stay slide to their new
// place; the first time, everything stands there at once. A purse that is more than decoration has a label.
export function fill(purse, pieces, total, label) {
  const strip = purse.querySelector(".strip");
  const isFirst = !("drawn" in strip.dataset);
  strip.dataset.drawn = "";
  const old = new Map([...strip.querySelectorAll("rect[data-key]")].map((rect) => [rect.dataset.key, rect]));
  const drawn = [make("rect", { width: "100%", height: "100%", fill: "url(#rest)" })];
  const marks = [];
  let start = 0;
  for (const piece of pieces) {
    const share = (100 * piece.amount) / total;
    const rect = old.get(piece.key) ?? make("rect", { "data-key": piece.key, x: `${start}%`, width: `${isFirst ? share : 0}%`, height: "100%" });
    rect.setAttribute("fill", `url(#s${piece.series})`);
    if (!isFirst) requestAnimationFrame(place(rect, start, share));
    drawn.push(rect);
    marks.push(make("line", { class: piece.series ? "cut" : "cut soft", x1: `${start + share}%`, x2: `${start + share}%`, y1: "0", y2: "100%" }));
    if (piece.code) marks.push(...pill(strip, piece.code, start + share / 2, share));
    start += share;
  }
  strip.replaceChildren(...drawn, ...marks);
  if (label) purse.setAttribute("aria-label", label);
}

const place = (rect, start, share) => () => {
  rect.setAttribute("x", `${start}%`);
  rect.setAttribute("width", `${share}%`);
};

function pill(strip, code, middle, share) {
  const width = Math.max(PILL, CHAR * code.length + 12);
  if ((share * strip.clientWidth) / 100 < width + 6) return [];
  const text = make("text", { x: `${middle}%`, y: "50%", dy: "4.5" });
  text.textContent = code;
  return [make("rect", {
    class: "pill-s", x: `${middle}%`, y: "50%", width, height: PILL, rx: PILL / 2, transform: `translate(${-width / 2} ${-PILL / 2})`,
  }), text];
}

// The names of the sets above a chart's bars, in as many lines as they need.
import { pattern, token } from "./patterns.js";

const LINE = 24;
const SWATCH = { width: 22, height: 14 };
const GAP = 16;

// Where each name goes in a chart of this width: { x, line, width } in reading direction.
export function placed(widths, width) {
  let [x, line] = [0, 0];
  return widths.map((text) => {
    const wide = SWATCH.width + 6 + text;
    if (x && x + wide > width) [x, line] = [0, line + 1];
    const place = { x, line, width: wide };
    x += wide + GAP;
    return place;
  });
}

export const linesFor = (count, width) => (count < 2 ? 0 : width < 480 ? Math.ceil(count / 2) : 1);
export const heightOf = (lines) => lines * LINE + (lines ? 8 : 0);

// A plugin of chart.js.
export const legend = (sets, font) => ({
  id: "legend",
  afterDraw({ ctx: pen, width }) {
    if (sets.length < 2) return;
    const rtl = document.documentElement.dir === "rtl";
    pen.save();
    Object.assign(pen, { font, fillStyle: token("--ink-2"), textBaseline: "middle", textAlign: rtl ? "right" : "left" });
    const places = placed(sets.map(({ name }) => pen.measureText(name).width), width);
    sets.forEach(({ name, series }, index) => {
      const { x, line } = places[index];
      const y = line * LINE + LINE / 2;
      const start = rtl ? width - x : x;
      pen.fillStyle = pattern(series);
      pen.strokeStyle = token("--ink");
      pen.lineWidth = 1.5;
      pen.beginPath();
      pen.roundRect((rtl ? start - SWATCH.width : start) + 1, y - SWATCH.height / 2, SWATCH.width - 2, SWATCH.height, 3);
      pen.fill();
      pen.stroke();
      pen.fillStyle = token("--ink-2");
      pen.fillText(name, start + (rtl ? -1 : 1) * (SWATCH.width + 6), y);
    });
    pen.restore();
  },
});

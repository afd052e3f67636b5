// The series of the style sheet on a canvas: the same colours, the same marks.

let probe;

// The colour of a token as it is now: light-dark() is resolved where a colour is used, so one is used.
export function token(name) {
  probe ??= document.body.appendChild(Object.assign(document.createElement("i"), { hidden: true }));
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

const made = new Map();

// 1 to 8: a series; 9: the hatching of what is left; 0: the plain tint of a share.
export function pattern(series) {
  const key = `${series}${token("--paper")}`;
  if (!made.has(key)) made.set(key, make(series));
  return made.get(key);
}

const MARKS = {
  1: (pen) => pen.stroke(new Path2D("M-2 10L10 -2M-2 2L2 -2M6 10L10 6")),
  2: (pen) => pen.fill(new Path2D("M4 2.4a1.6 1.6 0 1 0 .01 0Z")),
  3: (pen) => pen.stroke(new Path2D("M1 0V8")),
  4: (pen) => pen.stroke(new Path2D("M0 3H8")),
  5: (pen) => pen.stroke(new Path2D("M-2 -2L10 10M-2 6L2 10M6 -2L10 2")),
  6: (pen) => pen.stroke(new Path2D("M0 .5H8M.5 0V8")),
  7: (pen) => pen.stroke(new Path2D("M4 2a2 2 0 1 0 .01 0Z")),
  9: (pen) => pen.stroke(new Path2D("M-2 10L10 -2M-2 2L2 -2M6 10L10 6")),
};

function make(series) {
  const tile = document.createElement("canvas");
  const ratio = Math.ceil(devicePixelRatio);
  tile.width = tile.height = 8 * ratio;
  const pen = tile.getContext("2d");
  pen.scale(ratio, ratio);
  const left = series === 9;
  pen.fillStyle = token(left ? "--sheet" : series ? `--c${series}` : "--in-tint");
  pen.fillRect(0, 0, 8, 8);
  const hatch = [3, 6, 7].includes(series) ? "--hatch-l" : "--hatch-d";
  pen.strokeStyle = pen.fillStyle = token(left ? "--line" : hatch);
  pen.lineWidth = left ? 1 : 1.6;
  MARKS[series]?.(pen);
  const repeated = pen.createPattern(tile, "repeat");
  repeated.setTransform(new DOMMatrix().scale(1 / ratio));
  return repeated;
}

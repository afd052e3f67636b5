// Charts beside their tables. chart.js is fetched only when a chart comes into view.
//
// <figure class="chart" data-chart="#table-id"> draws the table: its first column are the labels, every
// column whose head has data-series="1…8" (9: the hatching of what is left) is a set of bars, read from
// data-value of its cells. With data-nested each set lies inside the one before: a part of the same sum.

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const probe = document.createElement("i");

// The colour of a token as it is now: light-dark() is resolved where a colour is used, so one is used.
function token(name) {
  if (!probe.isConnected) document.body.append(probe);
  probe.hidden = true;
  probe.style.color = `var(${name})`;
  return getComputedStyle(probe).color;
}

const fontFamily = () => getComputedStyle(document.body).fontFamily;
const drawn = new WeakMap();

export function drawWhenVisible() {
  const seen = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      seen.unobserve(target);
      draw(target);
    }
  }, { rootMargin: "200px" });
  for (const figure of document.querySelectorAll("[data-chart]")) seen.observe(figure);
}

// Reads the tables again and moves the bars of the charts that are drawn.
export function refreshAll() {
  for (const figure of document.querySelectorAll("[data-chart]")) refresh(figure);
}

function refresh(figure) {
  const chart = drawn.get(figure);
  if (!chart) return;
  const fresh = read(figure);
  chart.data.labels = fresh.labels;
  chart.data.datasets.forEach((set, index) => { set.data = fresh.sets[index].values; });
  chart.update(calm.matches ? "none" : undefined);
}

async function draw(figure) {
  const { Chart } = await import("./chart.js");
  const canvas = document.createElement("canvas");
  const plot = document.createElement("div");
  plot.className = "plot";
  plot.style.blockSize = height(figure);
  plot.append(canvas);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", figure.dataset.label);
  const table = document.querySelector(figure.dataset.chart);
  figure.contains(table) ? figure.querySelector("figcaption").after(plot) : figure.append(plot);
  drawn.set(figure, new Chart(canvas, options(figure)));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    drawn.get(figure).destroy();
    drawn.set(figure, new Chart(canvas, options(figure)));
  });
}

// Lying bars take as much room as they need; standing ones what the style sheet gives.
function height(figure) {
  const { labels, sets } = read(figure);
  const bars = figure.dataset.nested === undefined ? sets.length : 1;
  return figure.dataset.axis === "x" ? "" : `${Math.max(150, labels.length * (bars * 20 + 14) + 90)}px`;
}

function read(figure) {
  const table = document.querySelector(figure.dataset.chart);
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const label = (row) => (row.querySelector("[data-label]") ?? row.cells[0]);
  return {
    labels: rows.map((row) => label(row).dataset.label ?? label(row).textContent.trim()),
    rowSeries: rows.map((row) => Number(row.dataset.series)),
    sets: heads.flatMap((head, column) => head.dataset.series === undefined ? [] : [{
      name: head.dataset.name ?? head.textContent.trim(),
      series: Number(head.dataset.series),
      values: rows.map((row) => Number(row.cells[column].dataset.value)),
    }]),
  };
}

function options(figure) {
  const { labels, rowSeries, sets } = read(figure);
  const lying = figure.dataset.axis !== "x";
  const text = { color: token("--ink-2"), font: { family: fontFamily(), size: 13 } };
  const grid = { color: token("--line"), drawTicks: false };
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
  return {
    type: "bar",
    data: { labels, datasets: sets.map((set, place) => ({ ...dataset(set, rowSeries), ...nesting(figure, place) })) },
    options: {
      indexAxis: lying ? "y" : "x",
      animation: calm.matches ? false : { duration: 320 },
      maintainAspectRatio: false,
      scales: {
        [lying ? "x" : "y"]: {
          beginAtZero: true,
          max: Number(figure.dataset.max) || undefined,
          grid,
          border: { display: false },
          ticks: { ...text, maxTicksLimit: 5, callback: (value) => numbers.format(value) },
        },
        [lying ? "y" : "x"]: {
          grid: { display: false },
          border: { color: token("--ink"), width: 2 },
          ticks: { ...text, autoSkip: labels.length > 40, callback: (index) => shorten(labels[index]) },
        },
      },
      plugins: { legend: { display: sets.length > 1, labels: { ...text, boxWidth: 22, boxHeight: 14 } } },
    },
  };
}

const most = innerWidth < 560 ? 16 : 28;
const shorten = (label) => (label.length > most ? `${label.slice(0, most - 1)}…` : label);

function dataset(set, rowSeries) {
  const fill = set.series ? pattern(set.series) : rowSeries.map(pattern);
  return {
    label: set.name,
    data: set.values,
    backgroundColor: fill,
    borderColor: token("--ink"),
    borderWidth: 1.5,
    borderRadius: 4,
    maxBarThickness: 28,
  };
}

const nesting = (figure, place) => (figure.dataset.nested === undefined ? {} : { grouped: false, order: -place });

const patterns = new Map();

// The series of the style sheet on a canvas: the same colours, the same marks.
function pattern(series) {
  const key = `${series}${token("--paper")}`;
  if (!patterns.has(key)) patterns.set(key, makePattern(series));
  return patterns.get(key);
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

function makePattern(series) {
  const tile = document.createElement("canvas");
  const ratio = Math.ceil(devicePixelRatio);
  tile.width = tile.height = 8 * ratio;
  const pen = tile.getContext("2d");
  pen.scale(ratio, ratio);
  const left = series === 9;
  pen.fillStyle = token(left ? "--sheet" : `--c${series || 8}`);
  pen.fillRect(0, 0, 8, 8);
  const hatch = [3, 6, 7].includes(series) ? "--hatch-l" : "--hatch-d";
  pen.strokeStyle = pen.fillStyle = token(left ? "--line" : hatch);
  pen.lineWidth = left ? 1 : 1.6;
  MARKS[series]?.(pen);
  const repeated = pen.createPattern(tile, "repeat");
  repeated.setTransform(new DOMMatrix().scale(1 / ratio));
  return repeated;
}

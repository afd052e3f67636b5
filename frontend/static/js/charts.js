// Charts of the tables they stand beside. chart.js is fetched only when a chart comes into view, or is saved.
//
// <figure data-chart="#table-id" data-label="…"> reads the table (figures.js) and draws into its [data-plot]: lying
// bars. With data-nested each set lies inside the one before: a part of the same
// sum. A figure without a plot has its bars in the table; its chart is made when somebody saves the picture.
// [data-chart-png] and [data-chart-csv] save; a figure whose CSV the server has does without the second.
import { csv, grid, sets } from "./figures.js";
import { heightOf, legend, linesFor } from "./legend.js";
import { pattern, token } from "./patterns.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const drawn = new Map();
const font = () => `13px ${getComputedStyle(document.body).fontFamily}`;
const tableOf = (figure) => document.querySelector(figure.dataset.chart);
const read = (figure) => sets(grid(tableOf(figure)));
const figures = () => document.querySelectorAll("[data-chart]");

export function drawWhenVisible() {
  const seen = new IntersectionObserver((entries) => {
    for (const { target } of entries.filter((entry) => entry.isIntersecting)) {
      seen.unobserve(target);
      draw(target);
    }
  }, { rootMargin: "200px" });
  for (const figure of figures()) if (figure.querySelector("[data-plot]")) seen.observe(figure);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
  new MutationObserver(drawAgain).observe(document.documentElement, { attributeFilter: ["data-theme", "dir"] });
}

export function saveAs(button) {
  const figure = button.closest("[data-chart]");
  return "chartPng" in button.dataset ? savePicture(figure) : saveTable(figure);
}

// Reads the tables again and moves the bars of the charts that are drawn.
export function refreshAll() {
  for (const [figure, chart] of drawn) {
    const fresh = read(figure);
    chart.data.labels = fresh.labels;
    chart.data.datasets.forEach((set, index) => { set.data = fresh.sets[index].values; });
    chart.update(calm.matches ? "none" : undefined);
  }
}

function drawAgain() {
  for (const [figure, chart] of drawn) {
    chart.destroy();
    draw(figure);
  }
}

async function draw(figure) {
  const { Chart } = await import("./chart.js");
  const plot = figure.querySelector("[data-plot]");
  drawn.set(figure, new Chart(plot.querySelector("canvas"), options(figure, plot.clientWidth, !calm.matches)));
}

const WIDE = 960;
const MARGIN = 32;

// The chart on paper, with its name above: on a canvas of its own, so that it looks the same from every screen.
async function savePicture(figure) {
  const { Chart } = await import("./chart.js");
  const canvas = document.createElement("canvas");
  const { labels, sets: all } = read(figure);
  canvas.width = WIDE;
  canvas.height = Math.max(160, labels.length * (figure.dataset.nested === undefined ? 20 * all.length + 16 : 38) + 80);
  const made = options(figure, WIDE, false);
  const chart = new Chart(canvas, { ...made, options: { ...made.options, responsive: false, devicePixelRatio: 2 } });
  const sheet = document.createElement("canvas");
  sheet.width = canvas.width + 4 * MARGIN;
  sheet.height = canvas.height + 6 * MARGIN;
  const pen = sheet.getContext("2d");
  pen.fillStyle = token("--sheet");
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.fillStyle = token("--ink");
  pen.font = `700 36px ${getComputedStyle(document.querySelector("h1")).fontFamily}`;
  pen.fillText(figure.dataset.label, 2 * MARGIN, 3 * MARGIN, canvas.width);
  pen.drawImage(canvas, 2 * MARGIN, 4 * MARGIN);
  chart.destroy();
  sheet.toBlob((blob) => save(blob, figure, "png"));
}

const saveTable = (figure) => save(new Blob(["\ufeff", csv(grid(tableOf(figure)))], { type: "text/csv" }), figure, "csv");

function save(blob, figure, ending) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob) });
  link.download = `${figure.dataset.label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60)}.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function options(figure, width, isMoving) {
  const { labels, rowSeries, sets: all } = read(figure);
  const rtl = document.documentElement.dir === "rtl";
  const order = figure.dataset.nested === undefined ? all : [...all].reverse();
  const text = { color: token("--ink-2"), font: { family: getComputedStyle(document.body).fontFamily, size: 13 } };
  const numbers = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
  const most = width < 560 ? 16 : 34;
  return {
    type: "bar",
    data: { labels, datasets: all.map((set, place) => ({ ...dataset(set, rowSeries), ...nesting(figure, place) })) },
    plugins: [legend(order, font())],
    options: {
      indexAxis: "y",
      animation: isMoving ? { duration: 320 } : false,
      maintainAspectRatio: false,
      layout: { padding: { top: heightOf(linesFor(all.length, width)) } },
      events: [],
      scales: {
        x: {
          beginAtZero: true,
          reverse: rtl,
          grid: { color: token("--line"), drawTicks: false },
          border: { display: false },
          ticks: { ...text, maxTicksLimit: 5, precision: 0, callback: (value) => numbers.format(value) },
        },
        y: {
          position: rtl ? "right" : "left",
          grid: { display: false },
          border: { color: token("--ink"), width: 2 },
          ticks: { ...text, autoSkip: labels.length > 40, callback: (index) => folded(labels[index], most) },
        },
      },
    },
  };
}

const shorten = (label, most) => (label.length > most ? `${label.slice(0, most - 1)}…` : label);

// A long name in two lines, broken at the last blank that lets the first one fit.
function folded(label, most) {
  const at = label.lastIndexOf(" ", most);
  if (label.length <= most || at < 1) return shorten(label, most);
  return [label.slice(0, at), shorten(label.slice(at + 1), most)];
}

function dataset(set, rowSeries) {
  return {
    label: set.name,
    data: set.values,
    backgroundColor: set.series ? pattern(set.series) : rowSeries.map(pattern),
    borderColor: token("--ink"),
    borderWidth: 1.5,
    borderRadius: 4,
    maxBarThickness: 28,
  };
}

const nesting = (figure, place) => (figure.dataset.nested === undefined ? {} : { grouped: false, order: -place });

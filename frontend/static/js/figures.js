// A table as a chart needs it, and as a file. Nothing here draws.

const FORMULA = /^[=+\-@\t\r\n]/;

// The rows of a table as values, however it is marked up: cells hold { text, value, series }.
export function grid(table) {
  const cells = (row) => [...row.cells].map((cell) => ({
    text: (cell.dataset.label ?? cell.dataset.name ?? cell.textContent).replace(/\s+/g, " ").trim(),
    label: cell.querySelector("[data-label]")?.dataset.label ?? cell.dataset.label,
    value: cell.dataset.value,
    series: cell.dataset.series,
  }));
  return {
    head: cells(table.tHead.rows[0]),
    rows: [...table.tBodies[0].rows].map((row) => ({ series: Number(row.dataset.series ?? 2), cells: cells(row) })),
  };
}

// What a chart of the table shows: every column whose head has a series (0: each row has its own) is a set of bars.
export function sets({ head, rows }) {
  return {
    labels: rows.map(({ cells }) => cells.find(({ label }) => label)?.label ?? cells[0].text),
    rowSeries: rows.map(({ series }) => series),
    sets: head.flatMap(({ text, series }, column) => (series === undefined ? [] : [{
      name: text,
      series: Number(series),
      values: rows.map(({ cells }) => Number(cells[column].value)),
    }])),
  };
}

// The table as comma-separated values. A cell that a spreadsheet would run as a formula starts with an apostrophe.
export function csv({ head, rows }) {
  const lines = [head.map(({ text }) => text), ...rows.map(({ cells }) => cells.map(plain))];
  return `${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

const plain = ({ text, value }) => value ?? text;

function quoted(text) {
  const safe = FORMULA.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

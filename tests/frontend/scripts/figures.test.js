import assert from "node:assert/strict";
import { test } from "node:test";
import { csv, sets } from "../../../frontend/static/js/figures.js";
import { linesFor, placed } from "../../../frontend/static/js/legend.js";

const table = {
  head: [{ text: "No." }, { text: "Idea" }, { text: "Votes", series: "0" }, { text: "Paid", series: "4" }],
  rows: [
    { series: 3, cells: [{ text: "P01", label: "Steps, wide", value: "P01" }, { text: "Steps, wide" }, { text: "1,214", value: "1214" }, { text: "€3", value: "3" }] },
    { series: 1, cells: [{ text: "P02", label: "=cmd()", value: "P02" }, { text: '=cmd() "now"' }, { text: "-2", value: "-2" }, { text: "€4", value: "4" }] },
  ],
};

test("every column with a series is a set of bars", () => {
  assert.deepEqual(sets(table), {
    labels: ["Steps, wide", "=cmd()"],
    rowSeries: [3, 1],
    sets: [{ name: "Votes", series: 0, values: [1214, -2] }, { name: "Paid", series: 4, values: [3, 4] }],
  });
});

test("a row without a label is called by its first cell", () => {
  const plain = { head: [{ text: "District" }, { text: "Cast", series: "2" }], rows: [{ series: 2, cells: [{ text: "North" }, { text: "5", value: "5" }] }] };
  assert.deepEqual(sets(plain).labels, ["North"]);
});

test("a file quotes what must be quoted, and disarms formulas but not numbers", () => {
  assert.equal(csv(table), 'No.,Idea,Votes,Paid\r\nP01,"Steps, wide",1214,3\r\nP02,"\'=cmd() ""now""",-2,4\r\n');
});

test("names of sets that do not fit on a line go to the next", () => {
  assert.deepEqual(placed([40, 40, 40], 170).map(({ x, line }) => [x, line]), [[0, 0], [84, 0], [0, 1]]);
  assert.deepEqual([linesFor(1, 300), linesFor(4, 300), linesFor(4, 900)], [0, 2, 1]);
});

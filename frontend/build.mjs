// Bundles the style sheet and the scripts into static/built, and copies the fonts of printed sheets. Run: node frontend/build.mjs [--watch]
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = join(dirname(fileURLToPath(import.meta.url)), "static");

// Colours are written once, as light-dark(light, dark) on :root. Browsers without that function get the
// same tokens a second time, chosen by prefers-color-scheme.
const pair = /light-dark\((#\w+), ?(#\w+)\)/g;

function withFallback(css) {
  const tokens = [...css.matchAll(/(--[\w-]+): ([^;]*light-dark\([^;]*);/g)];
  if (!tokens.length) return css;
  const only = (side) => tokens.map(([, name, value]) => `${name}: ${value.replace(pair, side)};`).join("\n");
  return `${css}
@supports not (color: light-dark(#000, #fff)) {
  :root { ${only("$1")} }
  @media (prefers-color-scheme: dark) { :root { ${only("$2")} } }
}`;
}

const colourFallback = {
  name: "colour-fallback",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: withFallback(await readFile(path, "utf8")),
      loader: "css",
    }));
  },
};

// One build for each entry: what entries share is small and written into each, so that no script waits for a
// second file; only what is imported on demand (the charts) stands in files of its own.
const entries = ["css/main.css", ...["main", "ballot", "live", "receipt", "recount"].map((name) => `js/${name}.js`)];
const builds = entries.map((entry) => ({
  absWorkingDir: here,
  entryPoints: [entry],
  outdir: "built",
  outbase: ".",
  entryNames: "[name]",
  chunkNames: "chunk-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  sourcemap: false,
  target: ["es2022", "chrome110", "firefox115", "safari16.4"],
  plugins: [colourFallback],
  logLevel: "info",
}));

// What is printed carries its font in the file. Pages use the fonts of the device, so these are not served.
async function copyFonts() {
  const shipped = join(dirname(here), "..", "node_modules", "dejavu-fonts-ttf");
  const fonts = join(dirname(here), "fonts");
  await mkdir(fonts, { recursive: true });
  for (const file of ["ttf/DejaVuSans.ttf", "ttf/DejaVuSans-Bold.ttf", "ttf/DejaVuSansMono.ttf", "LICENSE"]) {
    await copyFile(join(shipped, file), join(fonts, file.split("/").at(-1)));
  }
}

await copyFonts();
if (process.argv.includes("--watch")) {
  for (const options of builds) await (await esbuild.context(options)).watch();
} else {
  await rm(join(here, "built"), { recursive: true, force: true });
  for (const options of builds) await esbuild.build(options);
}

// The files of a zip archive by their names, without the one folder that all of them stand in.
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

export async function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes.length - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at -= 1;
  if (at < 0) throw new RangeError("not a zip file");
  const files = new Map();
  let entry = view.getUint32(at + 16, true);
  for (let left = view.getUint16(at + 10, true); left > 0; left -= 1) {
    if (view.getUint32(entry, true) !== ENTRY) throw new RangeError("not a zip file");
    const [names, extra, comment] = [28, 30, 32].map((place) => view.getUint16(entry + place, true));
    const name = new TextDecoder().decode(bytes.subarray(entry + 46, entry + 46 + names));
    if (files.has(name)) throw new RangeError(`${name} stands in it twice`);
    if (!name.endsWith("/")) files.set(name, await content(bytes, view, entry));
    entry += 46 + names + extra + comment;
  }
  return withoutFolder(files);
}

async function content(bytes, view, entry) {
  const method = view.getUint16(entry + 10, true);
  const size = view.getUint32(entry + 20, true);
  const local = view.getUint32(entry + 42, true);
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = bytes.subarray(start, start + size);
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new RangeError("packed in an unknown way");
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function withoutFolder(files) {
  const names = [...files.keys()];
  const folder = `${names[0]?.split("/")[0]}/`;
  if (files.has("manifest.json") || !names.every((name) => name.startsWith(folder))) return files;
  return new Map(names.map((name) => [name.slice(folder.length), files.get(name)]));
}

// Bytes as text and back. What is not written exactly as it should be throws a RangeError: a proof is no place for guesses.
const encoder = new TextEncoder();

export const utf8 = (text) => encoder.encode(text);

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export function fromHex(text) {
  if (typeof text !== "string" || !/^(?:[0-9a-f]{2})*$/.test(text)) throw new RangeError("not hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

export function fromBase64(text) {
  let raw;
  try {
    raw = atob(text);
  } catch {
    throw new RangeError("not base 64");
  }
  const bytes = Uint8Array.from(raw, (char) => char.charCodeAt(0));
  if (base64(bytes) !== text) throw new RangeError("not base 64");
  return bytes;
}

export function join(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export const equal = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);

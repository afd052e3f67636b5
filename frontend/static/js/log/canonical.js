// One way of writing a value as bytes, so that everyone who hashes it gets the same hash: RFC 8785, restricted to ASCII
// keys, texts in Unicode normal form C without surrogates, whole numbers below 2^53 in size, booleans, lists and objects.
import { utf8 } from "./bytes.js";

// The canonical bytes of a value; a RangeError where it holds something the form does not allow.
export const canonical = (value) => utf8(written(value));

function written(value) {
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return text(value);
  if (typeof value === "object" && value !== null) return object(value);
  throw new RangeError(`${value} has no canonical form`);
}

function number(value) {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not a whole number below 2^53`);
  return String(value);
}

function text(value) {
  if (/\p{Surrogate}/u.test(value)) throw new RangeError("text holds half a character (a surrogate)");
  if (value.normalize("NFC") !== value) throw new RangeError("text is not in Unicode normal form C");
  return JSON.stringify(value);
}

// Keys are ASCII, so that their order by UTF-16 units is the order by code points.
function object(value) {
  const keys = Object.keys(value).sort();
  if (keys.some((key) => /[^\x00-\x7f]/.test(key))) throw new RangeError("a key is not ASCII");
  return `{${keys.map((key) => `${JSON.stringify(key)}:${written(value[key])}`).join(",")}}`;
}

// Exact fractions of big integers: { n, d } in lowest terms, d above zero.
function gcd(one, other) {
  while (other) [one, other] = [other, one % other];
  return one < 0n ? -one : one;
}

export function fraction(n, d = 1n) {
  const common = gcd(n, d);
  return { n: n / common, d: d / common };
}

export const whole = (number) => ({ n: BigInt(number), d: 1n });
export const plus = (one, other) => fraction(one.n * other.d + other.n * one.d, one.d * other.d);
export const minus = (one, other) => fraction(one.n * other.d - other.n * one.d, one.d * other.d);
export const times = (one, number) => fraction(one.n * BigInt(number), one.d);
export const over = (one, number) => fraction(one.n, one.d * BigInt(number));

// Below, at or above zero as the one is smaller than, the same as or larger than the other.
export function compare(one, other) {
  const way = one.n * other.d - other.n * one.d;
  return way < 0n ? -1 : way > 0n ? 1 : 0;
}

const bits = (number) => number.toString(16).length * 4;

// The number nearest to it (all but a last bit), however long its parts are.
export function toNumber({ n, d }) {
  if (n < 0n) return -toNumber({ n: -n, d });
  const shift = Math.max(0, 64 + bits(d) - bits(n));
  return Number((n << BigInt(shift)) / d) / 2 ** shift;
}

// The very value of a number.
export function fromNumber(number) {
  let d = 1n;
  while (!Number.isInteger(number)) [number, d] = [number * 2, d * 2n];
  return fraction(BigInt(number), d);
}

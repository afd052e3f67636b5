// Sums in words, as the server writes them: the sign and its place are taken from a price that stands on the page.
const FIGURES = /\d(?:[\d\s.,'’]*\d)?/;

export function moneyWriter({ locale, per_unit: perUnit }, price) {
  const digits = Math.round(Math.log10(perUnit));
  const write = (places) => new Intl.NumberFormat(locale, { minimumFractionDigits: places, maximumFractionDigits: places });
  const [whole, exact] = [write(0), write(digits)];
  return (minor) => price.replace(FIGURES, () => (minor % perUnit ? exact : whole).format(minor / perUnit));
}

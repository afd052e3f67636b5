// Sums in words, as the server writes them: whole units without decimals.
export function moneyWriter({ currency, locale, per_unit: perUnit }) {
  const write = (digits) => new Intl.NumberFormat(locale, {
    style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: digits, maximumFractionDigits: digits,
  });
  const whole = write(0);
  const exact = write(perUnit === 1 ? 0 : Math.round(Math.log10(perUnit)));
  return (minor) => (minor % perUnit ? exact : whole).format(minor / perUnit);
}

/** Money in words, from an amount in the smallest unit of its currency: 600 and "usd" are "$6.00". */
export function showMoney(cents: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: currency.toUpperCase() })
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** Every currency there is, by its three small letters. */
export const currencies: ReadonlySet<string> = new Set(
  Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()),
)

/** `numerator / denominator` to the nearest whole number, halves up. Whole numbers, none of them negative. */
export const roundedHalfUp = (numerator: number, denominator: number): number =>
  Math.floor((2 * numerator + denominator) / (2 * denominator))

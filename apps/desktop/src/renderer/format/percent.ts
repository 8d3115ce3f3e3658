/** Basis points as a part of a hundred, as the language writes it. */
export const percentOf = (bps: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000)

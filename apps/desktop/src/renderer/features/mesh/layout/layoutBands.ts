/** Where boxes of one size stand: bands from the top down, one for each row, each wrapped into lines so that the whole fits a screen. */
export type Placed = {
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>
  readonly bands: readonly { readonly row: number; readonly y: number; readonly height: number; readonly count: number }[]
  readonly width: number
  readonly height: number
}

export type LayoutInput = {
  readonly accounts: readonly { readonly account: string; readonly row: number }[]
  readonly ties: readonly { readonly payer: string; readonly payee: string }[]
}

export const box = { width: 172, height: 48 } as const
/** The zoom below which nobody could read a name. */
export const legible = 0.6
const gap = { x: 20, y: 18, band: 76 } as const
/** Of the whole picture, width to height. */
const aspect = 1.9

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length

/**
 * Orders each row below the one it works for (barycenter method, Sugiyama, Tagawa and Toda 1981), then wraps the rows. Linear in accounts and ties, so that
 * thousands are placed within a frame or two.
 */
export const layoutBands = ({ accounts, ties }: LayoutInput): Placed => {
  const rows = new Map<number, string[]>()
  for (const { account, row } of accounts) {
    const known = rows.get(row)
    if (known === undefined) rows.set(row, [account])
    else known.push(account)
  }
  const above = new Map<string, string[]>()
  for (const { payer, payee } of ties) {
    const known = above.get(payee)
    if (known === undefined) above.set(payee, [payer])
    else known.push(payer)
  }
  /** So many boxes side by side that the picture is about as wide as a screen. */
  const area = accounts.length * (box.width + gap.x) * (box.height + gap.y) + rows.size * gap.band * 1200
  const columns = Math.max(4, Math.round(Math.sqrt(area * aspect) / (box.width + gap.x)))
  const places = new Map<string, { x: number; y: number }>()
  const bands: Placed['bands'][number][] = []
  /** Where an account stands along its row, 0 to 1: what those below are ordered by. */
  const along = new Map<string, number>()
  let y = 0
  const widest = Math.min(columns, Math.max(...[...rows.values()].map(({ length }) => length), 1))
  const width = widest * (box.width + gap.x) - gap.x
  for (const row of [...rows.keys()].toSorted((a, b) => b - a)) {
    const here = rows.get(row) ?? []
    const order = new Map(
      here.map((account) => [account, mean((above.get(account) ?? []).flatMap((payer) => along.get(payer) ?? [])) ?? 2]),
    )
    const sorted = here.toSorted((a, b) => (order.get(a) ?? 2) - (order.get(b) ?? 2) || (a < b ? -1 : 1))
    const lines = Math.ceil(sorted.length / columns)
    const perLine = Math.ceil(sorted.length / lines)
    for (const [index, account] of sorted.entries()) {
      // Column by column: who works for the same stands together, whatever the line.
      const column = Math.floor(index / lines)
      const line = index % lines
      const start = (width - (perLine * (box.width + gap.x) - gap.x)) / 2
      places.set(account, { x: start + column * (box.width + gap.x), y: y + line * (box.height + gap.y) })
      along.set(account, (column + 0.5) / perLine)
    }
    const height = lines * (box.height + gap.y) - gap.y
    bands.push({ row, y, height, count: sorted.length })
    y += height + gap.band
  }
  return { places, bands, width, height: Math.max(0, y - gap.band) }
}

export const meshViews = ['map', 'table', 'flows', 'prices', 'power'] as const
export type MeshView = (typeof meshViews)[number]

/** What the address of the screen says: the view, what is chosen in it, and what prices are of. Anything else is left out. */
export type MeshSearch = {
  readonly view?: MeshView
  readonly account?: string
  readonly payer?: string
  readonly payee?: string
  readonly token?: string
  readonly tag?: string
}

const isAddress = (value: unknown): value is string => typeof value === 'string' && /^0x[0-9a-f]{40}$/.test(value)

export const readMeshSearch = (search: Record<string, unknown>): MeshSearch => {
  const view = meshViews.find((one) => one === search['view'])
  return {
    ...(view === undefined ? {} : { view }),
    ...Object.fromEntries(
      (['account', 'payer', 'payee', 'token'] as const).filter((key) => isAddress(search[key])).map((key) => [key, search[key]]),
    ),
    ...(typeof search['tag'] === 'string' ? { tag: search['tag'].slice(0, 64) } : {}),
  }
}

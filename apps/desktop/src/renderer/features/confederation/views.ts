/** The parts of the screen “Confederation”; each is a component of a folder of its own. */
export const confederationViews = ['rounds'] as const
export type ConfederationView = (typeof confederationViews)[number]

export type ConfederationSearch = { readonly view?: ConfederationView }

/** What the address of the screen says; anything else is left out. */
export const readConfederationSearch = (search: Record<string, unknown>): ConfederationSearch => {
  const view = confederationViews.find((one) => one === search['view'])
  return view === undefined ? {} : { view }
}

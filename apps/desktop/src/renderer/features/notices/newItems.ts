/** What came since the last look. Nothing is new at the first look: who opens the app sees the inbox. What is gone is forgotten, so that it is news when it comes again. */
export const createNews = <Item extends { readonly key: string }>(): ((items: readonly Item[]) => readonly Item[]) => {
  let known: ReadonlySet<string> | null = null
  return (items) => {
    const before = known
    known = new Set(items.map(({ key }) => key))
    return before === null ? [] : items.filter(({ key }) => !before.has(key))
  }
}

/** Like `Promise.all` over a map, with two under way at once: a starting node takes a whole core. */
export const twoAtATime = async <A, B>(items: readonly A[], run: (item: A, index: number) => Promise<B>): Promise<B[]> => {
  const results: B[] = []
  const waiting = items.entries()
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await run(item, index)
  }
  await Promise.all([work(), work()])
  return results
}

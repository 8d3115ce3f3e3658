/**
 * One reading at a time, for all who ask. Who asks while one is under way is answered by the next one: the one under way may have asked the chain before
 * the block of which the asker knows already.
 */
export const readInTurn = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let running: Promise<T> | null = null
  let next: Promise<T> | null = null
  const begin = (): Promise<T> => {
    next = null
    running = read().finally(() => {
      running = null
    })
    return running
  }
  return () => {
    if (next !== null) return next
    if (running === null) return begin()
    // Whatever became of that one, its askers are told.
    next = running.then(begin, begin)
    return next
  }
}

/** Runs tasks one after the other, in the order asked. A task that fails does not stop the next. */
export type Queue = { readonly run: <T>(task: () => Promise<T>) => Promise<T> }

export const makeQueue = (): Queue => {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: <T>(task: () => Promise<T>): Promise<T> => {
      const mine = last.then(task, task)
      last = mine.catch(() => undefined)
      return mine
    },
  }
}

/** Gives the event loop back for one turn. */
export const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve)
    else setTimeout(resolve, 0)
  })

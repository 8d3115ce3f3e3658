/**
 * Runs tasks one after the other, in the order asked. A task that fails does not stop the next. Between two of them the event loop gets a turn: tasks
 * that do not wait for anything would otherwise run in a row, and nothing be read from or written to any peer until the last of them is done.
 */
export type Queue = { readonly run: <T>(task: () => Promise<T>) => Promise<T> }

export const makeQueue = (breathe: () => Promise<void>): Queue => {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: <T>(task: () => Promise<T>): Promise<T> => {
      const mine = last.then(task, task)
      last = mine.then(breathe, breathe)
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

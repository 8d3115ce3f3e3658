/** Whoever started the app learns by it that the person was told already: see scripts/start/runElectron.ts. */
export const told = 3

/** What of Electron's app this needs. */
type App = {
  readonly on: (event: 'will-quit', listener: (event: { readonly preventDefault: () => void }) => void) => unknown
  readonly relaunch: (options: { readonly args: string[] }) => void
  readonly exit: (code: number) => void
}

export type WayOut = {
  /** Ends a part in order; begun when every window is closed, and all parts at once. */
  readonly add: (close: () => Promise<void>) => void
  /** The person was told of a failure: whoever started the app learns it by the code. */
  readonly fail: () => void
  readonly failed: () => boolean
  /** Another start while this one ends is what begins after it, in the place of one that would be lost. @returns false where nothing ends. */
  readonly beginAgain: (words: readonly string[]) => boolean
}

/**
 * Every way out of the app leads here: the window's own button, the menu, its key, a signal, a node that ended. Electron has closed the windows by then, after
 * it let each of them object, so nobody loses words that are not stored without being asked.
 */
export const createWayOut = (app: App): WayOut => {
  const parts: (() => Promise<void>)[] = []
  let code = 0
  let leaving = false
  let next: readonly string[] | null = null
  const leave = (): void => {
    if (next !== null) app.relaunch({ args: [...next] })
    app.exit(code)
  }
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (leaving) return
    leaving = true
    // Whatever happens on the way out, the app must end.
    void Promise.allSettled(parts.map((close) => close())).then(leave)
  })
  return {
    add: (close) => void parts.push(close),
    fail: () => {
      code = told
    },
    failed: () => code !== 0,
    beginAgain: (words) => {
      if (leaving) next = words
      return leaving
    },
  }
}

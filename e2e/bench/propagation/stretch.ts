import type { ChildReport, Stretch } from './childMessages.ts'

/** Monotonic and the same for all processes of a machine, in milliseconds. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6

export type StretchBook = {
  /** False while no stretch runs: then nothing is written down. */
  readonly got: (id: string) => boolean
  readonly run: (stretch: Stretch, publish: (n: number) => Promise<string>) => void
  readonly collect: () => Extract<ChildReport, { type: 'collected' }>
}

/** Publishes a stretch on time and writes down what is due and what comes, so that telling the bench about it costs nothing while it runs. */
export const createStretchBook = (): StretchBook => {
  let due: [string, number][] | null = null
  let got: [string, number][] = []
  const run = ({ from, every, count }: Stretch, publish: (n: number) => Promise<string>): void => {
    const mine: [string, number][] = []
    due = mine
    got = []
    let n = 0
    const step = (): void => {
      for (; n < count && from + n * every <= now(); n++) {
        const at = from + n * every
        publish(n).then(
          (id) => mine.push([id, at]),
          // Counted as lost.
          () => mine.push(['', at]),
        )
      }
      if (n < count) setTimeout(step, Math.max(1, from + n * every - now()))
    }
    step()
  }
  return {
    got(id) {
      if (due !== null) got.push([id, now()])
      return due !== null
    },
    run,
    collect() {
      const own = new Set(due?.map(([id]) => id))
      const report = { type: 'collected', due: due ?? [], got: got.filter(([id]) => !own.has(id)) } as const
      due = null
      got = []
      return report
    },
  }
}

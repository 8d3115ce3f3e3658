/** Does what was asked for at the same time in one go. Each request has its own outcome; a run that fails fails all of its requests. */
export type Group<Q, A> = {
  /** Runs tasks one after the other. */
  readonly schedule: (task: () => Promise<void>) => Promise<void>
  /** How much of `most` a request takes; one that takes more goes alone. */
  readonly sizeOf: (request: Q) => number
  readonly most: number
  /** One outcome per request, in their order. */
  readonly run: (requests: readonly Q[]) => Promise<readonly PromiseSettledResult<A>[]>
}

/** Answers as outcomes, where no request can fail alone. */
export const fulfilled = <A>(answers: readonly A[]): readonly PromiseSettledResult<A>[] =>
  answers.map((value) => ({ status: 'fulfilled', value }))

type Waiting<Q, A> = { readonly request: Q; readonly resolve: (answer: A) => void; readonly reject: (error: unknown) => void }

/** @returns asks for one; whatever is asked for until its turn comes is done with it. */
export const makeGroup = <Q, A>({ schedule, sizeOf, most, run }: Group<Q, A>): ((request: Q) => Promise<A>) => {
  const waiting: Waiting<Q, A>[] = []
  const takeGroup = (): readonly Waiting<Q, A>[] => {
    let size = 0
    const end = waiting.findIndex(({ request }, i) => {
      size += sizeOf(request)
      return i > 0 && size > most
    })
    return waiting.splice(0, end === -1 ? waiting.length : end)
  }
  const settle = (group: readonly Waiting<Q, A>[], outcomes: readonly PromiseSettledResult<A>[]): void => {
    for (const [i, { resolve, reject }] of group.entries()) {
      const outcome = outcomes[i]
      if (outcome?.status === 'fulfilled') resolve(outcome.value)
      else reject(outcome?.reason)
    }
  }
  const flush = async (): Promise<void> => {
    const group = takeGroup()
    if (waiting.length > 0) begin()
    try {
      settle(group, await run(group.map(({ request }) => request)))
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
  const begin = (): void => {
    schedule(flush).catch((error: unknown) => {
      for (const { reject } of waiting.splice(0)) reject(error)
    })
  }
  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject })
      if (waiting.length === 1) begin()
    })
}

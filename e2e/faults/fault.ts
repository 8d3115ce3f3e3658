import type { Stage } from './stage/openStage.ts'

/** How much of a fault is tried: a choice within `npm test`, or all of it. */
export type Extent = 'short' | 'full'

export type Tell = (fact: string) => void

/** One fault done to real processes. Its title begins with the ids of the attacks it stands for. */
export type Fault = {
  readonly title: string
  /** Absent: in the full run only. */
  readonly short?: true
  /** Why it cannot be had on this machine; null where it can. */
  readonly impossible?: () => string | null
  /** @throws Error with what did not hold. */
  readonly run: (stage: Stage, extent: Extent, tell: Tell) => Promise<void>
}

/** @throws Error with the sentence unless it holds. */
export function demand(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence)
}

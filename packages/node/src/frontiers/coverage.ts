import type { Replica } from '@daomesh/log'
import { governanceStream, type LogId } from '@daomesh/protocol'
import type { Frontier } from './frontier.ts'

type Heads = ReadonlyMap<LogId, number>
type Seen = Pick<Replica, 'heads' | 'setRoot' | 'pastOf'>

/** How far one frontier reaches here, found out as seldom as possible. */
export type Coverage = {
  /** Takes notice when both hold the same set; it stays true of this frontier when the own set grows. */
  readonly notice: (replica: Seen) => void
  /** Per log of the governance stream the highest seq that its device holds without a gap. */
  readonly heads: (replica: Seen) => Heads
}

const readWhole = (replica: Pick<Replica, 'heads'>): Heads =>
  new Map(replica.heads(governanceStream).map((head) => [head.log, head.state === 'open' ? head.seq : head.seq - 1]))

/** Per replica all that it held under its last set root: every device that shows the same root holds the same. */
const wholes = new WeakMap<Seen, { readonly root: string; readonly heads: Heads }>()
/** Everything that is here. */
export const wholeOf = (replica: Seen): Heads => {
  const root = replica.setRoot()
  const last = wholes.get(replica)
  if (last?.root === root) return last.heads
  const heads = readWhole(replica)
  wholes.set(replica, { root, heads })
  return heads
}

const higherOf = (a: Heads, b: Heads): Heads => {
  const heads = new Map(a)
  for (const [log, seq] of b) heads.set(log, Math.max(seq, heads.get(log) ?? -1))
  return heads
}

export const coverageOf = ({ places, setRoot }: Pick<Frontier, 'places' | 'setRoot'>): Coverage => {
  let whole: Heads | null = null
  /** `root`: the own set root it was found under, as long as a place was missing here. */
  let past: { readonly root: string | null; readonly heads: Heads } | null = null
  /** The last answer that both took part in. */
  let joined: { readonly whole: Heads; readonly past: Heads; readonly heads: Heads } | null = null
  const notice = (replica: Seen): void => {
    if (whole === null && setRoot === replica.setRoot()) whole = wholeOf(replica)
  }
  return {
    notice,
    heads: (replica) => {
      notice(replica)
      const root = replica.setRoot()
      if (whole !== null && setRoot === root) return whole
      if (past === null || (past.root !== null && past.root !== root)) {
        const heads = replica.pastOf(places)
        past = { root: places.every(({ log, seq }) => (heads.get(log) ?? -1) >= seq) ? null : root, heads }
      }
      if (whole === null) return past.heads
      if (joined?.whole !== whole || joined.past !== past.heads) joined = { whole, past: past.heads, heads: higherOf(whole, past.heads) }
      return joined.heads
    },
  }
}

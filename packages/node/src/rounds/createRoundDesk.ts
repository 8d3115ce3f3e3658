import { type ChainClient, type FactsCursor, roundsAddress } from '@daomesh/chain'
import { foldRounds, type RoundBook } from '@daomesh/governance'
import type { RoundEvent } from '@daomesh/protocol'

export type RoundsSeen = { readonly book: RoundBook; readonly events: readonly RoundEvent[] }

/** Rounds of public goods of this node's chain. */
export type RoundDesk = {
  /** Reads what is new on the chain first; what may still vanish is there too. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly look: () => Promise<RoundsSeen>
}

/** Final facts are read once while the node runs. */
export const createRoundDesk = (client: ChainClient): RoundDesk => {
  const rounds = roundsAddress()
  let cursor: FactsCursor | null = null
  let final: RoundsSeen = foldNothing()
  let reading: Promise<RoundsSeen> | null = null

  const read = async (): Promise<RoundsSeen> => {
    for (;;) {
      const page = await client.roundFacts({ rounds, from: cursor })
      final = withFacts(final, page.finalized)
      cursor = page.cursor
      if (!page.more) return withFacts(final, page.unfinalized)
    }
  }
  return {
    look: () => {
      reading ??= read().finally(() => {
        reading = null
      })
      return reading
    },
  }
}

const foldNothing = (): RoundsSeen => ({ book: foldRounds([]), events: [] })

const withFacts = ({ book, events }: RoundsSeen, more: readonly RoundEvent[]): RoundsSeen =>
  more.length === 0
    ? { book, events }
    : {
        book: foldRounds(
          more.map(({ fact }) => fact),
          book,
        ),
        events: [...events, ...more],
      }

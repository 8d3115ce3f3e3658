import type { ChainClient, ChainProfile, FactsCursor } from '@daomesh/chain'
import { predictDaoAddress } from '@daomesh/chain'
import { type Address, type ChainEvent, DaomeshError, decode, encode, type Genesis, type SpaceId } from '@daomesh/protocol'
import { z } from 'zod'
import type { MetaStore } from '../ports.ts'
import { openFactLog, placesOfFacts, rowsWithoutFacts } from '../spaces/facts.ts'
import { isDao, type Space } from '../spaces/space.ts'
import { sinceFounding } from './sinceFounding.ts'

/** Which places are taken over at the next start. Written last: without it what was read lies there in vain, and is removed. */
const orderKey = 'reread'
const orderRow = z.strictObject({ v: z.literal(1), places: z.array(z.string()) })

const shadows = 'reread:'
/** Where facts that are read anew lie until the next start takes them over. */
export const shadowOf = (place: SpaceId): SpaceId => `${shadows}${place}` as SpaceId

export const placesToTakeOver = (meta: MetaStore): readonly SpaceId[] | null => {
  const bytes = meta.get(orderKey)
  if (bytes === undefined) return null
  try {
    return orderRow.parse(decode(bytes)).places as SpaceId[]
  } catch (cause) {
    // What was final stands, and whoever wants it read anew says so again.
    meta.unreadable?.(orderKey, cause)
    return null
  }
}

/** Rows with which nothing is left of what was read anew. */
export const rowsWithoutReread = (meta: MetaStore) => [
  [orderKey, null] as const,
  ...placesOfFacts(meta)
    .filter((place) => place.startsWith(shadows))
    .flatMap((place) => rowsWithoutFacts(meta, place)),
]

type Place = { readonly place: SpaceId; readonly dao: Address; readonly genesis: Genesis }
type Parameters = {
  readonly client: Pick<ChainClient, 'facts'> & { readonly profile: Pick<ChainProfile, 'factory' | 'finality'> }
  readonly meta: MetaStore
  readonly spaces: readonly Space[]
}

/** DAOs whose facts lie here: those that are open, and those that are looked at from outside, which their founding names. */
const placesOf = ({ client, meta, spaces }: Parameters): readonly Place[] => {
  const open = spaces.filter(isDao).map(({ id, record: { dao, genesis } }): Place => ({ place: id, dao, genesis }))
  const others = placesOfFacts(meta)
    .filter((place) => !place.startsWith(shadows) && !open.some((one) => one.place === place))
    .flatMap((place): Place[] => {
      const fact = openFactLog(meta, place).events()[0]?.fact
      return fact?.kind === 'founded'
        ? [{ place, dao: predictDaoAddress(client.profile.factory, fact.genesis), genesis: fact.genesis }]
        : []
    })
  return [...open, ...others]
}

const isSame = (one: ChainEvent, other: ChainEvent | undefined): boolean =>
  one.blockHash === other?.blockHash && one.logIndex === other.logIndex && one.transaction === other.transaction

/**
 * Whether what stands here and what was read are one history, as far as both go. Of an endpoint that lags the last ones are missing, and only where it has
 * come past their blocks it denies them. Where all is final at once nothing lags: a sandbox has one endpoint, and may have lost its last blocks.
 */
const isOneHistory = (here: readonly ChainEvent[], read: readonly ChainEvent[], upTo: bigint | null): boolean =>
  here.every((one, n) => isSame(one, read[n]) || (n >= read.length && upTo !== null && one.block > upTo)) &&
  read.every((one, n) => n >= here.length || isSame(one, here[n]))

/**
 * Reads the final facts of every DAO from its founding on, as the present endpoint tells them, and lays those that differ from what stands here ready for the
 * next start, which takes them over (`takeReread`). Until then nothing changes: a history is exchanged whole, or not at all.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`, `CHAIN_EVENTS_DIFFER` where it tells yet another one meanwhile; nothing is kept then.
 */
export const rereadFacts = async (p: Parameters): Promise<{ readonly differing: number }> => {
  const { client, meta } = p
  meta.setAll(rowsWithoutReread(meta))
  const differing: SpaceId[] = []
  for (const { place, dao, genesis } of placesOf(p)) {
    const log = openFactLog(meta, shadowOf(place))
    let cursor: FactsCursor | null = null
    for (let more = true; more;) {
      const page: Awaited<ReturnType<typeof client.facts>> = await client.facts({ dao, from: cursor, genesis })
      cursor = page.cursor
      log.append(sinceFounding(log.events().length > 0, page.finalized), cursor)
      more = page.more
    }
    const { finality } = client.profile
    const upTo = 'confirmations' in finality && finality.confirmations === 0 ? null : (cursor?.number ?? 0n)
    if (isOneHistory(openFactLog(meta, place).events(), log.events(), upTo)) meta.setAll(rowsWithoutFacts(meta, shadowOf(place)))
    else if (cursor === null) throw new DaomeshError('CHAIN_UNREACHABLE', { meta: { detail: 'it has no block' } })
    else differing.push(place)
  }
  meta.set(orderKey, encode({ v: 1, places: differing }))
  return { differing: differing.length }
}

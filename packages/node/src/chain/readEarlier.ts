import { chainKeyOf, type ChainProfile } from '@daomesh/chain'
import { utf8 } from '@daomesh/protocol'
import type { MetaStore } from '../ports.ts'
import { openFactLog, placesOfFacts, rowsWithoutFacts } from '../spaces/facts.ts'
import { derivedRows } from './takeReread.ts'

/**
 * Where facts begin is what an endpoint said. If they begin earlier than at the start before, what was read without them is read again: of a DAO whose founding
 * is here nothing is missing, of another one it may have been passed over.
 */
export const readEarlier = (meta: MetaStore, { identity, startBlock }: Pick<ChainProfile, 'identity' | 'startBlock'>): void => {
  const key = `chainStart:${chainKeyOf(identity)}`
  const bytes = meta.get(key)
  const before = bytes === undefined ? null : BigInt(new TextDecoder().decode(bytes))
  if (before === null ? startBlock === 0n : before <= startBlock) return
  const unfounded = placesOfFacts(meta).filter((place) => openFactLog(meta, place).events()[0]?.fact.kind !== 'founded')
  const stale = before === null ? [] : [...derivedRows(meta), ...unfounded.flatMap((place) => rowsWithoutFacts(meta, place))]
  meta.setAll([...stale, [key, utf8(startBlock.toString())]])
}

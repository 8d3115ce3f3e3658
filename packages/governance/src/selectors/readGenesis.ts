import { daomeshDomain, type Genesis, genesisHashOf, genesisSchema, hashTypedData, type Hex } from '@daomesh/protocol'
import type { GenesisValue } from '../fold/values.ts'
import { genesisProblems } from '../rules/genesisProblems.ts'
import type { Phrase } from '../rules/phrase.ts'

/** A proposed founding with what follows from it alone. */
export type ReadGenesis = {
  readonly genesis: Genesis
  readonly genesisHash: Hex
  /** Why the contract would refuse it; empty when it would not. */
  readonly problems: readonly Phrase[]
  /** What its members sign on a chain. */
  readonly digestOn: (chainId: bigint) => Hex
}

/** Values of registers are never changed, so one that was read is read: every look at a lobby asks for it, and a roster is dozens of hashes. */
const read = new WeakMap<GenesisValue, ReadGenesis>()

const readOnce = ({ factory, genesis: written }: GenesisValue): ReadGenesis => {
  const genesis = genesisSchema.parse(written)
  const digests = new Map<bigint, Hex>()
  return {
    genesis,
    genesisHash: genesisHashOf(genesis),
    problems: genesisProblems(genesis),
    digestOn: (chainId) => {
      const digest = digests.get(chainId) ?? hashTypedData(daomeshDomain(chainId, factory), 'Genesis', genesis)
      digests.set(chainId, digest)
      return digest
    },
  }
}

/** The founding that a register of a lobby holds. */
export const readGenesis = (value: GenesisValue): ReadGenesis => {
  const known = read.get(value) ?? readOnce(value)
  read.set(value, known)
  return known
}

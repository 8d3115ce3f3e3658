import type { ChainClient, FactsCursor } from '@daomesh/chain'
import type { Address, ChainEvent, Genesis } from '@daomesh/protocol'
import { type ReadEvents, readOn } from './readOn.ts'
import { sinceFounding } from './sinceFounding.ts'

type Reader = () => Promise<ReadEvents<ChainEvent>>
type Client = Pick<ChainClient, 'facts'>

/** DAOs whose facts are remembered while the node runs; the one that was not asked about for longest is forgotten first. */
const most = 1024
/** Pages of one DAO in one go: a few hundred thousand blocks. What is left is read on at the next question. */
const pagesAtMost = 256

const readers = new WeakMap<Client, Map<Address, Reader>>()

/** Pages of a DAO from its founding on. */
const pagesOf = (client: Client, dao: Address, genesis: Genesis | undefined) => {
  let isFounded = false
  return async (from: FactsCursor | null) => {
    const page = await client.facts({ dao, from, ...(genesis !== undefined && { genesis }) })
    const finalized = sinceFounding(isFounded && from !== null, page.finalized)
    isFounded = (isFounded && from !== null) || finalized.length > 0
    return { ...page, finalized, unfinalized: sinceFounding(isFounded, page.unfinalized) }
  }
}

const readerOf = (client: Client, dao: Address, genesis: Genesis | undefined): Reader => {
  const known = readers.get(client) ?? new Map<Address, Reader>()
  readers.set(client, known)
  const reader = known.get(dao) ?? readOn<ChainEvent>(pagesOf(client, dao, genesis), null, pagesAtMost)
  known.delete(dao)
  known.set(dao, reader)
  for (const oldest of known.keys()) {
    if (known.size <= most) break
    known.delete(oldest)
  }
  return reader
}

/**
 * What the chain told of a DAO that this node need not be in, read on from where the last one who asked stood, whoever that was: the beginning of a chain may
 * be thousands of pages away.
 * @param genesis where it is known already, it is not looked for.
 * @throws DaomeshError `CHAIN_UNREACHABLE`, `CHAIN_MISMATCH`; `INPUT_INVALID` for an address that the factory did not make.
 */
export const readDaoFacts = (client: Client, dao: Address, genesis?: Genesis): Promise<ReadEvents<ChainEvent>> =>
  readerOf(client, dao, genesis)()

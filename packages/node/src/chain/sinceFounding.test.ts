import type { ChainClient, ChainHead, FactsCursor, FactsPage } from '@daomesh/chain'
import { address, type ChainFact, DaomeshError, type Hex } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisOf, people } from '../fixtures/home.ts'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createOrganisations } from '../nested/createOrganisations.ts'
import { readDaoFacts } from './readDaoFacts.ts'

const dao = address.parse(`0x${'da'.repeat(20)}`)
const hash: Hex = `0x${'ab'.repeat(32)}`
const junk: ChainFact = { kind: 'revoked', member: dao, minRevision: 1n }
const genesis = genesisOf(people.slice(0, 3))
const founded: ChainFact = { kind: 'founded', genesis }
const pageOf = (number: bigint, facts: readonly ChainFact[], unfinalized: readonly ChainFact[] = []): FactsPage => {
  const eventOf = (fact: ChainFact, logIndex: number) => ({ fact, block: number, blockHash: hash, transaction: hash, logIndex, at: 0 })
  const block = { number, hash }
  return {
    finalized: facts.map(eventOf),
    unfinalized: unfinalized.map(eventOf),
    cursor: block,
    head: { ...block, timestamp: 0, finalized: block },
    more: number < 3n,
  }
}
const many = Array.from({ length: 1_000 }, () => junk)

test('M395 N5 what a contract logs that the factory never made is kept in no memory, and a DAO is read from its founding on', async () => {
  let second: readonly ChainFact[] = many
  const client: Pick<ChainClient, 'facts'> = {
    facts: ({ from }: { readonly from: FactsCursor | null }) =>
      Promise.resolve(pageOf((from?.number ?? 0n) + 1n, from === null ? many : second, many)),
  }
  expect(await readDaoFacts(client, dao)).toEqual({ final: [], loose: [] })
  second = [junk, founded, junk]
  const { final, loose } = await readDaoFacts({ facts: client.facts }, dao)
  expect(final.map(({ fact }) => fact.kind)).toEqual(['founded', 'revoked', 'revoked', 'founded', 'revoked'])
  expect(loose).toHaveLength(1_000)
})

test('M395 N5 a member that is a contract and no DAO fills no disk with what it logs', async () => {
  const meta = memoryMeta()
  let told: (page: FactsPage) => unknown = () => undefined
  const watch: ChainClient['watch'] = ({ onFacts }) => {
    told = onFacts
    return () => undefined
  }
  const client = { watch, profile: { identity: { chainId: 1n, genesisHash: hash } } }
  const organisations = createOrganisations({
    chain: { client },
    logger: { debug: () => undefined },
    meta,
    onRead: () => undefined,
    onDenied: () => undefined,
  })
  organisations.look(dao)
  await told(pageOf(1n, many))
  expect(meta.list('fact:')).toHaveLength(0)
  expect(organisations.stateOf(dao)).toBe(null)
  await told(pageOf(2n, [junk, founded, junk]))
  await told(pageOf(3n, [junk]))
  expect(meta.list('fact:')).toHaveLength(3)
  expect(organisations.stateOf(dao)).toMatchObject({ founded: true })
  organisations.close()
})

test('M422 X2 of a DAO that is looked at from outside it is said too that the endpoint denies what was final, and nothing of what is none', () => {
  let fails: (error: unknown) => unknown = () => undefined
  let heard: (head: ChainHead) => unknown = () => undefined
  const watch: ChainClient['watch'] = ({ onFailure, onHead }) => {
    ;[fails, heard] = [onFailure, onHead]
    return () => undefined
  }
  const client = { watch, profile: { identity: { chainId: 1n, genesisHash: hash } } }
  const said: string[] = []
  const organisations = createOrganisations({
    chain: { client },
    logger: { debug: () => undefined },
    meta: memoryMeta(),
    onRead: () => void said.push('read'),
    onDenied: () => void said.push('denied'),
  })
  organisations.look(dao)
  fails(new DaomeshError('INPUT_INVALID'))
  fails(new DaomeshError('CHAIN_UNREACHABLE'))
  fails(new DaomeshError('CHAIN_EVENTS_DIFFER'))
  heard(pageOf(1n, []).head)
  expect(said).toEqual(['denied', 'read'])
  organisations.close()
})

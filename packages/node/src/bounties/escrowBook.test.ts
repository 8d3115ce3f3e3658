import { type BountyFactsPage, escrowAddress, type FactsCursor, sandboxProfile } from '@daomesh/chain'
import { creditIn, nodeOf } from '@daomesh/governance'
import { address, type Agreement, bountyIdOf, type BountyFact, DaomeshError, type Hex, noBounty } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { memoryMeta } from '../fixtures/memoryMeta.ts'
import { createEscrowBook } from './createEscrowBook.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const [issuer, hunter, ether] = [at('a1'), at('b0'), at('00')]
const escrow = escrowAddress()
const identity = { chainId: 1n, genesisHash: noBounty }
const agreement: Agreement = {
  issuer,
  hunter,
  token: ether,
  amount: 100n,
  termsHash: noBounty,
  deliverBy: 1000,
  reviewPeriod: 86_400,
  reviewer: issuer,
  arbiter: at('c0'),
  defaultSplit: 0,
  parent: noBounty,
  validUntil: 500,
  nonce: 1n,
}
const id = bountyIdOf(1n, escrow, agreement)
const gone = bountyIdOf(1n, escrow, { ...agreement, nonce: 2n })
/** One fact per block. */
const facts: readonly BountyFact[] = [
  { kind: 'funded', id, agreement },
  { kind: 'cancelled', id: gone, by: hunter },
  { kind: 'split', id, node: id, owner: hunter, number: 1, root: noBounty, sum: 40n },
  { kind: 'objected', id, node: id, objector: issuer, arbiter: at('c0'), bond: 2n, reasonHash: noBounty, contested: false },
  { kind: 'leavesAccepted', id, node: id, split: 1, leaves: [0, 3] },
  { kind: 'credited', vault: ether, account: hunter, amount: 9n },
  { kind: 'delivered', id, contentHash: noBounty },
]
const hashOf = (salt: string, number: bigint): Hex => `0x${salt}${number.toString(16).padStart(62, '0')}`

/** A chain that tells these facts, and what it was asked for. */
const chainOf = (told: () => readonly BountyFact[], salt = () => 'aa') => {
  const asked: (bigint | null)[] = []
  const bountyFacts = async ({ from }: { readonly from: FactsCursor | null }): Promise<BountyFactsPage> => {
    asked.push(from?.number ?? null)
    if (from !== null && from.hash !== hashOf(salt(), from.number)) throw new DaomeshError('CHAIN_EVENTS_DIFFER')
    const last = BigInt(told().length)
    const block = { number: last, hash: hashOf(salt(), last) }
    const finalized = told()
      .map((fact, i) => ({ fact, block: BigInt(i + 1), blockHash: noBounty, transaction: noBounty, logIndex: 0, at: (i + 1) * 1000 }))
      .filter((event) => event.block > (from?.number ?? 0n))
    return { finalized, cursor: block, unfinalized: [], head: { ...block, timestamp: 0, finalized: block }, more: false }
  }
  return { asked, client: { profile: sandboxProfile(identity, at('fa')), bountyFacts } }
}

test('M101 after a start the escrow is read on from the block up to which this disk holds its facts, and says the same', async () => {
  const meta = memoryMeta()
  let count = 5
  const { asked, client } = chainOf(() => facts.slice(0, count))
  const first = createEscrowBook({ client, meta, escrow })
  expect(first.wasRead()).toBe(false)
  await first.refresh()
  count = facts.length
  const again = createEscrowBook({ client, meta, escrow })
  expect([again.wasRead(), again.shown()]).toEqual([true, first.final()])
  await again.refresh()
  expect(asked).toEqual([null, 5n])
  const fresh = createEscrowBook({ client, meta: memoryMeta(), escrow })
  await fresh.refresh()
  const third = createEscrowBook({ client, meta, escrow })
  expect(third.final()).toEqual(fresh.final())
  const record = third.final().bounties.get(id)
  expect(record).toMatchObject({ status: 'delivered', deliveredAt: 7, agreement })
  expect(record && nodeOf(record, id)).toMatchObject({ splits: [{ sum: 40n }], accepted: new Set(['1:0', '1:3']), dispute: { bond: 2n } })
  expect([third.final().cancelled.has(gone), creditIn(third.final(), ether, hunter)]).toEqual([true, 9n])
})

test('M101 a chain that tells another history, and a damaged row, only cost a reading from the beginning', async () => {
  const meta = memoryMeta()
  let salt = 'aa'
  let told = facts
  const { asked, client } = chainOf(
    () => told,
    () => salt,
  )
  await createEscrowBook({ client, meta, escrow }).refresh()
  ;[salt, told] = ['bb', facts.slice(0, 1)]
  const book = createEscrowBook({ client, meta, escrow })
  await book.refresh()
  expect(asked).toEqual([null, 7n, null])
  expect([book.final().cancelled.size, book.final().credits.size, book.final().bounties.get(id)?.status]).toEqual([0, 0, 'funded'])
  salt = 'bb'
  const [row] = meta.list('escrow:').filter(({ key }) => key.includes('bounty/'))
  meta.set(row?.key ?? '', Uint8Array.of(1))
  const damaged = createEscrowBook({ client, meta, escrow })
  expect(damaged.wasRead()).toBe(false)
  await damaged.refresh()
  expect(damaged.final().bounties.get(id)?.status).toBe('funded')
})

test('M392 X2 what an endpoint invented is gone as soon as another one tells the truth, without a start', async () => {
  const meta = memoryMeta()
  let [salt, told]: [string, readonly BountyFact[]] = ['ee', facts]
  const { client } = chainOf(
    () => told,
    () => salt,
  )
  const book = createEscrowBook({ client, meta, escrow })
  await book.refresh()
  expect([book.shown().bounties.get(id)?.status, creditIn(book.shown(), ether, hunter)]).toEqual(['delivered', 9n])
  const version = book.version()
  ;[salt, told] = ['aa', facts.slice(0, 1)]
  await book.refresh()
  for (const shown of [book.shown(), book.final(), createEscrowBook({ client, meta, escrow }).final()])
    expect([shown.bounties.get(id)?.status, shown.cancelled.size, creditIn(shown, ether, hunter)]).toEqual(['funded', 0, 0n])
  expect(book.version()).toBeGreaterThan(version)
  // Where the truth is that nothing was ever told, too.
  ;[salt, told] = ['bb', []]
  await book.refresh()
  expect([book.shown().bounties.size, book.version() > version + 1]).toEqual([0, true])
})

test('M287 K2 facts that a full disk refused are read of the chain again: nothing of them is missing after the next start', async () => {
  const meta = memoryMeta()
  let isFull = false
  const disk: typeof meta = {
    ...meta,
    setAll: (rows) => {
      if (isFull) throw new DaomeshError('STORAGE_FAILED')
      meta.setAll(rows)
    },
  }
  let count = 1
  const { client } = chainOf(() => facts.slice(0, count))
  const book = createEscrowBook({ client, meta: disk, escrow })
  await book.refresh()
  ;[isFull, count] = [true, 6]
  await expect(book.refresh()).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
  ;[isFull, count] = [false, facts.length]
  await book.refresh()
  const whole = createEscrowBook({ client, meta: memoryMeta(), escrow })
  await whole.refresh()
  expect(book.final()).toEqual(whole.final())
  expect(createEscrowBook({ client, meta, escrow }).final()).toEqual(whole.final())
})

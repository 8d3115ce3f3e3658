import { escrowAddress } from '@daomesh/chain'
import type { MemoryBlock } from '@daomesh/chain/memory'
import { emptyEscrow, foldBounty, type LeafPlace, withPlaces } from '@daomesh/governance'
import { address, type Agreement, type BountyFact, bountyId, type Hex, noBounty } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { checkBooks } from './bounties.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const id = bountyId.parse(`0x${'1d'.repeat(32)}`)
const agreement: Agreement = {
  issuer: at('a1'),
  hunter: at('b0'),
  token: at('00'),
  amount: 100n,
  termsHash: noBounty,
  deliverBy: 1,
  reviewPeriod: 86_400,
  reviewer: at('a1'),
  arbiter: at('c0'),
  defaultSplit: 0,
  parent: noBounty,
  validUntil: 1,
  nonce: 1n,
}
const funded: BountyFact = { kind: 'funded', id, agreement }
const split: BountyFact = { kind: 'split', id, node: id, owner: agreement.hunter, number: 1, root: noBounty, sum: 80n }
const released = (margin: bigint): BountyFact => ({ kind: 'released', id, released: 100n, margin, releasedAt: 1 })
const paid = (margin: bigint): BountyFact => ({ kind: 'paid', id, node: id, split: 1, payments: [{ index: 0, payee: at('d1'), margin }] })

/** A chain of one block in which this was told, where the escrow says that it holds `held` and has `balance`. */
const check = (
  facts: readonly BountyFact[],
  held: bigint,
  balance = held,
  places: readonly (readonly [Hex, LeafPlace])[] = [],
): (() => void) => {
  const told = facts.reduce((all, fact) => foldBounty(all, fact, 0), emptyEscrow.book)
  const record = told.bounties.get(id)
  const book = record === undefined ? told : { ...told, bounties: new Map([[id, withPlaces(record, places)]]) }
  const state = { ...emptyEscrow, book, held: new Map([[id, held]]) }
  const block = {
    bountyEvents: facts.map((fact) => ({ fact })),
    world: { escrow: { state, told: [] }, balances: new Map([[escrowAddress(), balance]]) },
  } as unknown as MemoryBlock
  return () => checkBooks({ chain: { blocks: () => [block] }, checks: new Map() } as unknown as Parameters<typeof checkBooks>[0])
}

test('G16 G17 E2 E5: books that a hostile escrow could keep are found wrong, and true ones are not', () => {
  expect(check([funded, split, released(20n), paid(80n)], 0n)).not.toThrow()
  expect(check([funded, split], 100n, 99n)).toThrow('the escrow holds what its bounties hold')
  expect(check([funded, split, released(20n), paid(81n)], 0n)).toThrow('no bounty pays more than came in for it')
  expect(check([{ ...funded, agreement: { ...agreement, amount: 200n } }, split, released(20n), paid(81n)], 0n)).toThrow(
    'leaves get what their splits had',
  )
  expect(check([funded, split, released(21n)], 79n)).toThrow('no time frees leaf money')
  // What a payee gave up is its splitter's; more is nobody's.
  const [leaf, hunterGets] = [{ payee: at('d1'), amount: 80n, agreement: noBounty }, 50n]
  const freed: BountyFact = { kind: 'freed', id, node: noBounty, amount: 50n }
  const placed = [[noBounty, { owner: id, split: 1, index: 0, leaf }]] as const
  expect(check([funded, split, freed, released(hunterGets), paid(50n)], 0n, 0n, placed)).not.toThrow()
  expect(check([funded, split, freed, released(hunterGets + 1n)], 49n, 49n, placed)).toThrow('no time frees leaf money')
})

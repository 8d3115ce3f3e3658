import { measureBounties } from '@daomesh/contracts/bounty'
import { buildSumTree } from '@daomesh/governance'
import { address } from '@daomesh/protocol'
import { toHex } from 'viem'
import { atMost, type BenchRow } from './row.ts'

/** StandardBounties 2.4 and Kleros' escrow are not on npm: what they cost, measured with the same compiler settings. */
const standardBounties = 456_011
const klerosUndisputed = 196_485

const leaves = Array.from({ length: 10_000 }, (_, i) => ({
  payee: address.parse(toHex(i + 1, { size: 20 })),
  amount: BigInt(i + 1),
  agreement: toHex(i, { size: 32 }),
}))

/** Gas of single bounties and of a pyramid of 1 111, and the time it takes to commit ten thousand sub-bounties. */
export const benchBounty = async (): Promise<readonly BenchRow[]> => {
  const began = performance.now()
  buildSumTree(leaves)
  const built = performance.now() - began
  const { single, settled, pyramid, bounties, transactionsBeforeWork, proof } = await measureBounties()
  return [
    atMost('one bounty in ETH: fund, deliver, accept, paid (StandardBounties 2.4)', 'gas', Number(single), standardBounties, 0.45),
    atMost('one bounty: fund, settle by both signatures (Kleros, undisputed)', 'gas', Number(settled), klerosUndisputed, 1),
    atMost(`pyramid of ${bounties} bounties, all transactions, per bounty`, 'gas', Number(pyramid) / bounties, 16_000, 1),
    atMost('the same, transactions before work starts', 'transactions', transactionsBeforeWork, 3, 1),
    atMost('verifying one proof of a split of 10 000', 'gas', Number(proof), 20_000, 1),
    atMost('building a sum tree of 10 000 leaves', 'ms', built, 1000, 1),
  ]
}

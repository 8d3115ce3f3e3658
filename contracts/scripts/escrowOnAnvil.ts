import { bountyEscrowAbi, bountyEscrowBytecode } from '@daomesh/chain'
import { sumProof, type SumTree } from '@daomesh/governance'
import { agreementFields, type Hex, type SumLeaf } from '@daomesh/protocol'
import { encodeFunctionData, hashTypedData, pad, toHex, zeroAddress, zeroHash } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { foundry } from 'viem/chains'
import { type Clients, deployBytecode, gasOf } from './daoOnAnvil.ts'

type Group = {
  readonly from: number
  readonly split: number
  readonly block: number
  readonly shown: bigint
  readonly pay: bigint
  readonly depth: number
  readonly leaves: readonly Leaf[]
  readonly proof: readonly Hex[]
  readonly signature: Hex
}
type Leaf = {
  readonly payee: Hex
  readonly amount: bigint
  readonly agreementHash: Hex
  readonly splitRoot: Hex
  readonly splitSum: bigint
}
type Asked = {
  readonly from: number
  readonly split: number
  readonly indices: readonly number[]
  readonly pays: boolean
  readonly signature?: Hex
}

const splitTypes = {
  Split: [
    { name: 'bounty', type: 'bytes32' },
    { name: 'number', type: 'uint8' },
    { name: 'root', type: 'bytes32' },
    { name: 'sum', type: 'uint128' },
  ],
} as const
const settlementTypes = {
  Settlement: [
    { name: 'bounty', type: 'bytes32' },
    { name: 'hunterAmount', type: 'uint128' },
    { name: 'validUntil', type: 'uint40' },
  ],
} as const

const toAbi = ({ payee, amount, agreement, split }: SumLeaf): Leaf => ({
  payee,
  amount,
  agreementHash: agreement,
  splitRoot: split?.root ?? zeroHash,
  splitSum: split?.sum ?? 0n,
})

/** Leaves of one block of 64, with their multiproof. */
export const groupOf = (tree: SumTree, { from, split, indices, pays, signature = '0x' }: Asked): Group => {
  const block = Math.floor((indices[0] ?? 0) / 64)
  const shown = indices.reduce((bits, index) => bits | (1n << BigInt(index % 64)), 0n)
  const { depth, siblings } = sumProof(tree, indices)
  return {
    from,
    split,
    block,
    shown,
    pay: pays ? shown : 0n,
    depth,
    leaves: indices.map((index) => toAbi(tree.leaves[index] as SumLeaf)),
    proof: siblings.flatMap(({ hash, sum }) => [toHex(hash), pad(toHex(sum), { size: 32 })]),
    signature,
  }
}

/** A bounty escrow on a chain of this process, and its calls as transactions of which the gas is known. */
export const escrowOnAnvil = async (clients: Clients, hunter: PrivateKeyAccount, arbiter: Hex) => {
  const escrow = await deployBytecode(clients, bountyEscrowBytecode)
  const domain = { name: 'DAOmesh BountyEscrow', version: '1', chainId: foundry.id, verifyingContract: escrow } as const
  const now = (await clients.reader.getBlock()).timestamp
  let nonce = 0n
  const agree = (amount: bigint) => ({
    issuer: clients.funder.address,
    hunter: hunter.address,
    token: zeroAddress as Hex,
    amount,
    termsHash: pad(toHex(amount), { size: 32 }),
    deliverBy: Number(now) + 864_000,
    reviewPeriod: 86_400,
    reviewer: clients.funder.address,
    arbiter,
    defaultSplit: 5000,
    parent: zeroHash as Hex,
    validUntil: Number(now) + 864_000,
    nonce: nonce++,
  })
  type Agreement = ReturnType<typeof agree>
  const types = { Agreement: agreementFields }
  const idOf = (a: Agreement): Hex => hashTypedData({ domain, types, primaryType: 'Agreement', message: a })
  type Message = { bounty: Hex; number: number; root: Hex; sum: bigint }
  const signSplit = (signer: PrivateKeyAccount, message: Message): Promise<Hex> =>
    signer.signTypedData({ domain, types: splitTypes, primaryType: 'Split', message })
  const send = (data: Hex, value = 0n, gas?: bigint): Promise<bigint> =>
    gasOf(clients, { to: escrow, data, value, ...(gas === undefined ? {} : { gas }) })
  return {
    escrow,
    agree,
    idOf,
    signSplit,
    fund: async (a: Agreement): Promise<bigint> => {
      const signature = await hunter.signTypedData({ domain, types, primaryType: 'Agreement', message: a })
      return send(encodeFunctionData({ abi: bountyEscrowAbi, functionName: 'fund', args: [a, signature] }), a.amount)
    },
    /** Of the hunter's own split of the bounty. */
    split: async (a: Agreement, tree: SumTree): Promise<bigint> => {
      const { root, sum } = tree
      const signature = await signSplit(hunter, { bounty: idOf(a), number: 1, root, sum })
      const entry = { from: 0, number: 1, root, sum, signature }
      return send(encodeFunctionData({ abi: bountyEscrowAbi, functionName: 'split', args: [a, [], [entry]] }))
    },
    deliver: async (a: Agreement): Promise<bigint> => {
      const { address: from } = hunter
      await clients.tester.setBalance({ address: from, value: 10n ** 20n })
      await clients.tester.impersonateAccount({ address: from })
      const data = encodeFunctionData({ abi: bountyEscrowAbi, functionName: 'deliver', args: [a, a.termsHash, '0x'] })
      const hash = await clients.tester.sendUnsignedTransaction({ from, to: escrow, data })
      const receipt = await clients.reader.waitForTransactionReceipt({ hash })
      if (receipt.status !== 'success') throw new Error(`transaction ${hash} reverted`)
      return receipt.gasUsed
    },
    accept: (a: Agreement): Promise<bigint> => send(encodeFunctionData({ abi: bountyEscrowAbi, functionName: 'accept', args: [a, '0x'] })),
    /** Signed by the hunter, sent by the issuer: both agree. */
    settle: async (a: Agreement, hunterAmount: bigint): Promise<bigint> => {
      const message = { bounty: idOf(a), hunterAmount, validUntil: a.validUntil }
      const signature = await hunter.signTypedData({ domain, types: settlementTypes, primaryType: 'Settlement', message })
      const args = [a, hunterAmount, a.validUntil, signature, '0x'] as const
      return send(encodeFunctionData({ abi: bountyEscrowAbi, functionName: 'settle', args }))
    },
    payout: (a: Agreement, groups: readonly Group[]): Promise<bigint> =>
      send(encodeFunctionData({ abi: bountyEscrowAbi, functionName: 'payout', args: [a, groups] }), 0n, 16_700_000n),
    balanceOf: (): Promise<bigint> => clients.reader.getBalance({ address: escrow }),
  }
}
export type EscrowOnAnvil = Awaited<ReturnType<typeof escrowOnAnvil>>

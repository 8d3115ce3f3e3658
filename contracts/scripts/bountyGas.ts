import { buildSumTree, type SumTree } from '@daomesh/governance'
import { type Address, address, type SumLeaf } from '@daomesh/protocol'
import { keccak256, pad, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Clients, makeClients } from './daoOnAnvil.ts'
import { type EscrowOnAnvil, escrowOnAnvil, groupOf } from './escrowOnAnvil.ts'
import { startAnvil } from './startAnvil.ts'

const wide = 10
const share = parseEther('0.01')
const hashOf = (name: string) => keccak256(toHex(name))
const keyOf = (name: string) => privateKeyToAccount(hashOf(name))
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)

/** A sub-bounty that its payee has split into ten already, each of `width` … down to a single person; all of them with a margin of one share. */
type Planned = { readonly leaf: SumLeaf; readonly name: string; readonly tree?: SumTree; readonly below: readonly Planned[] }

const plan = (name: string, depth: number, payee: (name: string) => Address): Planned => {
  if (depth === 0) return { leaf: { payee: payee(name), amount: share, agreement: hashOf(name) }, name, below: [] }
  const below = range(wide).map((i) => plan(`${name}.${i}`, depth - 1, payee))
  const tree = buildSumTree(below.map(({ leaf }) => leaf))
  const leaf = { payee: address.parse(keyOf(name).address), amount: tree.sum + share, agreement: hashOf(name), split: tree }
  return { leaf, name, tree, below }
}

/** Shows and pays the subtrees of some leaves of the bounty's split, level by level from its top. */
const groupsFor = async (escrow: EscrowOnAnvil, top: SumTree, planned: readonly Planned[], indices: readonly number[]) => {
  const groups = [groupOf(top, { from: 0, split: 1, indices, pays: true })]
  const shown = indices.map((index) => planned[index])
  for (let at = 0; at < shown.length; at++) {
    const node = shown[at]
    if (node?.tree === undefined) continue
    const { root, sum } = node.tree
    const signature = await escrow.signSplit(keyOf(node.name), { bounty: node.leaf.agreement, number: 0, root, sum })
    groups.push(groupOf(node.tree, { from: at + 1, split: 0, indices: range(wide), pays: true, signature }))
    shown.push(...node.below)
  }
  return groups
}

const waitOut = async (clients: Clients): Promise<void> => {
  await clients.tester.increaseTime({ seconds: 86_401 })
  await clients.tester.mine({ blocks: 1 })
}

const measureSingle = async (escrow: EscrowOnAnvil) => {
  // Twice: the second finds accounts and slots of the escrow as any later bounty does.
  let single = 0n
  for (const amount of [parseEther('0.5'), parseEther('0.6')]) {
    const a = escrow.agree(amount)
    single = (await escrow.fund(a)) + (await escrow.deliver(a)) + (await escrow.accept(a))
  }
  const b = escrow.agree(parseEther('0.7'))
  const settled = (await escrow.fund(b)) + (await escrow.settle(b, parseEther('0.4')))
  return { single, settled }
}

/** 1 + 10 + 100 + 1 000 bounties from one funding, whose payees exist already. */
const measurePyramid = async (clients: Clients, escrow: EscrowOnAnvil) => {
  const payees: Address[] = []
  const payee = (name: string): Address => {
    const one = address.parse(pad(toHex(BigInt(hashOf(name)) >> 96n), { size: 20 }))
    payees.push(one)
    return one
  }
  const planned = range(wide).map((i) => plan(`hunter.${i}`, 2, payee))
  const exists = [...payees, ...planned.flatMap((one) => [one, ...one.below]).map(({ leaf }) => leaf.payee)]
  for (const one of exists) await clients.tester.setBalance({ address: one, value: 1n })
  const top = buildSumTree(planned.map(({ leaf }) => leaf))
  const a = escrow.agree(top.sum + share)
  const before = [await escrow.fund(a), await escrow.split(a, top)]
  const after = [await escrow.deliver(a), await escrow.accept(a)]
  await waitOut(clients)
  for (const half of [range(5), range(5).map((i) => i + 5)]) after.push(await escrow.payout(a, await groupsFor(escrow, top, planned, half)))
  if ((await escrow.balanceOf()) !== 0n) throw new Error('the pyramid is not paid out')
  const gas = [...before, ...after].reduce((sum, one) => sum + one, 0n)
  return { pyramid: gas, bounties: 1 + wide + wide ** 2 + wide ** 3, transactionsBeforeWork: before.length }
}

/** What fourteen levels of siblings cost: one leaf of ten thousand beside one leaf that is its own root. */
const measureProof = async (clients: Clients, escrow: EscrowOnAnvil) => {
  const payee = address.parse(pad('0xbeef', { size: 20 }))
  await clients.tester.setBalance({ address: payee, value: 1n })
  const gas: bigint[] = []
  for (const [count, index] of [
    [1, 0],
    [10_000, 7_777],
  ] as const) {
    const tree = buildSumTree(range(count).map((i) => ({ payee, amount: share / 10_000n, agreement: hashOf(`leaf ${i}`) })))
    const a = escrow.agree(tree.sum)
    await escrow.fund(a)
    await escrow.split(a, tree)
    await escrow.deliver(a)
    await escrow.accept(a)
    await waitOut(clients)
    gas.push(await escrow.payout(a, [groupOf(tree, { from: 0, split: 1, indices: [index], pays: true })]))
  }
  return { proof: (gas[1] ?? 0n) - (gas[0] ?? 0n) }
}

/**
 * Gas of bounties on a chain of its own: whole transactions with real signatures.
 * @example
 * const { single } = await measureBounties()
 */
export const measureBounties = async () => {
  const anvil = await startAnvil()
  try {
    const clients = makeClients(anvil.url)
    const escrow = await escrowOnAnvil(clients, keyOf('hunter'), keyOf('arbiter').address)
    const single = await measureSingle(escrow)
    const pyramid = await measurePyramid(clients, escrow)
    return { ...single, ...pyramid, ...(await measureProof(clients, escrow)) }
  } finally {
    await anvil.stop()
  }
}

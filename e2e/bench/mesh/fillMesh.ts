import { leafKeyOf } from '@daomesh/governance'
import { type Address, address, bountyIdOf, type BountyFact, hashOf, type Hex, noBounty, toHex, utf8 } from '@daomesh/protocol'

export type MeshFacts = {
  readonly daos: readonly { readonly dao: Address; readonly name: string }[]
  /** In the order of the chain; `at` seconds. */
  readonly facts: readonly { readonly at: number; readonly fact: BountyFact }[]
  readonly engagements: number
}

const ether = address.parse(`0x${'00'.repeat(20)}`)
const addressAt = (n: number): Address => address.parse(`0x${toHex(hashOf('bench/mesh', utf8(String(n)))).slice(0, 40)}`)
const trades = ['Meadow', 'Harbour', 'Foundry', 'Orchard', 'Lantern', 'Quarry', 'Weavers', 'Compass', 'Mill', 'Beacon']
const gwei = 1_000_000_000n

/** How many stand in each row, from the top down; few above many. */
const parts = [0.01, 0.07, 0.23, 0.69] as const

type Node = { readonly payee: number; readonly parts: readonly Node[] }

/**
 * What a chain tells of so many accounts and so many bounties, whole pyramids of up to four rows: always the same for the same numbers. Everybody has work, who
 * works for whom stays near it, and some of it is under way.
 */
export const fillMesh = (accounts: number, bounties: number, escrow: Address, now: number): MeshFacts => {
  let state = 20_190_101
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state / 0x80000000
  }
  const sizes = parts.map((part) => Math.max(1, Math.round(part * accounts)))
  sizes[3] = Math.max(1, accounts - (sizes[0] ?? 0) - (sizes[1] ?? 0) - (sizes[2] ?? 0))
  const starts = sizes.map((_, row) => sizes.slice(0, row).reduce((sum, size) => sum + size, 0))
  let turn = 0
  /** Somebody of a row, near the place of who pays; each in turn now and then, so that nobody is left out. */
  const pick = (row: number, place: number): { readonly account: number; readonly place: number } => {
    const size = sizes[row] ?? 1
    const near = row === 3 && random() < 0.5 ? (turn += 1) % size : Math.floor((place + (random() - 0.5) * 0.06 + 1) * size) % size
    return { account: (starts[row] ?? 0) + near, place: near / size }
  }
  let made = 0
  const nodeAt = (row: number, place: number): Node => {
    const { account, place: own } = pick(row, place)
    made += 1
    const below = row === 3 ? 0 : row === 2 ? 2 + Math.floor(random() * 3) : 2 + Math.floor(random() * 2)
    return { payee: account, parts: Array.from({ length: below }, () => nodeAt(row + 1, own)) }
  }
  const facts: { readonly at: number; readonly fact: BountyFact }[] = []
  for (let nonce = 0n; made < bounties; nonce += 1n) {
    const at = now - 360 * 86_400 + Math.floor((made / bounties) * 359 * 86_400)
    const payer = pick(0, random())
    const top = nodeAt(1, payer.place)
    const margin = (): bigint => BigInt(1 + Math.floor(random() * 900)) * 1_000_000n * gwei
    const margins = new Map<Node, bigint>()
    const sum = (node: Node): bigint => {
      const own = margins.get(node) ?? margin()
      margins.set(node, own)
      return node.parts.reduce((all, part) => all + sum(part), own)
    }
    const agreement = {
      issuer: addressAt(payer.account),
      hunter: addressAt(top.payee),
      token: ether,
      amount: sum(top),
      termsHash: noBounty,
      deliverBy: at + 86_400,
      reviewPeriod: 86_400,
      reviewer: addressAt(payer.account),
      arbiter: ether,
      defaultSplit: 0,
      parent: noBounty,
      validUntil: at,
      nonce,
    }
    const id = bountyIdOf(31_337n, escrow, agreement)
    const say = (fact: BountyFact): void => void facts.push({ at, fact })
    say({ kind: 'funded', id, agreement })
    const isOpen = nonce % 12n === 5n
    const tell = (node: Node, key: Hex): void => {
      if (node.parts.length === 0) return
      say({
        kind: 'split',
        id,
        node: key,
        owner: addressAt(node.payee),
        number: 1,
        root: noBounty,
        sum: sum(node) - (margins.get(node) ?? 0n),
      })
      if (!isOpen) {
        const payments = node.parts.map((part, index) => ({ index, payee: addressAt(part.payee), margin: margins.get(part) ?? 0n }))
        say({ kind: 'paid', id, node: key, split: 1, payments })
      }
      for (const [index, part] of node.parts.entries()) tell(part, leafKeyOf(key, 1, index))
    }
    if (!isOpen) say({ kind: 'released', id, released: agreement.amount, margin: margins.get(top) ?? 0n, releasedAt: at })
    tell(top, id)
    if (nonce % 36n === 5n)
      say({ kind: 'objected', id, node: id, objector: agreement.issuer, arbiter: ether, bond: 0n, reasonHash: noBounty, contested: false })
  }
  // Who works with its own hands is a person more often than not.
  const people = starts[3] ?? 0
  const daos = Array.from({ length: accounts }, (_, n) => n)
    .filter((n) => n < people || n % 3 === 0)
    .map((n) => ({ dao: addressAt(n), name: `${trades[n % trades.length] ?? ''} ${Math.floor(n / trades.length) + 1}` }))
  return { daos, facts, engagements: made }
}

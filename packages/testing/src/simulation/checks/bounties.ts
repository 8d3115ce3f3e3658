import { encodeEscrow, escrowAddress } from '@daomesh/chain'
import {
  type BountyRecord,
  emptyEscrow,
  escrowGroups,
  type EscrowState,
  type KnownSplit,
  leafStanding,
  markOf,
  nodeOf,
  rulingPeriod,
} from '@daomesh/governance'
import { knownSplits, parseBundle } from '@daomesh/node'
import type { BountyFact, BountyId, EscrowAction, Hex } from '@daomesh/protocol'
import { count } from '../ledger.ts'
import type { Work, World } from '../world.ts'
import { agreeing, apiOf } from '../person.ts'
import { demand } from '../violation.ts'

const escrow = escrowAddress()

/** What the escrow keeps, as of the newest block. */
export const escrowOf = (world: Pick<World, 'chain'>): EscrowState =>
  (world.chain.blocks().at(-1)?.world.escrow.state as EscrowState | null) ?? emptyEscrow

const sumOf = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((sum, one) => sum + one, 0n)

/** By bounty, from what was told alone: what came in, what went out, and what its splits had when it was released. */
type Books = {
  in: bigint
  out: bigint
  committed: bigint
  released: bigint
  leaves: bigint
  objected: boolean
  readonly bonds: Map<string, bigint>
  /** What the payee of a leaf left to itself, by node. */
  readonly caps: Map<Hex, bigint>
}

const tally = (books: Books, fact: BountyFact): void => {
  switch (fact.kind) {
    case 'funded':
      books.in += fact.agreement.amount
      break
    case 'split':
      if (fact.node === fact.id && fact.number > 0) books.committed += fact.sum
      break
    case 'freed':
      books.caps.set(fact.node, fact.amount)
      break
    case 'objected':
      books.in += fact.bond
      books.bonds.set(fact.node, fact.bond)
      books.objected ||= fact.node !== fact.id
      break
    case 'released':
      books.released = fact.released
      books.out += fact.margin
      break
    case 'refunded':
      books.out += fact.amount
      break
    case 'returned':
      books.out += fact.amount
      books.leaves += fact.amount
      break
    case 'paid': {
      const paid = sumOf(fact.payments.map(({ margin }) => margin))
      books.out += paid
      books.leaves += paid
      break
    }
    default:
  }
}

/** What payees of leaves right below the bounty gave up by their own word: it is their splitter's then. */
const freedOf = ({ caps }: Books, record: BountyRecord | undefined): bigint =>
  sumOf(
    [...caps].map(([node, amount]) => {
      const place = record?.places.get(node)
      return place === undefined || place.owner !== record?.id || amount > place.leaf.amount ? 0n : place.leaf.amount - amount
    }),
  )

const booksOf = (world: Pick<World, 'chain'>): ReadonlyMap<BountyId, Books> => {
  const all = new Map<BountyId, Books>()
  for (const { bountyEvents } of world.chain.blocks())
    for (const { fact } of bountyEvents) {
      if (!('id' in fact)) continue
      const books = all.get(fact.id) ?? {
        in: 0n,
        out: 0n,
        committed: 0n,
        released: 0n,
        leaves: 0n,
        objected: false,
        bonds: new Map(),
        caps: new Map(),
      }
      tally(books, fact)
      all.set(fact.id, books)
    }
  return all
}

/** Σ paid ≤ held, by the events alone; and time gives no leaf money to anybody: what left is margins, and what an objection took from a leaf. */
export const checkBooks = (world: Pick<World, 'chain' | 'checks'>): void => {
  const { held, book } = escrowOf(world)
  const balance = world.chain.blocks().at(-1)?.world.balances.get(escrow) ?? 0n
  const owed = sumOf(held.values()) + sumOf(book.credits.values())
  demand(world, balance === owed, 'the escrow holds what its bounties hold', () => `${balance} wei, by its books ${owed}`)
  for (const [id, books] of booksOf(world)) {
    const { in: came, out, released, leaves, objected, bonds } = books
    const record = book.bounties.get(id)
    const committed = books.committed - freedOf(books, record)
    const most = sumOf(bonds.values())
    demand(world, out <= came && (held.get(id) ?? 0n) >= 0n, 'no bounty pays more than came in for it', () => `${id}: ${out} of ${came}`)
    const share = released < committed ? released : committed
    demand(world, leaves <= share + most, 'leaves get what their splits had', () => `${id}: ${leaves} of ${share}`)
    const margin = record?.status === 'released' ? out - leaves - (record.agreement.amount - released) : 0n
    const due = released > committed ? released - committed : 0n
    demand(world, margin <= due && (objected || margin >= 0n), 'no time frees leaf money', () => `${id}: a margin of ${margin}, due ${due}`)
  }
}

type Known = { readonly work: Work; readonly record: BountyRecord; readonly splits: readonly KnownSplit[] }

const knownOf = (world: World): readonly Known[] =>
  world.works.flatMap((work) => {
    const record = escrowOf(world).book.bounties.get(work.bounty)
    if (record === undefined) return []
    return [{ work, ...knownSplits({ ...record, places: new Map() }, parseBundle(work.bundle), world.chain.identity.chainId, escrow) }]
  })

/** Whoever is accepted, and whose nodes above are settled, can be paid from the release on: the chain takes the payout. */
const checkAccepted = async (world: World, { work, record, splits }: Known): Promise<void> => {
  const now = world.chain.blocks().at(-1)?.timestamp ?? 0
  const accepted = [...record.places].filter(([, { owner, split, index }]) => nodeOf(record, owner).accepted.has(markOf(split, index)))
  if (record.status !== 'released') return
  const [person] = await agreeing(world)
  for (const [key, { owner }] of accepted) {
    const above = owner === work.bounty ? null : leafStanding(record, owner, now).state
    if (above === 'waiting' || above === 'frozen') continue
    const { state } = leafStanding(record, key, now)
    demand(world, state === 'payable' || state === 'paid', 'an accepted leaf is paid', () => `${work.title}: ${key} is ${state}`)
    if (state === 'paid' || person === undefined) continue
    const { groups } = escrowGroups(work.bounty, splits, [key])
    const call = encodeEscrow(escrow, { kind: 'payout', agreement: work.agreement, groups })
    const [outcome] = await person.client.simulate({ from: person.account, calls: [call] })
    demand(world, outcome?.ok === true, 'an accepted leaf is paid', () => `${work.title}: ${key} ${JSON.stringify(outcome)}`)
  }
}

/** What a stranger, who is no party, tries on every bounty: nothing of it may succeed. */
const checkStranger = async (world: World, { work, record, splits }: Known): Promise<void> => {
  const { agreement, bounty } = work
  const [person] = await agreeing(world)
  const stranger = world.accounts.at(-1)
  if (person === undefined || stranger === undefined) return
  const keys = [...record.places.keys()]
  const { groups } = escrowGroups(bounty, splits, keys)
  const path = groups.map((group) => ({ ...group, pay: 0n }))
  const bent = groups.map((group) => ({ ...group, leaves: group.leaves.map((leaf) => ({ ...leaf, payee: stranger.address })) }))
  const [node] = keys
  const sub = record.places.values().next().value?.sub ?? agreement
  const tries: readonly EscrowAction[] = [
    { kind: 'accept', agreement, signature: '0x' },
    { kind: 'deliver', agreement, contentHash: bounty, signature: '0x' },
    { kind: 'object', agreement, reasonHash: bounty },
    { kind: 'contest', node: node ?? bounty, signature: '0x' },
    { kind: 'rule', node: bounty, hunterAmount: 0n },
    { kind: 'settle', agreement, hunterAmount: 0n, validUntil: 2 ** 39, hunterSignature: '0x', issuerSignature: '0x' },
    { kind: 'split', agreement, path: [], splits: [{ from: 0, number: 1, root: bounty, sum: 1n, signature: '0x' }] },
    { kind: 'acceptLeaves', agreement, path: [], levels: [{ from: 0, split: 1, block: 0, leaves: 3n, signature: '0x' }] },
    ...(node === undefined
      ? []
      : ([
          { kind: 'payout', agreement, groups: bent },
          { kind: 'free', agreement, path, amount: 0n, signature: '0x' },
          { kind: 'redirect', agreement, path, to: stranger.address, signature: '0x' },
          { kind: 'objectLeaf', agreement, path, sub, reasonHash: bounty },
        ] as const)),
  ]
  for (const action of tries) {
    const [outcome] = await person.client.simulate({ from: stranger.address, calls: [encodeEscrow(escrow, action)] })
    demand(world, outcome?.ok === false, 'a stranger moves no bounty', () => `${work.title}: ${action.kind}`)
  }
}

/** At rest every node says of every bounty what the chain says. */
const checkAgreed = async (world: World, { work, record }: Known): Promise<void> => {
  for (const person of await agreeing(world)) {
    const { status, released, releasedAt, contentHash } = await apiOf(person).bounties.get({ bounty: work.bounty })
    const told = `${status} ${released} ${releasedAt} ${contentHash}`
    const expected = `${record.status} ${record.released} ${record.releasedAt} ${record.contentHash}`
    demand(world, told === expected, 'all nodes agree on bounties', () => `${person.name} on ${work.title}: ${told} against ${expected}`)
  }
}

const defaults = new WeakMap<World, Set<Hex>>()
/** Objections whose arbiter was silent for its whole time, so that the agreed split counts: nobody does it, so it is counted where it is seen. */
const countDefaults = (world: World): void => {
  const now = world.chain.blocks().at(-1)?.timestamp ?? 0
  const seen = defaults.get(world) ?? new Set<Hex>()
  defaults.set(world, seen)
  for (const { nodes } of escrowOf(world).book.bounties.values())
    for (const [node, { dispute }] of nodes) {
      if (dispute === null || dispute.contestedAt === 0 || dispute.ruledAt !== 0) continue
      if (now < dispute.contestedAt + rulingPeriod || seen.has(node)) continue
      seen.add(node)
      count(world.steps, 'on a bounty: default')
    }
}

/** The invariants of the escrow (contracts E1 to E10), over everything that was told and every bounty that is under way. */
export const checkBounties = async (world: World): Promise<void> => {
  checkBooks(world)
  countDefaults(world)
  const newest = knownOf(world).slice(-3)
  for (const known of newest) {
    await checkAgreed(world, known)
    await checkAccepted(world, known)
  }
  for (const known of newest.slice(-1)) await checkStranger(world, known)
}

import { leafKeyOf, escrowGroups } from '@daomesh/governance'
import { type Agreement, type EscrowAction, type EscrowGroup, type Hex, ether } from '@daomesh/protocol'
import { begin } from './escrowHost.ts'
import { cast, drawBounty, keysOf, pathTo, sign, signHash, type Walk, type Walked, type WalkStep } from './escrowWalk.ts'

const hour = 3_600

type Draw = (walk: Walk, bounty: Walked) => Promise<readonly [from: number, action: EscrowAction]>

const by = (walk: Walk, account: Hex): number => walk.accounts.findIndex((one) => one.address === account)
/** Who is meant, or now and then somebody else. */
const mostly = (walk: Walk, from: number): number => (walk.random.chance(0.85) ? from : walk.random.pick([cast.stranger, ...cast.hunters]))
const pickKey = (walk: Walk, bounty: Walked): Hex => walk.random.pick(keysOf(bounty))
/** A leaf of the first split, the late one, or one of the lead's. */
const payeeOf = (walk: Walk, { splits }: Walked, key: Hex): number => {
  for (const { node, split, tree } of splits)
    for (const [i, leaf] of tree.leaves.entries()) if (leafKeyOf(node, split, i) === key) return by(walk, leaf.payee)
  return cast.stranger
}

const fund: Draw = async (walk, { agreement, id }) => {
  const signer = mostly(walk, by(walk, agreement.hunter))
  return [mostly(walk, by(walk, agreement.issuer)), { kind: 'fund', agreement, hunterSignature: await signHash(walk, signer, id) }]
}

/** Of the bounty, of the lead's leaf, or several entries at once, also for a leaf that is shown twice. */
const split: Draw = async (walk, bounty) => {
  const { agreement, top, late, planned, subs } = bounty
  const { random } = walk
  const hunter = by(walk, agreement.hunter)
  if (random.chance(0.6)) {
    const [number, tree] = random.chance(0.6) ? ([1, top] as const) : ([2, late] as const)
    return [
      mostly(walk, hunter),
      { kind: 'split', agreement, path: [], splits: [{ from: 0, number, root: tree.root, sum: tree.sum, signature: '0x' }] },
    ]
  }
  const once = pathTo(bounty, [leafKeyOf(bounty.id, 1, 0)])
  const bountyHash = top.leaves[0]?.agreement ?? bounty.id
  const signed = async (number: number, { root, sum }: { readonly root: Hex; readonly sum: bigint }) =>
    sign(walk, mostly(walk, cast.lead), 'Split', { bounty: bountyHash, number, root, sum })
  const entries = [
    { from: 1, number: 0, root: planned.root, sum: planned.sum, signature: await signed(0, planned) },
    { from: random.pick([1, 2]), number: 1, root: late.root, sum: late.sum, signature: await signed(1, late) },
  ]
  const twice = random.chance(0.4) ? [...once, ...once] : once
  const chosen = random.chance(0.5) ? entries : [random.pick(entries)]
  return [
    random.pick([cast.stranger, cast.lead]),
    { kind: 'split', agreement: random.chance(0.97) ? agreement : (subs[0] as Agreement), path: twice, splits: chosen },
  ]
}

const deliver: Draw = async (walk, { agreement, id }) => {
  const hunter = by(walk, agreement.hunter)
  const contentHash = id
  const signature = walk.random.chance(0.3) ? await sign(walk, mostly(walk, hunter), 'Delivery', { bounty: id, contentHash }) : '0x'
  return [mostly(walk, hunter), { kind: 'deliver', agreement, contentHash, signature }]
}

const accept: Draw = async (walk, { agreement, id }) => {
  const signature = walk.random.chance(0.2) ? await sign(walk, by(walk, agreement.issuer), 'Release', { bounty: id }) : '0x'
  return [walk.random.pick([by(walk, agreement.issuer), cast.stranger, cast.lead]), { kind: 'accept', agreement, signature }]
}

const settle: Draw = async (walk, { agreement, id }) => {
  const { random } = walk
  const hunterAmount = random.pick([0n, agreement.amount / 2n, agreement.amount - 1n, agreement.amount + 1n])
  const validUntil = begin + random.pick([1, 365 * 24]) * hour
  const message = { bounty: id, hunterAmount, validUntil }
  const [hunter, issuer] = [by(walk, agreement.hunter), by(walk, agreement.issuer)]
  const hunterSignature = await sign(walk, mostly(walk, hunter), 'Settlement', message)
  const issuerSignature = await sign(walk, mostly(walk, issuer), 'Settlement', message)
  return [random.pick([cast.stranger, issuer]), { kind: 'settle', agreement, hunterAmount, validUntil, hunterSignature, issuerSignature }]
}

const object: Draw = async (walk, { agreement, id }) => [
  mostly(walk, by(walk, agreement.issuer)),
  { kind: 'object', agreement, reasonHash: id },
]

const objectLeaf: Draw = async (walk, bounty) => {
  const { agreement, subs, id } = bounty
  const i = walk.random.below(3)
  const [key, sub] = [leafKeyOf(id, 1, i), subs[walk.random.chance(0.9) ? i : (i + 1) % 3] as Agreement]
  return [mostly(walk, by(walk, agreement.hunter)), { kind: 'objectLeaf', agreement, path: pathTo(bounty, [key]), sub, reasonHash: key }]
}

const someNode = (walk: Walk, bounty: Walked): Hex => (walk.random.chance(0.5) ? bounty.id : walk.random.pick(keysOf(bounty).slice(0, 3)))

const contest: Draw = async (walk, bounty) => {
  const node = someNode(walk, bounty)
  const payee = node === bounty.id ? by(walk, bounty.agreement.hunter) : payeeOf(walk, bounty, node)
  const signature = walk.random.chance(0.5) ? await sign(walk, mostly(walk, payee), 'Contest', { node }) : '0x'
  return [walk.random.pick([payee === cast.refusing ? cast.stranger : payee, cast.stranger]), { kind: 'contest', node, signature }]
}

const rule: Draw = async (walk, bounty) => {
  const hunterAmount = BigInt(walk.random.below(600))
  return [mostly(walk, cast.arbiter), { kind: 'rule', node: someNode(walk, bounty), hunterAmount }]
}

const acceptLeaves: Draw = async (walk, { agreement, id }) => {
  const leaves = BigInt(1 + walk.random.below(7))
  const hunter = by(walk, agreement.hunter)
  const message = { node: id, split: 1, block: 0, leaves }
  const signature = walk.random.chance(0.4) ? await sign(walk, mostly(walk, hunter), 'Acceptance', message) : '0x'
  return [mostly(walk, hunter), { kind: 'acceptLeaves', agreement, path: [], levels: [{ from: 0, split: 1, block: 0, leaves, signature }] }]
}

const free: Draw = async (walk, bounty) => {
  const node = pickKey(walk, bounty)
  const amount = BigInt(walk.random.below(250))
  const signature = await sign(walk, mostly(walk, payeeOf(walk, bounty, node)), 'Freeing', { node, amount })
  return [cast.stranger, { kind: 'free', agreement: bounty.agreement, path: pathTo(bounty, [node]), amount, signature }]
}

const redirect: Draw = async (walk, bounty) => {
  const node = pickKey(walk, bounty)
  const payee = payeeOf(walk, bounty, node)
  const to = (walk.accounts[walk.random.pick(cast.workers)] as { readonly address: Agreement['hunter'] }).address
  const signature = walk.random.chance(0.6) ? await sign(walk, mostly(walk, payee), 'Redirection', { node, to }) : '0x'
  const from = walk.random.chance(0.5) && payee !== cast.refusing ? payee : cast.stranger
  return [from, { kind: 'redirect', agreement: bounty.agreement, path: pathTo(bounty, [node]), to, signature }]
}

/** One thing of a proof is not as it should be. */
const bend = (walk: Walk, groups: readonly EscrowGroup[]): readonly EscrowGroup[] => {
  const { random } = walk
  const at = random.below(groups.length)
  const change = random.pick<(group: EscrowGroup) => Partial<EscrowGroup>>([
    ({ leaves }) => ({ leaves: leaves.map((leaf) => ({ ...leaf, amount: leaf.amount + 1n })) }),
    ({ siblings }) => ({ siblings: siblings.slice(1) }),
    ({ siblings }) => ({ siblings: siblings.map((node) => ({ ...node, sum: (1n << 128n) - 1n })) }),
    ({ depth }) => ({ depth: depth + 1 }),
    ({ shown }) => ({ shown: shown << 1n }),
    ({ pay }) => ({ pay: pay << 1n }),
    () => ({ from: 9 }),
    () => ({ signature: '0x' }),
    ({ leaves }) => ({ leaves: leaves.map((leaf) => ({ ...leaf, split: { root: `0x${'0'.repeat(64)}` as Hex, sum: 1n } })) }),
    ({ leaves }) => ({ leaves: leaves.map(({ payee, amount, agreement }) => ({ payee, amount, agreement })) }),
  ])
  return groups.map((group, i) => (i === at ? { ...group, ...change(group) } : group))
}

const payout: Draw = async (walk, bounty) => {
  const { random } = walk
  const keys = keysOf(bounty).slice(0, 6)
  const chosen = random.chance(0.5) ? [random.pick(keys)] : keys.filter(() => random.chance(0.6))
  const { groups } = escrowGroups(bounty.id, bounty.splits, chosen.length === 0 ? keys : chosen)
  return [cast.stranger, { kind: 'payout', agreement: bounty.agreement, groups: random.chance(0.2) ? bend(walk, groups) : groups }]
}

const end =
  (kind: 'release' | 'refund' | 'cancel'): Draw =>
  async (walk, { agreement }) => [kind === 'cancel' ? by(walk, agreement.hunter) : cast.stranger, { kind, agreement }]

const release = end('release')

const claim: Draw = async (walk) => {
  const [vault, account] = [ether, (walk.accounts[cast.refusing] as { readonly address: Agreement['token'] }).address]
  return [cast.stranger, { kind: 'claim', vault, account, recipient: walk.random.chance(0.8) ? vault : account }]
}

const draws: readonly (readonly [weight: number, draw: Draw])[] = [
  [1, fund],
  [1, end('cancel')],
  [7, split],
  [4, deliver],
  [4, accept],
  [1, settle],
  [3, object],
  [6, objectLeaf],
  [4, contest],
  [4, rule],
  [3, release],
  [2, end('refund')],
  [3, acceptLeaves],
  [3, free],
  [3, redirect],
  [12, payout],
  [2, claim],
]

const drawOf = ({ random }: Walk): Draw => {
  let left = random.below(draws.reduce((sum, [weight]) => sum + weight, 0))
  for (const [weight, draw] of draws) {
    if (left < weight) return draw
    left -= weight
  }
  return payout
}

/** How a bounty usually goes: after its end leaves are accepted, objected to and paid. */
const usual: readonly (readonly Draw[])[] = [
  [split],
  [split, free, redirect],
  [split],
  [deliver],
  [split, free],
  [accept, object, settle],
  [contest, rule, acceptLeaves],
  [rule, release],
  [objectLeaf],
  [objectLeaf, acceptLeaves],
  [contest, payout],
  [rule, payout],
  [payout],
  [payout],
]

const drawAction = (walk: Walk, bounty: Walked): Draw => {
  const next = usual[bounty.stage]
  if (next === undefined || walk.random.chance(0.3)) return drawOf(walk)
  bounty.stage += 1
  return walk.random.pick(next)
}

/** What happens next: mostly a bounty moves on, by whoever may or may not move it; now and then time passes or a payee turns stubborn. */
export const drawStep = async (walk: Walk): Promise<WalkStep> => {
  const { random, all } = walk
  if (random.chance(0.06)) {
    const seconds = random.pick([1, 5, 10, 30, random.chance(0.3) ? 24 * 61 : 80]) * hour
    walk.now += seconds
    return { kind: 'pass', seconds }
  }
  if (random.chance(0.03)) return { kind: 'refuse', refuses: random.chance(0.6) }
  if (all.length === 0 || random.chance(0.05)) {
    const bad = random.pick<Partial<Agreement>>([{ amount: 0n }, { validUntil: begin }, { deliverBy: begin }, { reviewPeriod: hour }])
    const bounty = await drawBounty(walk, random.chance(0.1) ? bad : {})
    all.push(bounty)
    const [from, action] = await fund(walk, bounty)
    return { kind: 'act', from, action }
  }
  // The newest are the busiest.
  const bounty = random.chance(0.6) ? (all.at(-1) as Walked) : random.pick(all.slice(-4))
  const [from, action] = await drawAction(walk, bounty)(walk, bounty)
  return { kind: 'act', from, action }
}

import { nodeOf } from '@daomesh/governance'
import { type Address, type Agreement, type Hex, noBounty, type SpaceId, type Terms, termsHashOf, toRecord, ether } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import { escrowOf } from '../checks/bounties.ts'
import { daoOnChain } from '../checks/chain.ts'
import { count } from '../ledger.ts'
import { perform } from '../perform.ts'
import { present } from '../person.ts'
import type { Person, Work, World } from '../world.ts'
import { requestId } from './requestId.ts'

const day = 86_400
/** So many are under way at most: what is done leaves room for the next. */
const mostOpen = 3

type Api = Parameters<Parameters<typeof perform>[3]>[0]
type Page = Awaited<ReturnType<Api['bounties']['get']>>
type Move = Page['moves'][number]

/** What others, or time, may have done since this member looked. */
export const bountyRefusals = ['BOUNTY_NOTHING_DUE', 'BOUNTY_SPLIT', 'BOUNTY_UNKNOWN', 'TRANSACTION_FUNDS', 'TRANSACTION_REVERTED'] as const

const secondsOf = (world: World): number => Math.floor(world.clock.now() / 1000)

const agreementBetween = (
  world: World,
  issuer: Address,
  hunter: Address,
  amount: bigint,
  terms: Terms,
  more: Partial<Agreement>,
): Agreement => ({
  issuer,
  hunter,
  token: ether,
  amount,
  termsHash: termsHashOf(terms),
  deliverBy: secondsOf(world) + 60 * day,
  reviewPeriod: 4 * day,
  reviewer: issuer,
  arbiter: issuer,
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: secondsOf(world) + 45 * day,
  nonce: BigInt(world.next()),
  ...more,
})

/** Neither released, nor left lying until it can no longer be funded. */
const isOpen = (world: World, { bounty, agreement }: Work): boolean => {
  const status = escrowOf(world).book.bounties.get(bounty)?.status
  return status === undefined ? secondsOf(world) < agreement.validUntil : status !== 'released'
}

/** A member, or the DAO by a decision, hires another member, who signed before; a third one is the arbiter. */
export const postBounty = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const [hunter, arbiter, first, second] = random.shuffle(present(world).filter((one) => one.account !== person.account))
  if (hunter === undefined || arbiter === undefined || world.works.filter((work) => isOpen(world, work)).length >= mostOpen) return
  const byDao = random.chance(0.3)
  const title = `work ${world.next()}`
  const terms: Terms = { v: 1, title, brief: `${title}, as said.`, tags: ['wood'], files: [] }
  const issuer = byDao ? daoOnChain(world).address : person.account
  const more = {
    arbiter: arbiter.account,
    reviewer: person.account,
    // Long enough that a party who comes weekly can contest, short enough that silence ends some.
    reviewPeriod: (2 + random.below(21)) * day,
    defaultSplit: random.pick([0, 4_000, 10_000]),
  }
  const agreement = agreementBetween(world, issuer, hunter.account, 10n ** 12n + BigInt(random.below(1_000)), terms, more)
  const asked = { agreement: toRecord(agreement) as never, terms }
  const [signing, funding] = [requestId(world), requestId(world)]
  let signature: Hex | null = null
  await perform(world, hunter, `takes ${title}`, async (api) => {
    const signed = await api.bounties.sign({ requestId: signing, ...asked })
    const { bundle } = await api.bounties.get({ bounty: signed.bounty })
    const parties = [person, hunter, arbiter, first, second].flatMap((one) => (one === undefined ? [] : [one.name]))
    world.works.push({ title, bounty: signed.bounty, agreement, bundle, parties })
    // Last: what the books of the simulation do not know is not funded either.
    signature = signed.signature
    return []
  })
  if (signature === null) return
  const hunterSignature: Hex = signature
  const as: SpaceId | null = byDao ? world.space : null
  await perform(
    world,
    person,
    `funds ${title}`,
    async (api) => {
      const { transaction } = await api.bounties.fund({ requestId: funding, as, ...asked, hunterSignature })
      return transaction === null ? [] : [{ type: 'transaction', id: transaction.id }]
    },
    bountyRefusals,
  )
}

/** The leaves of a new split: two other parties get a third each of what is left. */
const leavesFor = (world: World, person: Person, work: Work, page: Page, node: Hex) => {
  const left = BigInt(page.margins.find((one) => one.node === node)?.margin ?? 0)
  const workers = world.people.filter(({ name, account }) => work.parties.includes(name) && account !== person.account).slice(-2)
  return workers.map(({ account, name }) => {
    const terms: Terms = { v: 1, title: `part of ${name}`, brief: 'A part.', tags: [], files: [] }
    const more = { arbiter: work.agreement.arbiter, parent: work.bounty, reviewPeriod: work.agreement.reviewPeriod }
    return { agreement: toRecord(agreementBetween(world, person.account, account, left / 3n, terms, more)) as never, terms, planned: null }
  })
}

type Asked = { readonly work: Work; readonly page: Page; readonly move: Move; readonly leaves: ReturnType<typeof leavesFor> }

const doIt = (api: Api, id: string, { work, page, move, leaves }: Asked, drawn: number, other: Address) => {
  const asked = { requestId: id, as: null, bounty: work.bounty }
  const node = move.node
  switch (move.move) {
    case 'split':
      return api.bounties.split({ ...asked, node, leaves })
    case 'deliver':
      return api.bounties.deliver({ ...asked, contentHash: work.bounty })
    case 'accept':
    case 'acceptLeaf':
      return api.bounties.accept({ ...asked, node })
    case 'object':
      return api.bounties.object({ ...asked, node, reason: 'not as agreed' })
    case 'contest':
      return api.bounties.contest({ ...asked, node })
    case 'rule': {
      const amount = BigInt(page.leaves.find((one) => one.node === node)?.amount ?? page.amount)
      return api.bounties.rule({ ...asked, node, hunterAmount: ((amount * BigInt(drawn % 5)) / 4n).toString() })
    }
    case 'redirect':
      return api.bounties.redirect({ ...asked, node: node ?? work.bounty, to: other })
    case 'payout':
      return api.bounties.payout({ requestId: id, bounty: work.bounty })
    case 'free': {
      const amount = BigInt(page.leaves.find((one) => one.node === node)?.amount ?? 0)
      return node === null ? null : api.bounties.free({ ...asked, node, amount: ((amount * BigInt(drawn % 4)) / 4n).toString() })
    }
    case 'settle': {
      // For nothing the hunter's own word is enough.
      const [validUntil, none] = [work.agreement.validUntil + 365 * day, '0x' as const]
      return api.bounties.settle({ ...asked, hunterAmount: '0', validUntil, hunterSignature: none, issuerSignature: none })
    }
    case 'release':
    case 'refund':
      return api.bounties[move.move](asked)
    default:
      return null
  }
}

/** Who is silent once it is asked: of every third bounty the arbiter, so that its default counts. */
const hasSilentArbiter = ({ agreement }: Work): boolean => agreement.nonce % 3n === 0n

const hasFreed = (world: World, { bounty }: Work, node: Hex): boolean => {
  const record = escrowOf(world).book.bounties.get(bounty)
  return record !== undefined && nodeOf(record, node).cap !== null
}

/** What a party of a bounty can do alone now: moves as its node names them. Some are left to chance seldom, or a bounty would hardly get further. */
const movesOf = (world: World, work: Work, page: Page, person: Person, drawn: number): readonly Move[] =>
  page.moves.filter(({ move, as, alone, node }) => {
    if (as !== person.account && !alone) return false
    if (move === 'settle') return drawn % 11 === 0 && as === work.agreement.hunter
    if (move === 'rule') return !hasSilentArbiter(work)
    if (move === 'split') return page.margins.length < 7 && (node === null || page.margins.every(({ depth }) => depth < 2))
    // Accepted before it was delivered, hardly anything more could happen to it.
    if (move === 'accept') return drawn % (page.status === 'funded' ? 9 : 2) === 0
    // Once: what is drawn is a part of the whole leaf, which may be more than what it left itself before.
    if (move === 'free') return drawn % 5 === 0 && node !== null && !hasFreed(world, work, node)
    return move === 'redirect' ? drawn % 3 === 0 : true
  })

/** An objection, and what answers it, has its time; whoever can do such a thing mostly does it before all else. */
const pressing: ReadonlySet<Move['move']> = new Set(['contest', 'rule', 'object'])

const chooseWork = async (world: World, person: Person, api: Api, id: string, drawn: number, pick: number): Promise<Asked | null> => {
  const works = world.works.filter(({ parties }) => parties.includes(person.name)).slice(-mostOpen)
  const all: Omit<Asked, 'leaves'>[] = []
  for (const [i, work] of works.entries()) {
    await api.bounties.keep({ requestId: `${id}-${i}`, bundle: work.bundle })
    const page = await api.bounties.get({ bounty: work.bounty })
    if (page.status !== 'none') all.push(...movesOf(world, work, page, person, drawn).map((move) => ({ work, page, move })))
  }
  const urgent = drawn % 3 === 0 ? [] : all.filter(({ move }) => pressing.has(move.move))
  const list = urgent.length > 0 ? urgent : all
  const chosen = list[pick % Math.max(1, list.length)]
  if (chosen === undefined) return null
  const { work, page, move } = chosen
  return { ...chosen, leaves: move.move === 'split' ? leavesFor(world, person, work, page, move.node ?? work.bounty) : [] }
}

/** One thing that can be done about a bounty this person is a party of, whatever it is; what is known of its splits is handed round. @returns whether there was one. */
const workAs = async (world: World, person: Person, random: SeededRandom): Promise<boolean> => {
  const id = requestId(world)
  const [drawn, pick] = [random.below(1_000), random.below(1_000)]
  const other = random.pick(world.people.filter((one) => one.account !== person.account)).account
  let asked: Asked | null = null
  await perform(
    world,
    person,
    'works on a bounty',
    async (api) => {
      asked ??= await chooseWork(world, person, api, id, drawn, pick)
      if (asked === null) return []
      const { work, move } = asked
      const outcome = await doIt(api, id, asked, drawn, other)
      count(world.steps, `on a bounty: ${move.move}`)
      world.trace.note(`${person.name} ${move.move} ${work.title}`)
      work.bundle = (await api.bounties.get({ bounty: work.bounty })).bundle
      return outcome?.transaction === null || outcome === null ? [] : [{ type: 'transaction', id: outcome.transaction.id }]
    },
    bountyRefusals,
  )
  return asked !== null
}

/** The person, or else somebody who is there and can do something. */
export const workOnBounty = async (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const parties = new Set(world.works.slice(-mostOpen).flatMap((work) => work.parties))
  const others = random.shuffle(present(world).filter((one) => one !== person && parties.has(one.name) && one.process !== null))
  for (const one of [person, ...others.slice(0, 2)]) if (await workAs(world, one, random)) return
}

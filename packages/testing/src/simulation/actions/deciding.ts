import { changeRosterCall } from '@daomesh/chain'
import { type Address, address, type DecisionId, type DraftId, to0x, memberKinds } from '@daomesh/protocol'
import type { SeededRandom } from '../../world/seededRandom.ts'
import type { Person, World } from '../world.ts'
import { perform } from '../perform.ts'
import { requestId } from './requestId.ts'

/** In wei: a few such payments leave the treasury funded. */
const payment = 10n ** 17n

type Api = Parameters<Parameters<typeof perform>[3]>[0]

const openProposals = async (world: World, api: Api) =>
  (await api.proposals.list({ space: world.space })).filter(
    ({ state, title }) => (state === 'open' || state === 'decisive') && !world.narrow.has(title),
  )

const submit = (
  world: World,
  person: Person,
  title: string,
  calls: readonly { readonly target: Address; readonly value: string; readonly data: `0x${string}` }[],
): Promise<void> => {
  const id = requestId(world)
  return perform(world, person, `proposes ${title}`, async (api) => {
    const { entry } = await api.proposals.submit({
      requestId: id,
      space: world.space,
      draft: null,
      title,
      content: `${title}, because it is time.`,
      calls: calls.map((call) => ({ ...call })) as never,
    })
    return [{ type: 'entry', id: entry, what: title }]
  })
}

/** A payment to an account of its own, so that whatever arrives there came from this decision. `narrow`: see the world. */
export const proposePayment = (world: World, person: Person, random: SeededRandom, { narrow = false } = {}): Promise<void> => {
  const target = address.parse(to0x(random.bytes(20)))
  world.payees.set(target, payment)
  if (narrow) world.narrow.add(`Pay ${target}`)
  return submit(world, person, `Pay ${target}`, [{ target, value: payment.toString(), data: '0x' }])
}

/** Takes most of one member's power and gives another one more. */
export const proposeRoster = (
  world: World,
  person: Person,
  dao: Address,
  without: Person,
  stronger: Person,
  title = `Roster without ${without.name}`,
): Promise<void> => {
  const { target, data } = changeRosterCall(dao, [
    { account: without.account, kind: memberKinds.key, power: 1n, mint: 0n },
    { account: stronger.account, kind: memberKinds.key, power: 14n, mint: 3n },
  ])
  return submit(world, person, title, [{ target, value: '0', data }])
}

/** A seat with shares and a little power for somebody new. */
export const proposeSeat = (world: World, person: Person, dao: Address, newcomer: Person): Promise<void> => {
  const seat = { account: newcomer.account, kind: memberKinds.key, power: 5n, mint: 5n }
  const { target, data } = changeRosterCall(dao, [seat])
  return submit(world, person, `A seat for ${newcomer.name}`, [{ target, value: '0', data }])
}

/** Takes back a proposal of one's own, if there is an open one. */
export const withdraw = (world: World, person: Person): Promise<void> => {
  const id = requestId(world)
  let asked: DecisionId | null = null
  return perform(world, person, 'withdraws', async (api) => {
    asked ??=
      (await api.proposals.list({ space: world.space })).find(({ state, author }) => state === 'open' && author === person.account)
        ?.decision ?? null
    if (asked === null) return []
    const { entry } = await api.proposals.withdraw({ requestId: id, space: world.space, decision: asked })
    return [{ type: 'entry', id: entry, what: `withdrawal of ${asked}` }]
  })
}

export const comment = (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const id = requestId(world)
  const text = `comment ${world.next()}`
  const drawn = random.below(1_000)
  let asked: DecisionId | DraftId | null = null
  return perform(world, person, text, async (api) => {
    if (asked === null) {
      const rows = await api.proposals.list({ space: world.space })
      const drafts = await api.drafts.list({ space: world.space })
      const subjects = [...rows.map(({ decision }) => decision), ...drafts.map(({ draft }) => draft)]
      asked = subjects[drawn % Math.max(1, subjects.length)] ?? null
    }
    const about = asked
    if (about === null) return []
    const { entry } = await api.comments.post({ requestId: id, space: world.space, about, replyTo: null, text })
    return [{ type: 'entry', id: entry, what: text }]
  })
}

/** One ballot on a proposal this member sees; mostly For, so that decisions happen. */
export type Answer = 'for' | 'against' | 'abstain'

export const vote = (world: World, person: Person, random: SeededRandom, on?: DecisionId, how?: Answer): Promise<void> => {
  const id = requestId(world)
  const support = how ?? (random.chance(0.85) ? 'for' : random.chance(0.6) ? 'against' : 'abstain')
  const drawn = random.below(1_000)
  // A retry votes on the same again, also when its first try was kept and something else is open now.
  let asked = on ?? null
  return perform(world, person, `votes ${support}`, async (api) => {
    if (asked === null) {
      const rows = await openProposals(world, api)
      const mine = rows.filter((row) => row.mine === null)
      const list = mine.length > 0 ? mine : rows
      asked = list[drawn % Math.max(1, list.length)]?.decision ?? null
    }
    const decision = asked
    if (decision === null) return []
    const { entry } = await api.ballots.cast({ requestId: id, space: world.space, choices: [{ decision, support }], reason: '' })
    return [{ type: 'entry', id: entry, what: `ballot ${support} ${decision}` }]
  })
}

/** A ballot on everything open that this member has not voted on, on one sheet. */
export const voteOnAll = (world: World, person: Person, random: SeededRandom): Promise<void> => {
  const id = requestId(world)
  let asked: readonly { readonly decision: DecisionId; readonly support: 'for' | 'against' }[] | null = null
  return perform(world, person, 'votes on all', async (api) => {
    asked ??= (await openProposals(world, api))
      .filter(({ mine }) => mine === null)
      .slice(0, 8)
      .map(({ decision }) => ({ decision, support: random.chance(0.85) ? ('for' as const) : ('against' as const) }))
    if (asked.length === 0) return []
    const { entry } = await api.ballots.cast({ requestId: id, space: world.space, choices: [...asked], reason: '' })
    return [{ type: 'entry', id: entry, what: `ballots on ${asked.length}` }]
  })
}

/** Enacts what this member's node says can be enacted: one decision, or now and then all of them in one transaction. */
export const enact = (world: World, person: Person, random: SeededRandom, on?: DecisionId): Promise<void> => {
  const id = requestId(world)
  const together = random.chance(0.3)
  const drawn = random.below(1_000)
  // A retry asks for the same again, also when more could be carried out by then.
  let asked: readonly DecisionId[] | null = null
  return perform(world, person, 'enacts', async (api) => {
    if (asked === null) {
      const rows = await openProposals(world, api)
      const pages = await Promise.all(rows.map(({ decision }) => api.proposals.get({ space: world.space, decision })))
      const all = pages.filter(({ tally, state }) => tally.enactable && state !== 'enacting').map(({ decision }) => decision)
      const one = on ?? all[drawn % Math.max(1, all.length)]
      if (one === undefined) return []
      asked = together && on === undefined ? all : [one]
    }
    const row = await api.proposals.enact({ requestId: id, space: world.space, decisions: [...asked] })
    return [{ type: 'transaction', id: row.id }]
  })
}

import { type Address, type DecisionId, type OfferId, type SpaceId, ether } from '@daomesh/protocol'
import type { SceneMember } from '../../scene/startMember.ts'
import { requestId, until } from '../../scene/until.ts'

const day = 24 * 3_600
/** How long one may object, to the whole and to each part, in seconds. */
export const reviewPeriod = 2 * day

/** A DAO that is a party; `vote`: its members say For, each at its own node, until their ballots are enough. */
export type DealDao = {
  readonly name: string
  readonly space: SpaceId
  readonly dao: Address
  readonly steward: SceneMember
  readonly vote: (decision: DecisionId) => Promise<void>
}

/** Who pays or is paid: a person, or a DAO for which its steward speaks until its members vote. */
export type Side = { readonly node: SceneMember; readonly dao: DealDao | null }

export type Wanted = {
  readonly title: string
  readonly brief: string
  /** The word it is found by in the market. */
  readonly tag: string
  readonly amount: bigint
  /** Power in the DAO that pays, given once all was paid. */
  readonly power?: bigint
  readonly issuer: Side
  readonly hunter: Side
  readonly arbiter: string
  /** What the hunter asks for first, where it asks for another price. */
  readonly asks?: bigint
}

export type Deal = { readonly wanted: Wanted; readonly space: SpaceId; readonly offer: OfferId }

export const accountOf = ({ node, dao }: Side): string => dao?.dao ?? node.account

const powerOf = (power: bigint | undefined): { readonly power?: string } => (power === undefined ? {} : { power: power.toString() })

/** The issuer posts what it wants; the hunter finds the post in its own node, and opens a deal from it. */
const openFromPost = async ({ title, brief, tag, amount, power, issuer, hunter }: Wanted): Promise<SpaceId> => {
  const { now } = await issuer.node.api.market.status()
  const written = await issuer.node.api.market.post({
    requestId: requestId(),
    space: issuer.dao?.space ?? null,
    title,
    brief,
    tags: [tag],
    reward: { token: ether, amount: amount.toString(), power: power?.toString() ?? null },
    deadline: (now ?? 0) + 28 * day,
    days: 14,
    openTo: hunter.dao === null ? 'anyone' : 'daos',
  })
  const { api, name } = hunter.node
  const query = {
    tags: [tag],
    issuer: null,
    token: null,
    openToMe: true,
    minLevel: null,
    sort: 'relevance',
    offset: 0,
    limit: 20,
  } as const
  const found = await until(`the post “${title}” at ${name}’s`, async () => {
    const { rows } = await api.market.search({ ...query, tags: [...query.tags], text: title })
    return rows.find((row) => row.post === written.post && row.title === title)
  })
  const post = await api.market.get({ issuer: found.issuer, post: found.post })
  const { space } = await api.deals.open({
    requestId: requestId(),
    as: { side: 'hunter', dao: hunter.dao?.space ?? null },
    other: { account: found.issuer, kind: null },
    contacts: post.contact.slice(0, 8),
    subject: {
      post: { id: post.post, revision: post.revision },
      title: post.title,
      brief: post.brief,
      tags: post.tags,
      reward: { token: post.reward.token, amount: post.reward.amount, ...powerOf(power) },
      deadline: post.deadline,
    },
  })
  return space
}

const offerFrom = async (side: Side, space: SpaceId, wanted: Wanted, amount: bigint, answers: OfferId | null): Promise<OfferId> => {
  const { api, name } = side.node
  await until(`the key of the deal at ${name}’s`, async () => (await api.deals.list()).some((row) => row.space === space && !row.locked))
  const { now } = await api.deals.get({ space })
  const { offer } = await api.deals.offer({
    requestId: requestId(),
    space,
    side: null,
    answers,
    terms: {
      token: ether,
      amount: amount.toString(),
      deliverBy: now + 28 * day,
      reviewPeriod,
      reviewer: wanted.issuer.node.account,
      arbiter: wanted.arbiter,
      defaultSplit: 5_000,
      validUntil: now + 7 * day,
    },
    brief: { title: wanted.title, brief: wanted.brief, tags: [wanted.tag], files: [], ...powerOf(wanted.power) },
    draft: null,
    note: answers === null ? '' : 'That is what we have.',
  })
  return offer
}

const rowAt = async ({ node }: Side, space: SpaceId, offer: OfferId) =>
  (await node.api.deals.get({ space })).offerRows.find((row) => row.offer === offer)

/** A hunter that is a DAO: its members are asked by themselves once its steward agreed, and their ballots sign. */
const signAsDao = async (dao: DealDao, title: string): Promise<void> => {
  const asked = await until<DecisionId>(`the question to ${dao.name}`, async () => {
    const rows = await dao.steward.api.proposals.list({ space: dao.space })
    return rows.find((row) => row.title.includes(title))?.decision
  })
  await dao.vote(asked)
}

/** From a post to a signed agreement: post, deal, an offer or two, acceptance, the hunter's signature. */
export const closeDeal = async (wanted: Wanted): Promise<Deal> => {
  const { issuer, hunter, asks, amount, title } = wanted
  const space = await openFromPost(wanted)
  const first = asks === undefined ? null : await offerFrom(hunter, space, wanted, asks, null)
  if (first !== null) await until(`the offer at ${issuer.node.name}’s`, async () => (await rowAt(issuer, space, first))?.brief ?? null)
  const offer = await offerFrom(issuer, space, wanted, amount, first)
  await until(`the offer at ${hunter.node.name}’s`, async () => (await rowAt(hunter, space, offer))?.may.includes('accept'))
  await hunter.node.api.deals.accept({ requestId: requestId(), space, offer })
  if (hunter.dao !== null) await signAsDao(hunter.dao, title)
  for (const side of [issuer, hunter])
    await until(`“${title}” signed at ${side.node.name}’s`, async () => (await rowAt(side, space, offer))?.status === 'signed')
  return { wanted, space, offer }
}

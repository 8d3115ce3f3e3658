import {
  type Address,
  address,
  type Agreement,
  agreementSchema,
  type OfferId,
  type SpaceId,
  type Terms,
  toRecord,
  ether,
} from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { until } from './realTime.ts'
import { answer, type RealDao, type RealWorld } from './realWorld.ts'
import type { Member } from './startMember.ts'

const nobody = address.parse(`0x${'ab'.repeat(20)}`)

export type Side = { readonly node: Member; readonly dao: RealDao | null }
export const person = (node: Member): Side => ({ node, dao: null })
export type Made = {
  readonly space: SpaceId
  readonly offer: OfferId
  readonly bounty: string
  readonly agreement: Agreement
  readonly terms: Terms
}

const rowAt = async ({ api }: Member, space: SpaceId, offer: OfferId) =>
  (await api.deals.get({ space })).offerRows.find((row) => row.offer === offer)

/** A deal from its opening to a signed agreement: the issuer offers, the hunter takes it; a DAO's members are asked. */
export const agreeInDeal = async (
  world: RealWorld,
  issuer: Side,
  hunter: Side,
  title: string,
  amount: string,
  hunters: readonly Member[] = [],
  arbiter: Address = nobody,
): Promise<Made> => {
  const { space } = await issuer.node.api.deals.open({
    requestId: world.requestId(),
    as: { side: 'issuer', dao: issuer.dao?.space ?? null },
    other: { account: hunter.dao?.dao ?? hunter.node.account, kind: hunter.dao === null ? 'person' : 'dao' },
    contacts: [],
    subject: { post: null, title, brief: '', tags: [], reward: null, deadline: 0 },
  })
  const { link } = await issuer.node.api.deals.link({ space })
  await hunter.node.api.deals.enter({ requestId: world.requestId(), link })
  await until('the deal is readable', async () => (await hunter.node.api.deals.list()).some((row) => row.space === space && !row.locked))
  const now = Math.floor(systemClock.now() / 1000)
  const { offer } = await issuer.node.api.deals.offer({
    requestId: world.requestId(),
    space,
    side: null,
    answers: null,
    terms: {
      token: ether,
      amount,
      deliverBy: now + 90_000,
      reviewPeriod: 86_400,
      reviewer: issuer.node.account,
      arbiter,
      defaultSplit: 5_000,
      validUntil: now + 80_000,
    },
    brief: { title, brief: `${title}.`, tags: [], files: [] },
    draft: null,
    note: '',
  })
  await until('the offer is there', async () => (await rowAt(hunter.node, space, offer))?.brief ?? null)
  await hunter.node.api.deals.accept({ requestId: world.requestId(), space, offer })
  if (hunter.dao !== null) {
    const asked = await until('the members are asked', async () => (await rowAt(hunter.node, space, offer))?.question)
    for (const one of hunters) await answer(world, one, hunter.dao.space, asked.decision)
  }
  const row = await until('signed', async () => {
    const one = await rowAt(issuer.node, space, offer)
    return one?.status === 'signed' && one
  })
  const page = await issuer.node.api.deals.get({ space })
  const agreement = agreementSchema.parse(
    toRecord({ ...row.terms, issuer: page.issuer.account, hunter: page.hunter.account, nonce: BigInt(`0x${offer}`) }),
  )
  return { space, offer, bounty: row.bounty, agreement, terms: { v: 1, ...(row.brief ?? { title, brief: '', tags: [], files: [] }) } }
}

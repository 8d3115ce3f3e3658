import { address, type OfferId, type SpaceId, ether } from '@daomesh/protocol'
import { foundTimed, type TimedWorld } from './timedWorld.ts'

const day = 24 * 3_600
export const arbiter = address.parse(`0x${'ab'.repeat(20)}`)

export const brief = { title: 'Lamp', brief: 'A lamp.\nFor the yard.\n', tags: ['light'], files: [] as string[] }
export const subject = { post: null, title: 'Lamp', brief: 'A lamp.', tags: ['light'], reward: null, deadline: 0 }

/** When these worlds begin, in seconds. */
const start = 1_800_000_000

/** Terms in ether, due four weeks after the world begins and to be funded within one. */
export const termsOf = (amount: string, reviewer: string) => ({
  token: ether,
  amount,
  deliverBy: start + 28 * day,
  reviewPeriod: 3 * day,
  reviewer: address.parse(reviewer),
  arbiter,
  defaultSplit: 5_000,
  validUntil: start + 7 * day,
})

/** What one does in a deal, with virtual time passing meanwhile. */
export const dealingIn = (world: TimedWorld) => {
  const { api, pass, requestId, until } = world
  const offer = async (name: string, space: SpaceId, amount: string, answers: OfferId | null = null, words: Partial<typeof brief> = {}) => {
    const made = api(name).deals.offer({
      requestId: requestId(),
      space,
      side: null,
      answers,
      terms: termsOf(amount, world.player('ada').member.account),
      brief: { ...brief, ...words },
      draft: null,
      note: '',
    })
    return (await pass(made)).offer
  }
  const online = (name: string, isOnline: boolean) => pass(api(name).network.setOnline({ online: isOnline, chain: true }))
  /** Waits until the deal is open at somebody and can be read there. */
  const readable = (name: string, space: SpaceId) =>
    until(`${name} reads the deal`, async () => (await api(name).deals.list()).some((row) => row.space === space && !row.locked))
  /** Waits until somebody sees an offer in this state. */
  const sees = (name: string, space: SpaceId, offer: OfferId, status: string) =>
    until(`${name} sees the offer ${status}`, async () =>
      (await api(name).deals.get({ space })).offerRows.some((row) => row.offer === offer && row.status === status),
    )
  return { offer, online, readable, sees }
}

/** A DAO of ada and ben, on the chain, and a deal of dan with it, who knows ada. */
export const openDaoDeal = async (world: TimedWorld) => {
  const { api, pass, until, requestId, addressOf } = world
  const space = await foundTimed(world, ['ada', 'ben'])
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('founded', async () => (await api('ben').daos.get({ space })).deployed === 'final')
  const dao = address.parse((await api('ben').daos.get({ space })).dao)
  const opened = api('dan').deals.open({
    requestId: requestId(),
    as: { side: 'hunter', dao: null },
    other: { account: dao, kind: null },
    contacts: [addressOf('ada')],
    subject,
  })
  return { space, dao, deal: (await pass(opened)).space }
}

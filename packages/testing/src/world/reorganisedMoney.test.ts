import { ether, type SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createForgetfulWorld } from './forgetfulWorld.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

const tokens = [ether]

/** What a member reads of the money of a DAO: of treasury and income, of its own credit, of an exit with its share, and who left. */
const lookOf = async ({ api }: Member, space: SpaceId) => {
  const [income, page] = [await api.income.get({ space, tokens }), await api.daos.get({ space })]
  const { treasury, income: lies, credits, myCredit } = income.rows[0] ?? {}
  const exit = await api.daos
    .ragequitPreview({ space, shares: '1', tokens })
    .then(({ payouts: [one] }) => [one?.amount, one?.income])
    .catch(({ code }: { readonly code: string }) => code)
  const left = page.activity.filter(({ kind }) => kind.startsWith('ragequit')).map(({ account, progress }) => [account, progress])
  return { treasury, lies, credits, myCredit, exit, left }
}

test(
  'M53 M56 M471 M472 M473 A98 A99 X1 who leaves, what is divided and what is drawn while the chain goes back and forth: each member reads what it says now, nobody signs twice, nobody is paid twice',
  { timeout: 240_000 },
  async () => {
    const world = await createForgetfulWorld('reorganised-money')
    const [ada, ben] = [await world.start('ada', 0), await world.start('ben', 1)]
    let eve = await world.start('eve', 2)
    const { space, dao } = await world.found('Meadow', [ada, ben, eve])
    await ada.api.daos.deposit({ requestId: world.requestId(), space, wei: '900' })
    const { inbox } = await ada.api.income.get({ space, tokens })
    // Eve's account takes no payment, so that a credit is left for it.
    await world.ask('anvil_setCode', eve.account, '0x5f5ffd')
    await world.ask('anvil_setBalance', inbox, '0x258')
    await world.settle([ada])
    const people = () => [ada, ben, eve]
    const stateOf = async ({ api }: Member, purpose: string) =>
      (await api.chain.transactions()).find(({ purpose: { key } }) => key === `transaction.${purpose}`)?.state
    const reads = async (
      what: string,
      expected: { readonly [key in keyof Awaited<ReturnType<typeof lookOf>>]?: unknown },
      of: readonly Member[] = [ada, eve],
    ) => {
      for (const one of of)
        await expect.poll(() => lookOf(one, space), { timeout: 30_000, message: `${what}, at ${one.name}` }).toMatchObject(expected)
    }
    const before = { treasury: '900', lies: '600', credits: '0', exit: ['300', '200'], left: [] }
    const [leave, leftBy] = [{ space, shares: '1', tokens }, (progress: string) => ({ left: [[ben.account, progress]] })]
    await reads('before', before, people())
    const signed = { ada: world.asked('ada'), ben: world.asked('ben') }

    // First the income is divided, and then he leaves.
    await ada.api.income.distribute({ requestId: world.requestId(), space, token: ether })
    const dividing = await world.bytesOf(ada, 'distributeIncome')
    await world.mine()
    await ben.api.daos.ragequit({ requestId: world.requestId(), ...leave })
    const leaving = await world.bytesOf(ben, 'ragequit')
    await world.mine()
    const after = { treasury: '600', lies: '0', credits: '200', myCredit: '0', exit: ['300', '0'] }
    await reads('he left, and it is not final', { ...after, ...leftBy('anchored') })
    await expect(ben.api.daos.ragequitPreview(leave)).rejects.toMatchObject({ code: 'RAGEQUIT_MOVING' })
    await expect(ben.api.daos.ragequit({ requestId: world.requestId(), ...leave })).rejects.toMatchObject({ code: 'RAGEQUIT_MOVING' })
    await until('anchored', async () => (await stateOf(ada, 'distributeIncome')) === 'anchored')

    // All of it is taken back: it is as before, and on its way.
    await world.reorganise(3)
    await reads('taken back', before)
    for (const [one, purpose] of [
      [ada, 'distributeIncome'],
      [ben, 'ragequit'],
    ] as const)
      await until('on its way', async () => (await stateOf(one, purpose)) === 'sent')
    await expect(ben.api.daos.ragequit({ requestId: world.requestId(), ...leave })).rejects.toMatchObject({ code: 'RAGEQUIT_MOVING' })

    // As it was, and then the other way round: his exit divides the income, and hers comes to nothing.
    await world.reorganise(2, [dividing, leaving])
    await reads('there again', { ...after, ...leftBy('anchored') })
    await until('anchored', async () => (await stateOf(ada, 'distributeIncome')) === 'anchored')
    await world.reorganise(2, [leaving, dividing])
    await until('on its way, and no more', async () => (await stateOf(ada, 'distributeIncome')) === 'sent')
    await reads('the other way round', { ...after, ...leftBy('anchored') })
    await world.settle([ada, ben])
    expect([await stateOf(ada, 'distributeIncome'), await stateOf(ben, 'ragequit')]).toEqual(['superseded', 'final'])
    await reads('for good', { ...after, ...leftBy('final') }, [ada])
    await reads('for good', { ...after, ...leftBy('final'), myCredit: '200' }, [eve])

    // What she draws is taken back while her node is away, and it goes on with what she asks for next.
    await world.ask('anvil_setCode', eve.account, '0x')
    await world.mine(3)
    await eve.api.income.claim({ requestId: world.requestId(), space, token: ether, recipient: null })
    await world.bytesOf(eve, 'claimIncome')
    await world.mine()
    await until('drawn', async () => (await stateOf(eve, 'claimIncome')) === 'anchored')
    await reads('drawn', { credits: '0', lies: '0', myCredit: '0' })
    await world.stop(eve)
    await world.reorganise(3)
    await reads('undrawn', { credits: '200', lies: '0' }, [ada])
    eve = await world.start('eve', 2)
    await eve.api.daos.deposit({ requestId: world.requestId(), space, wei: '7' })
    await world.settle([eve])
    await reads('all of it', { treasury: '607', credits: '0', lies: '0', myCredit: '0' })

    expect({ ada: world.asked('ada') - signed.ada, ben: world.asked('ben') - signed.ben, eve: world.asked('eve') }).toEqual({
      ada: 1,
      ben: 1,
      eve: 2,
    })
    expect((await eve.api.chain.transactions()).map(({ state }) => state)).toEqual(['final', 'final'])
    expect(await Promise.all([dao, inbox].map((account) => ada.client.balance(account as typeof dao)))).toEqual([607n, 0n])
    await until('one state', async () => {
      const hashes = await Promise.all(people().map(async ({ api }) => (await api.daos.hash({ space })).stateHash))
      return hashes.every((hash) => hash !== null && hash === hashes[0])
    })
    await world.close()
  },
)

import { address, ether } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const
const coin = address.parse(`0x${'70'.repeat(20)}`)
const absent = address.parse(`0x${'71'.repeat(20)}`)
const payee = address.parse(`0x${'ee'.repeat(20)}`)

beforeAll(warmUp)

/** Three members with a share each, 600 wei and 900 of a coin in the treasury. */
const holding = async () => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  await world.until('deployed', async () => (await world.api('cleo').daos.get({ space })).deployed === 'final')
  const { dao } = await world.api('ada').daos.get({ space })
  world.chain.fund(dao, 600n)
  world.chain.fund(dao, 900n, coin)
  world.chain.mine()
  const list = (name: string, token: typeof coin, standard: 'erc20' | 'erc1155' = 'erc20', item: string | null = null) =>
    world.pass(world.api(name).treasury.list({ requestId: world.requestId(), space, token, standard, item }))
  return { world, space, dao, list }
}

test('M55 a token that one member lists is shown with what the treasury holds to all, and what is none is refused', async () => {
  const { world, space, list } = await holding()
  await expect(list('ben', absent)).rejects.toMatchObject({ code: 'TOKEN_UNREADABLE' })
  await expect(list('ben', ether)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await expect(list('ben', coin, 'erc20', '1')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await expect(list('ben', coin, 'erc1155')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await list('ben', coin)
  await world.until('all see it', async () => (await world.api('cleo').treasury.get({ space })).length === 2)
  expect(await world.pass(world.api('cleo').treasury.get({ space }))).toMatchObject([
    { token: ether, balance: '600', standard: 'ether', by: null },
    { token: coin, balance: '900', standard: 'erc20', symbol: 'MEM', decimals: 18 },
  ])
  // Without a chain the word of a member stands; once it can be asked, such a token is shown as one that does not answer.
  world.player('cleo').client.setOutage(true)
  await list('cleo', absent)
  world.player('cleo').client.setOutage(false)
  const rows = await world.pass(world.api('cleo').treasury.get({ space }))
  expect(rows.find(({ token }) => token === absent)).toMatchObject({ balance: null, symbol: '' })
  await world.pass(world.api('ada').treasury.unlist({ requestId: world.requestId(), space, token: coin, item: null }))
  await world.until('gone', async () => (await world.api('cleo').treasury.get({ space })).every(({ token }) => token !== coin))
  await world.close()
})

test('M55 a payment in a listed token is said in its words, in any other as what stands in the call', async () => {
  const { world, space, list } = await holding()
  const ask = { space, token: coin, standard: 'erc20', item: null, to: payee, amount: '5000000000000000000' } as const
  const call = await world.pass(world.api('ada').treasury.sendCall(ask))
  const summary = async () => (await world.pass(world.api('ada').proposals.previewCalls({ space, calls: [call] })))[0]?.summary
  expect(await summary()).toEqual({ key: 'call.transferBare', params: { units: ask.amount, token: coin, to: payee } })
  await list('ada', coin)
  expect(await summary()).toEqual({ key: 'call.transfer', params: { amount: '5', symbol: 'MEM', token: coin, to: payee } })
  for (const [wrong, code] of [
    [{ ...ask, amount: '0' }, 'AMOUNT_INVALID'],
    [{ ...ask, item: '1' }, 'INPUT_INVALID'],
    [{ ...ask, standard: 'erc721', item: '1' }, 'INPUT_INVALID'],
    [{ ...ask, standard: 'erc1155' }, 'INPUT_INVALID'],
  ] as const)
    await expect(world.pass(world.api('ada').treasury.sendCall(wrong))).rejects.toMatchObject({ code })
  await world.close()
})

test('M163 a member puts a part of a listed token in, by a transaction of its own; what would not go is refused before anybody signs', async () => {
  const { world, space, dao, list } = await holding()
  const ben = world.api('ben')
  const account = address.parse(world.player('ben').signer.accounts[0] ?? '')
  const deposit = (changes: { token?: typeof coin; amount?: string; item?: string | null; standard?: 'erc20' | 'erc721' | 'erc1155' }) =>
    world.pass(
      ben.treasury.deposit({ requestId: world.requestId(), space, token: coin, standard: 'erc20', item: null, amount: '40', ...changes }),
    )
  // Nobody would see it there.
  await expect(deposit({})).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await list('ada', coin)
  await world.until('ben sees it', async () => (await ben.treasury.get({ space })).length === 2)
  await expect(deposit({})).rejects.toMatchObject({ code: 'TRANSACTION_REVERTED' })
  world.chain.fund(account, 100n, coin)
  world.chain.mine()
  expect((await world.pass(ben.treasury.mine({ space }))).find(({ token }) => token === coin)?.balance).toBe('100')
  for (const [wrong, code] of [
    [{ amount: '0' }, 'AMOUNT_INVALID'],
    [{ standard: 'erc721', item: '1' }, 'INPUT_INVALID'],
    [{ standard: 'erc721', item: '1', amount: '1' }, 'INPUT_INVALID'],
    [{ item: '1' }, 'INPUT_INVALID'],
    [{ amount: '101' }, 'TRANSACTION_REVERTED'],
  ] as const)
    await expect(deposit(wrong)).rejects.toMatchObject({ code })
  expect(await world.pass(ben.chain.transactions())).toEqual([])
  expect((await deposit({})).purpose).toEqual({
    key: 'transaction.depositToken',
    params: { name: expect.any(String), token: coin, item: '', amount: '40' },
  })
  await world.until('it is there', async () => world.chain.blocks().at(-1)?.world.tokens.get(coin)?.get(dao) === 940n)
  expect(world.chain.blocks().at(-1)?.world.tokens.get(coin)?.get(account)).toBe(60n)
  // What was chosen without a chain waits in the queue and goes once there is one.
  world.player('ben').client.setOutage(true)
  expect((await deposit({ amount: '5' })).state).not.toBe('failed')
  world.player('ben').client.setOutage(false)
  await world.until('it is there too', async () => world.chain.blocks().at(-1)?.world.tokens.get(coin)?.get(dao) === 945n)
  await world.close()
})

test('M242 C15 a tribute is taken by the decision that gives shares and funds for it, all or nothing, and is just what the account allowed', async () => {
  const { world, space, dao, list } = await holding()
  const { api, pass, requestId, until } = world
  const ben = address.parse(world.player('ben').signer.accounts[0] ?? '')
  const stranger = address.parse(`0x${'5a'.repeat(20)}`)
  const held = (of: typeof coin) => world.chain.blocks().at(-1)?.world.tokens.get(coin)?.get(of) ?? 0n
  const asked = {
    space,
    account: ben,
    token: coin,
    amount: '40',
    shares: '3',
    power: null,
    funds: { token: ether, amount: '5' },
    reason: 'For oars.',
  }
  const tribute = (changes: object = {}) => pass(api('ben').treasury.tribute({ requestId: requestId(), ...asked, ...changes }))
  await expect(tribute()).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await list('ada', coin)
  await until('ben sees it', async () => (await api('ben').treasury.get({ space })).length === 2)
  for (const [wrong, code] of [
    [{ amount: '0' }, 'AMOUNT_INVALID'],
    [{ shares: '0', funds: null }, 'INPUT_INVALID'],
    [{ token: ether }, 'INPUT_INVALID'],
    [{ account: stranger }, 'INPUT_INVALID'],
    [{ account: dao }, 'INPUT_INVALID'],
    [{ power: '0' }, 'INPUT_INVALID'],
    [{ funds: { token: ether, amount: '0' } }, 'AMOUNT_INVALID'],
  ] as const)
    await expect(tribute(wrong)).rejects.toMatchObject({ code })
  expect(await pass(api('ben').chain.transactions())).toEqual([])

  world.chain.fund(ben, 39n, coin)
  world.chain.mine()
  const { decision } = await tribute()
  for (const name of names)
    await until('the proposal', async () => (await api(name).proposals.list({ space })).some((row) => row.decision === decision))
  const page = await api('ada').proposals.get({ space, decision })
  expect(page.calls.map(({ summary }) => summary)).toEqual([
    { key: 'call.take', params: { from: ben, units: '40', token: coin } },
    { key: 'call.shares', params: { member: ben, shares: '3' } },
    { key: 'call.payment', params: { wei: '5', to: ben } },
  ])
  for (const name of ['ada', 'ben'] as const)
    await pass(api(name).ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' }))
  await until('decisive', async () => (await api('ada').proposals.get({ space, decision })).tally.enactable)
  // One unit is missing: nothing at all happens.
  await pass(api('ada').proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  await until('refused', async () => (await api('ada').chain.transactions()).some(({ state }) => state === 'failed'))
  expect([held(dao), held(ben)]).toEqual([900n, 39n])
  world.chain.fund(ben, 11n, coin)
  world.chain.mine()
  await pass(api('ada').proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  await until('final', async () => (await api('ada').proposals.get({ space, decision })).state === 'final')
  expect([held(dao), held(ben)]).toEqual([940n, 10n])
  const row = (await api('ada').daos.get({ space })).memberRows.find(({ account }) => account === ben)
  expect([row?.power, row?.shares]).toEqual(['1', '4'])
  expect(world.chain.blocks().at(-1)?.world.allowances.get(`${coin}:${ben}:${dao}`)).toBe(0n)

  // Whoever is no member lets the DAO take it, and may take that back.
  for (const amount of ['7', '0']) {
    await pass(api('ben').treasury.allow({ requestId: requestId(), space, token: coin, amount }))
    await until('allowed', async () => world.chain.blocks().at(-1)?.world.allowances.get(`${coin}:${ben}:${dao}`) === BigInt(amount))
  }
  await world.close()
})

test('M56 C13 a hostile token holds up nobody: it is named, left out, and the rest is paid', async () => {
  const { world, space } = await holding()
  const ben = world.api('ben')
  const look = (tokens: (typeof coin)[]) => world.pass(ben.daos.ragequitPreview({ space, shares: '1', tokens }))
  const leave = (tokens: (typeof coin)[]) => world.pass(ben.daos.ragequit({ requestId: world.requestId(), space, shares: '1', tokens }))
  const all = await look([ether, coin, absent])
  expect(all.payouts).toMatchObject([
    { token: ether, amount: '200', error: null },
    { token: coin, amount: '300', error: null },
    { token: absent, error: { code: 'TOKEN_UNREADABLE' } },
  ])
  expect(all.fails).toEqual({ reason: 'Ragequit_TokenUnreadable', token: absent })
  await expect(leave([ether, coin, absent])).rejects.toMatchObject({ code: 'TOKEN_UNREADABLE' })
  expect((await look([ether, coin])).fails).toBeNull()
  const account = address.parse(world.player('ben').signer.accounts[0] ?? '')
  await leave([ether, coin])
  const held = () => world.chain.blocks().at(-1)?.world.tokens.get(coin)?.get(account)
  await world.until('paid', async () => held() === 300n)
  await world.close()
})

test('M56 what waits for a decision and changes by an exit is named: a ballot that counts no more, a treasury that is too short', async () => {
  const { world, space, list } = await holding()
  await list('ada', coin)
  const submit = async (title: string, value: string, tokens: string | null) => {
    const call =
      tokens === null
        ? []
        : [
            await world.pass(
              world.api('ada').treasury.sendCall({ space, token: coin, standard: 'erc20', item: null, to: payee, amount: tokens }),
            ),
          ]
    const calls = [...(value === '0' ? [] : [{ target: payee, value, data: '0x' }]), ...call]
    return world.pass(world.api('ada').proposals.submit({ requestId: world.requestId(), space, draft: null, title, content: 'x', calls }))
  }
  const small = await submit('small', '100', null)
  const large = await submit('large', '500', null)
  const coins = await submit('coins', '0', '700')
  await world.until('all see them', async () => (await world.api('ben').proposals.list({ space })).length === 3)
  const choices = [{ decision: small.decision, support: 'for' as const }]
  await world.pass(world.api('ben').ballots.cast({ requestId: world.requestId(), space, choices, reason: '' }))
  const look = async (tokens: (typeof coin)[]) =>
    new Map(
      (await world.pass(world.api('ben').daos.ragequitPreview({ space, shares: '1', tokens }))).pending.map((one) => [
        one.decision,
        one.effects,
      ]),
    )
  expect(await look([ether, coin])).toEqual(
    new Map([
      [small.decision, ['ballotLost']],
      [large.decision, ['short']],
      [coins.decision, ['short']],
    ]),
  )
  // What is not taken part of stays.
  expect(await look([])).toEqual(new Map([[small.decision, ['ballotLost']]]))
  await world.close()
})

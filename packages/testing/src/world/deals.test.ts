import { address, type DecisionId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { brief, dealingIn, subject, termsOf } from './dealScene.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

test('M70 M72 a person and a DAO close a deal though its two ends are never online together: any third member carries it', async () => {
  await warmUp()
  const world = await createTimedWorld(['ada', 'ben', 'dan'])
  const { api, pass, until, requestId, addressOf, player } = world
  const { offer, online, readable, sees } = dealingIn(world)
  const space = await foundTimed(world, ['ada', 'ben'])
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('founded', async () => (await api('ben').daos.get({ space })).deployed === 'final')
  const dao = address.parse((await api('ben').daos.get({ space })).dao)

  await online('ada', false)
  const opened = await pass(
    api('dan').deals.open({
      requestId: requestId(),
      as: { side: 'hunter', dao: null },
      other: { account: dao, kind: null },
      contacts: [addressOf('ben')],
      subject,
    }),
  )
  const deal = opened.space
  await readable('ben', deal)
  const first = await offer('dan', deal, '5')
  await sees('ben', deal, first, 'open')
  expect(await api('ben').deals.list()).toMatchObject([
    { title: 'Lamp', status: 'talking', waits: 'answer', issuer: { mine: true, kind: 'dao' } },
  ])
  await online('dan', false)

  // Ada never meets Dan. Her node opens the deal by itself, since Ben's noted it in their DAO, and Ben's hands her the key.
  await online('ada', true)
  await readable('ada', deal)
  await sees('ada', deal, first, 'open')
  const second = await offer('ada', deal, '4', first, { brief: 'A lamp.\nWith a switch.\nFor the yard.\n' })
  await sees('ben', deal, second, 'open')
  await online('ada', false)

  await online('dan', true)
  await sees('dan', deal, second, 'open')
  const page = await api('dan').deals.get({ space: deal })
  expect(page.offerRows.find((row) => row.offer === second)?.diff).toMatchObject({
    with: first,
    terms: [{ field: 'amount', before: '5', after: '4', change: 'lowered' }],
    brief: { lines: [{ kind: 'same' }, { kind: 'added', text: 'With a switch.' }, { kind: 'same' }] },
  })
  expect(await pass(api('dan').deals.accept({ requestId: requestId(), space: deal, offer: second }))).toMatchObject({ signed: true })
  expect(player('dan').asked.at(-1)).toMatchObject({ name: 'Agreement', message: { amount: 4n, issuer: dao } })
  await sees('ben', deal, second, 'signed')
  await online('dan', false)

  await online('ada', true)
  await sees('ada', deal, second, 'signed')
  expect(await api('ada').deals.get({ space: deal })).toMatchObject({ status: 'signed', current: second })
  // Nobody is led to sign a second agreement beside it.
  expect((await api('dan').deals.get({ space: deal })).offerRows.flatMap(({ may }) => may)).toEqual(['withdraw'])
  // What one side said is no more the other's to say.
  await expect(api('ada').deals.withdraw({ requestId: requestId(), space: deal, offer: first })).rejects.toMatchObject({
    code: 'OFFER_SIDE',
  })
  await expect(
    api('ben').deals.decline({ requestId: requestId(), space: deal, side: null, offer: second, reason: '' }),
  ).rejects.toMatchObject({
    code: 'OFFER_SIDE',
  })
  await world.close()
}, 60_000)

test('M71 a node opens what it is shown while there is room, answers who it is with, and nothing of which it is no party', async () => {
  await warmUp()
  const world = await createTimedWorld(['ben', 'dan', 'eve'])
  const { api, pass, until, requestId, addressOf, player } = world
  const open = (by: string, other: string, title: string) =>
    pass(
      api(by).deals.open({
        requestId: requestId(),
        as: { side: 'issuer', dao: null },
        other: { account: player(other).member.account, kind: 'person' },
        contacts: [addressOf('ben')],
        subject: { ...subject, title },
      }),
    )
  const countAt = async (name: string) => (await api(name).deals.list()).length
  // Shown to somebody who is not in it: nothing is opened there, and whom it is with never hears of it.
  const { space: foreign } = await open('dan', 'eve', 'Not for Ben')
  const most = 32
  for (let n = 0; n <= most; n++) await open('dan', 'ben', `Lamp ${n}`)
  await until('all that fit', async () => (await countAt('ben')) === most)
  await world.advance(20_000)
  expect(await countAt('ben')).toBe(most)
  expect(player('dan').events).toContain('deal.refused')
  expect((await api('ben').deals.list()).some(({ space }) => space === foreign)).toBe(false)
  const [{ space } = { space: '' }] = await api('ben').deals.list()
  await until('readable', async () => !(await api('ben').deals.get({ space })).locked)
  await pass(api('ben').deals.decline({ requestId: requestId(), space, side: null, offer: null, reason: 'No time.' }))
  await until('room for one more', async () => (await countAt('ben')) === most + 1)
  const { link } = await api('dan').deals.link({ space: foreign })
  await expect(pass(api('ben').deals.enter({ requestId: requestId(), link }))).rejects.toMatchObject({ code: 'DEAL_FOREIGN' })
  await expect(pass(api('ben').deals.enter({ requestId: requestId(), link: link.slice(0, -9) }))).rejects.toMatchObject({
    code: 'DEAL_MALFORMED',
  })
  expect(await pass(api('eve').deals.enter({ requestId: requestId(), link }))).toEqual({ space: foreign })
  await world.close()
}, 60_000)

test('M124 whom both sides agree on as arbiter reads the deal from then on and comments: by the link, or unasked where a device of it is met', async () => {
  await warmUp()
  const world = await createTimedWorld(['ben', 'dan', 'eve', 'fay'])
  const { api, pass, requestId, addressOf, player } = world
  const { readable, sees } = dealingIn(world)
  const accountOf = (name: string) => player(name).member.account
  // Ben and Eve are in a DAO together; nobody here knows Fay.
  await foundTimed(world, ['ben', 'eve'])
  const { space } = await pass(
    api('dan').deals.open({
      requestId: requestId(),
      as: { side: 'hunter', dao: null },
      other: { account: accountOf('ben'), kind: 'person' },
      contacts: [addressOf('ben')],
      subject,
    }),
  )
  await readable('ben', space)
  const offerTo = async (name: string) => {
    const terms = { ...termsOf('5', accountOf('ben')), arbiter: accountOf(name) }
    const made = { requestId: requestId(), space, side: null, answers: null, terms, brief, draft: null, note: '' }
    const { offer } = await pass(api('dan').deals.offer(made))
    await sees('ben', space, offer, 'open')
    return offer
  }
  const { link } = await api('dan').deals.link({ space })
  await expect(pass(api('fay').deals.enter({ requestId: requestId(), link }))).rejects.toMatchObject({ code: 'DEAL_FOREIGN' })
  await pass(api('fay').deals.enter({ requestId: requestId(), link, arbiter: true }))
  const [first, second] = [await offerTo('eve'), await offerTo('fay')]
  await world.advance(20_000)
  // Named is not agreed: Fay waits before the door, and Eve has heard of nothing.
  expect(await api('fay').deals.list()).toMatchObject([{ space, locked: true, arbiter: true, offers: 0 }])
  expect(await api('eve').deals.list()).toEqual([])

  await pass(api('ben').deals.accept({ requestId: requestId(), space, offer: first }))
  await readable('eve', space)
  await sees('eve', space, first, 'agreed')
  expect(await api('eve').deals.get({ space })).toMatchObject({
    arbiter: true,
    sides: [],
    waits: null,
    arbiters: [{ account: accountOf('eve') }],
  })
  const [{ bounty } = { bounty: '' }] = (await api('eve').deals.get({ space })).offerRows
  const word = { requestId: requestId(), space, about: bounty as DecisionId, replyTo: null, text: 'Show me the lamp.' }
  await pass(api('eve').comments.post(word))
  await expect(
    pass(api('eve').deals.decline({ requestId: requestId(), space, side: null, offer: first, reason: '' })),
  ).rejects.toMatchObject({
    code: 'MEMBERSHIP_REFUSED',
  })
  expect(await api('fay').deals.list()).toMatchObject([{ locked: true, offers: 0 }])

  await pass(api('ben').deals.accept({ requestId: requestId(), space, offer: second }))
  await readable('fay', space)
  await sees('fay', space, second, 'agreed')
  // Taken back in words: who was let in reads on.
  await pass(api('ben').deals.decline({ requestId: requestId(), space, side: null, offer: second, reason: 'Another one.' }))
  await sees('fay', space, second, 'declined')
  const third = await offerTo('eve')
  await sees('fay', space, third, 'open')
  await world.close()
}, 60_000)

import { createHash } from 'node:crypto'
import { address, type DecisionId, type FileId, limits } from '@daomesh/protocol'
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

test('M125 P62 a file of a deal is named by the terms, fetched by the other side and by the arbiter, and goes on where it was cut off', async () => {
  await warmUp()
  const world = await createTimedWorld(['ben', 'dan', 'eve'])
  const { api, pass, until, requestId, addressOf, player } = world
  const { online, readable, sees } = dealingIn(world)
  const accountOf = (name: string) => player(name).member.account
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
  const content = Buffer.alloc(6 * limits.fileChunkBytes + 7, 'Plan of the yard. ')
  const hash = createHash('sha256').update(content).digest('hex')
  const upload = requestId()
  await expect(api('dan').files.upload({ space, upload, size: limits.fileBytes + 1 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await api('dan').files.upload({ space, upload, size: content.length })
  await api('dan').files.write({ space, upload, at: 0, content: content.toString('base64') })
  const shared = await pass(
    api('dan').files.add({ requestId: requestId(), space, upload, name: 'Plan.txt', type: 'text/plain', about: null }),
  )
  expect(shared).toMatchObject({ hash, size: content.length, state: 'whole' })
  const terms = { ...termsOf('5', accountOf('ben')), arbiter: accountOf('eve') }
  const words = { ...brief, files: [hash as FileId] }
  const { offer } = await pass(
    api('dan').deals.offer({ requestId: requestId(), space, side: null, answers: null, terms, brief: words, draft: null, note: '' }),
  )
  await sees('ben', space, offer, 'open')
  const place = { space, file: shared.entry }
  const rowAt = async (name: string) => (await api(name).files.list({ space }))[0]
  expect(await rowAt('ben')).toMatchObject({ name: 'Plan.txt', hash, state: 'absent', bytes: 0, mine: false })

  await pass(api('ben').files.fetch({ requestId: requestId(), ...place }))
  await until('some of it', async () => ((await rowAt('ben'))?.bytes ?? 0) > 0 || (await rowAt('ben'))?.state === 'whole')
  await online('dan', false)
  await online('dan', true)
  await until('all of it', async () => (await rowAt('ben'))?.state === 'whole')
  const readAt = async (name: string): Promise<Buffer> => {
    const parts: Buffer[] = []
    for (let at: number | null = 0; at !== null;) {
      const piece: { content: string; next: number | null } = await api(name).files.read({ ...place, at })
      parts.push(Buffer.from(piece.content, 'base64'))
      at = piece.next
    }
    return Buffer.concat(parts)
  }
  expect((await readAt('ben')).equals(content)).toBe(true)
  expect((await api('ben').deals.get({ space })).offerRows[0]?.brief?.files).toEqual([(await rowAt('ben'))?.hash])

  // The arbiter has it from whoever is there, and adds nothing: it speaks for no side.
  await pass(api('ben').deals.accept({ requestId: requestId(), space, offer }))
  const { link } = await api('ben').deals.link({ space })
  await pass(api('eve').deals.enter({ requestId: requestId(), link, arbiter: true }))
  await readable('eve', space)
  await until('the file is named', async () => (await rowAt('eve')) !== undefined)
  await online('dan', false)
  await pass(api('eve').files.fetch({ requestId: requestId(), ...place }))
  await until('the arbiter has it', async () => (await rowAt('eve'))?.state === 'whole')
  expect((await readAt('eve')).equals(content)).toBe(true)
  const own = requestId()
  await api('eve').files.upload({ space, upload: own, size: 1 })
  await api('eve').files.write({ space, upload: own, at: 0, content: 'AA==' })
  await expect(
    pass(api('eve').files.add({ requestId: requestId(), space, upload: own, name: 'x', type: '', about: null })),
  ).rejects.toMatchObject({
    code: 'ENTRY_DEAL',
  })
  expect(await api('eve').files.list({ space })).toHaveLength(1)
  await world.close()
}, 60_000)

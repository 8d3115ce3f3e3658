import type { DecisionId } from '@daomesh/protocol'
import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../simulation/warmUp.ts'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

const names = ['ada', 'ben', 'cleo'] as const

beforeAll(warmUp)

const asked = async (more: object = {}) => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names)
  const { api, pass, until, requestId } = world
  const question = {
    question: 'Where do we meet?',
    about: '',
    options: ['Garden', 'Mill', 'Boathouse'] as string[],
    choice: 'single',
    most: 1,
    weight: 'member',
  } as const
  const { poll } = await pass(api('ada').polls.open({ requestId: requestId(), space, ...question, ...more }))
  const everywhere = (what: string, look: (name: string) => Promise<boolean>) =>
    until(what, async () => (await Promise.all(names.map(look))).every(Boolean))
  const page = (name = 'cleo') => api(name).polls.get({ space, poll })
  await everywhere('the poll', async (name) => (await api(name).polls.list({ space })).length === 1)
  const answer = (name: string, ...choices: number[]) => pass(api(name).polls.answer({ requestId: requestId(), space, poll, choices }))
  const close = (name: string, more2: { anew?: boolean; close?: string } = {}) =>
    pass(api(name).polls.close({ requestId: requestId(), space, poll, close: more2.close ?? null, anew: more2.anew ?? false }))
  const answers = (count: number) => everywhere('answers', async (name) => (await page(name)).took === String(count))
  const signatures = (count: number) =>
    everywhere('signatures', async (name) => (await page(name)).closes.reduce((sum, one) => sum + one.signers.length, 0) === count)
  return { world, space, poll, page, answer, close, answers, signatures, everywhere }
}

test('M83 M403 a poll is answered, closed by more than half without gas, and a late answer changes nothing', async () => {
  const { world, poll, page, answer, close, answers, signatures, everywhere } = await asked()
  await answer('ada', 0)
  await answer('ben', 1)
  await answer('ben', 0)
  await answers(2)
  await expect(answer('ben', 0, 1)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await expect(answer('ben', 7)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  const { close: id } = await close('ada')
  await signatures(1)
  // An answer after a close was begun leaves that close as it is.
  await answer('cleo', 2)
  await everywhere('the late one', async (name) => (await page(name)).answers.filter(({ choices }) => choices !== null).length === 3)
  expect((await page('ben')).closes).toMatchObject([{ close: id, answers: 2, proven: 2, leavesOut: [{ name: 'cleo' }] }])
  // M403: nobody joins by mere closing what leaves somebody out.
  await expect(close('ben')).rejects.toMatchObject({ code: 'POLL_CLOSE_LACKS', data: { meta: { close: id, answers: '1' } } })
  expect((await page('ben')).closes).toMatchObject([{ signers: [{ name: 'ada' }] }])
  expect(await close('ben', { close: id })).toMatchObject({ close: id })
  await everywhere('sealed', async (name) => (await page(name)).status === 'sealed')
  expect(await page()).toMatchObject({
    took: '2',
    options: [{ count: '2' }, { count: '0' }, { count: '0' }],
    answers: expect.arrayContaining([expect.objectContaining({ name: 'cleo', late: true })]),
  })
  await expect(answer('cleo', 1)).rejects.toMatchObject({ code: 'POLL_SEALED' })
  await expect(close('cleo')).rejects.toMatchObject({ code: 'POLL_SEALED' })
  expect(await world.api('ada').chain.transactions()).toEqual([])
  await expect(
    world
      .api('ada')
      .polls.get({ space: (await world.api('ada').daos.list())[0]?.space ?? '', poll: poll.replace(/^./, (c) => (c === '0' ? '1' : '0')) }),
  ).rejects.toMatchObject({ code: 'POLL_UNKNOWN' })
  await world.close()
})

test('M403 G7 who closes first with an own answer alone is joined by nobody who did not choose that, and those who close with all answers find each other', async () => {
  const { world, page, answer, close, answers, signatures, everywhere } = await asked()
  await answer('ada', 0)
  await answers(1)
  const { close: early } = await close('ada', { anew: true })
  await answer('ben', 1)
  await answer('cleo', 1)
  await answers(3)
  await signatures(1)
  const { close: whole } = await close('ben', { anew: true })
  expect(whole).not.toBe(early)
  await signatures(2)
  expect(await close('cleo')).toMatchObject({ close: whole })
  await everywhere('sealed', async (name) => (await page(name)).status === 'sealed')
  expect(await page()).toMatchObject({ took: '3', options: [{ count: '1' }, { count: '2' }, { count: '0' }] })
  await world.close()
})

test('M83/G7 a node signs one close of a poll; members who sign three different ones have split it', async () => {
  const { world, page, answer, close, answers, signatures } = await asked()
  await answer('ada', 0)
  await answers(1)
  await close('ada')
  await signatures(1)
  await answer('ben', 1)
  await answers(2)
  const other = await close('ben', { anew: true })
  await signatures(2)
  await expect(close('ada', { close: other.close })).rejects.toMatchObject({ code: 'POLL_CLOSED_OTHERWISE' })
  await expect(close('cleo', { close: 'ab'.repeat(32) })).rejects.toMatchObject({ code: 'POLL_ANSWERS_MISSING' })
  await answer('cleo', 2)
  await answers(3)
  await close('cleo', { anew: true })
  await signatures(3)
  expect(await page()).toMatchObject({ status: 'split', equivocators: [] })
  await world.close()
})

test('M84 sealed polls are anchored many at once by a decision without calls, and each shows its proof', async () => {
  const { world, space, poll, page, answer, close, answers, everywhere } = await asked({ choice: 'approval' })
  const { api, pass, until, requestId } = world
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await until('deployed', async () => (await api('cleo').daos.get({ space })).deployed === 'final')
  const anchor = (polls: readonly string[]) =>
    pass(api('ada').polls.anchor({ requestId: requestId(), space, title: 'Polls of the week', polls: [...polls] }))
  await expect(anchor([poll])).rejects.toMatchObject({ code: 'POLL_UNSEALED' })
  const second = {
    question: 'When?',
    about: '',
    options: ['Now', 'Later'] as string[],
    choice: 'single',
    most: 1,
    weight: 'power',
  } as const
  const { poll: other } = await pass(api('ben').polls.open({ requestId: requestId(), space, ...second }))
  await answer('cleo', 0, 2)
  await answers(1)
  await everywhere('both', async (name) => (await api(name).polls.list({ space })).length === 2)
  for (const name of ['ada', 'ben']) {
    await close(name)
    await pass(api(name).polls.close({ requestId: requestId(), space, poll: other, close: null, anew: false }))
    await everywhere('signed', async (who) => (await page(who)).closes[0]?.signers.some((one) => one.name === name) === true)
  }
  await everywhere('sealed', async (name) => (await api(name).polls.list({ space })).every(({ status }) => status === 'sealed'))
  const { decision } = await anchor([poll, other])
  await everywhere('the proposal', async (name) => (await api(name).proposals.list({ space })).length === 1)
  expect((await api('cleo').polls.anchoredBy({ space, decision })).map(({ check }) => check)).toEqual(['stands', 'stands'])
  for (const name of ['ben', 'cleo'])
    await pass(api(name).ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' }))
  await until('decisive', async () => (await api('ben').proposals.get({ space, decision })).tally.enactable)
  await pass(api('ben').proposals.enact({ requestId: requestId(), space, decisions: [decision as DecisionId] }))
  await everywhere('anchored', async (name) => (await page(name)).status === 'anchored')
  expect((await page()).anchor).toMatchObject({ decision, proof: [{ hash: expect.stringMatching(/^[0-9a-f]{64}$/) }] })
  expect((await api('cleo').proposals.get({ space, decision })).content).toContain('**Where do we meet?**')
  await expect(anchor([poll])).rejects.toMatchObject({ code: 'POLL_UNSEALED' })
  await world.close()
})

test('U2 U4 D5 M378 M450 what a removed member answers and signs in an old view counts nowhere, also where it was heard before the removal was', async () => {
  const { world, space, page, answer, close, answers, everywhere } = await asked()
  const { api, pass, until, requestId } = world
  await pass(api('ada').daos.deploy({ requestId: requestId(), space }))
  await everywhere('deployed', async (name) => (await api(name).daos.get({ space })).deployed === 'final')
  await answer('ben', 0)
  await answers(1)
  // Built on by who stays: this one counts for good.
  await answer('ada', 0)
  await answers(2)
  const ben = world.player('ben').member.account
  const removal = { from: ben, to: null, reason: '' }
  const { decision } = await pass(api('ada').proposals.replaceMember({ requestId: requestId(), space, ...removal }))
  await everywhere('the removal', async (name) => (await api(name).proposals.list({ space })).length === 1)
  for (const name of ['ada', 'cleo'])
    await pass(api(name).ballots.cast({ requestId: requestId(), space, choices: [{ decision, support: 'for' }], reason: '' }))
  await until('decisive', async () => (await api('ada').proposals.get({ space, decision })).tally.enactable)
  await everywhere('both ballots', async (name) => (await api(name).proposals.get({ space, decision })).ballotRows.length === 2)
  for (const name of ['ben', 'cleo']) world.player(name).client.setOutage(true)
  await pass(api('ada').proposals.enact({ requestId: requestId(), space, decisions: [decision] }))
  const removedAt = async (name: string) =>
    (await api(name).daos.get({ space })).memberRows.find(({ account }) => account === ben)?.power === '0'
  await until('ada knows', () => removedAt('ada'))
  // The row stays for the shares in it; nobody counts it as a member.
  const { members, memberRows } = await api('ada').daos.get({ space })
  expect([members, memberRows.length]).toEqual([2, 3])
  expect(memberRows.find(({ account }) => account === ben)).toMatchObject({ removed: true, replacedBy: null })
  expect((await api('ada').proposals.get({ space, decision })).seenBy.members.map(({ account }) => account)).not.toContain(ben)
  expect((await api('ada').network.diagnose({ probe: false })).members.map(({ account }) => account)).not.toContain(ben)
  // He and cleo do not: she takes what he writes in the view that both hold for the present one.
  await answer('ben', 1)
  await close('ben')
  const ofBen = async (name: string) => (await page(name)).answers.find(({ account }) => account === ben)?.choices
  const signs = async (name: string) => (await page(name)).closes.flatMap(({ signers }) => signers.map(({ account }) => account))
  await until('cleo heard both', async () => (await signs('cleo')).includes(ben) && (await ofBen('cleo'))?.[0] === 1)
  world.player('cleo').client.setOutage(false)
  await until('cleo knows', () => removedAt('cleo'))
  for (const name of ['ada', 'cleo']) {
    await until(`${name} cuts it`, async () => (await ofBen(name))?.[0] === 0)
    expect(await signs(name)).not.toContain(ben)
  }
  await until('both hold the same', async () => {
    const [one, other] = await Promise.all(['ada', 'cleo'].map((name) => api(name).daos.hash({ space })))
    return one?.stateHash !== null && one?.stateHash === other?.stateHash
  })
  // Those who stay seal it, without him; and the next one does not ask him.
  for (const name of ['ada', 'cleo']) await close(name)
  await until('sealed', async () => (await page('cleo')).status === 'sealed')
  expect(await page('cleo')).toMatchObject({ options: [{ count: '2' }, { count: '0' }, { count: '0' }] })
  await world.close()
})

import type { DecisionId, EntryId } from '@daomesh/protocol'
import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { foundedDao } from './fixtures/found.ts'
import { expectFinal } from './fixtures/expectFinal.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const name = 'Weekly'
const paid = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

let scene: Scene | undefined
let ana: Page
let ben: Page
let decisions: DecisionId[] = []

const run = <T>(who: string, ...words: readonly string[]) => actor(scene, who).member.command(...words) as Promise<T>
const submit = async (title: string, eth: number, ...more: readonly string[]): Promise<DecisionId> => {
  const pay = eth === 0 ? [] : ['--pay', `${paid}=${eth}eth`]
  return (
    await run<{ decision: DecisionId }>('ana', 'proposal', 'submit', name, '--title', title, '--content', 'Because.', ...pay, ...more)
  ).decision
}
const stateOf = async (who: string, decision: string) => {
  const { state, anchor, tally } = await run<{ state: string; anchor: { state: string }; tally: { enactable: boolean } }>(
    who,
    'proposal',
    'show',
    name,
    decision,
  )
  return { state, anchor: anchor.state, enactable: tally.enactable }
}
test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await foundedDao(ana, ben, name)
  await run('ana', 'dao', 'deposit', name, '10eth')
})
test.afterAll(() => scene?.end())

test('M80 a week of five proposals is answered under one signature', async () => {
  decisions = [
    await submit('Paint', 1),
    await submit('Boat', 2),
    await submit('Oars', 1),
    await submit('Palace', 900),
    await submit('Flag', 1),
  ]
  // The inbox counts them, and leads to the sheet that answers all.
  await ben.getByRole('link', { name: /^Inbox/ }).click()
  await expect(ben.getByRole('link', { name: /^Inbox/ }).getByLabel('5 waiting')).toBeVisible()
  await lookAt(ben, 'week-inbox')
  await ben.getByRole('link', { name: 'Answer all with one signature' }).click()
  await expect(ben.getByRole('group')).toHaveCount(5)
  const row = (title: string) => ben.getByRole('region', { name: title, exact: true })
  // What each pays is there late, and moves the rows.
  for (const [title, pays] of [
    ['Paint', 1],
    ['Boat', 2],
    ['Oars', 1],
    ['Palace', 900],
    ['Flag', 1],
  ] as const)
    await expect(row(title).getByText(`pays ${pays} ETH`)).toBeVisible()
  await expect(ben.getByRole('button', { name: 'Sign the sheet' })).toBeDisabled()
  for (const title of ['Paint', 'Boat', 'Oars', 'Palace']) await row(title).getByRole('radio', { name: 'For' }).check()
  await row('Boat').getByLabel('Reason').fill('The old one leaks.')
  await row('Flag').getByRole('radio', { name: 'Skip' }).check()
  await expect(ben.getByText('4 of 5 answered')).toBeVisible()
  await lookAt(ben, 'week')
  await ben.getByRole('button', { name: 'Sign the sheet' }).click()
  await expect(ben.getByText('Signed and saved here')).toBeVisible()
  // The skipped one still waits; its own sheet says the four again.
  await row('Flag').getByRole('radio', { name: 'For' }).check()
  await ben.getByRole('button', { name: 'Sign the sheet' }).click()
  await expect(ben.getByText('4 earlier answers that still stand were said again')).toBeVisible()
  await expect(ben.getByText('Nothing waits for you')).toBeVisible()
  const sheet = await run<{ carried: unknown[] }>(
    'ana',
    'ballot',
    'sheet',
    name,
    ...decisions.map((one) => `${one}=for`),
    '--because',
    `${decisions[1] ?? ''}=So it does.`,
  )
  expect(sheet.carried).toEqual([])
})

test('M80 C16 any part of it is enacted on the chain, and a call that fails blocks no other', async () => {
  const [paint = '', boat = '', oars = '', palace = '', flag = ''] = decisions
  await expect.poll(async () => (await stateOf('ana', flag)).enactable).toBe(true)
  // Ben has nothing to pay with: the proposal says so, and leads to where that is put right or taken back.
  await ben.getByRole('link', { name, exact: true }).click()
  await ben.getByRole('region', { name: 'Open proposals' }).getByRole('link', { name: /Paint/ }).click()
  await ben.getByRole('button', { name: 'Carry it out' }).click()
  await expect(ben.getByText('This account cannot pay for the transaction.')).toBeVisible()
  await lookAt(ben, 'carry-unpaid')
  await ben.getByRole('link', { name: 'To the transactions' }).click()
  await expect(ben.getByRole('button', { name: 'Get sandbox ether' })).toBeVisible()
  await expect(ben.getByRole('link', { name: 'To the transactions' })).toHaveCount(0)
  await ben.getByRole('button', { name: 'Do not send' }).click()
  await expect(ben.getByText('The signature was declined.')).toBeVisible()
  await run('ana', 'proposal', 'enact', name, paint, oars)
  for (const one of [paint, oars]) await expect.poll(async () => (await stateOf('ana', one)).state, { timeout: 60_000 }).toBe('final')
  await run('ana', 'proposal', 'enact', name, boat, palace, flag)
  for (const one of [boat, flag]) await expect.poll(async () => (await stateOf('ben', one)).state, { timeout: 60_000 }).toBe('final')
  await expect.poll(() => stateOf('ana', palace)).toMatchObject({ state: 'decisive', anchor: 'failed', enactable: true })
  await ben.getByRole('link', { name }).click()
  await expect(ben.getByText('5 ETH', { exact: true })).toBeVisible()
})

test('M81 M82 what a decision waits for is chosen in the form, said on its page, and carried out with it', async () => {
  await ana.getByRole('link', { name: 'Drafts' }).click()
  await ana.getByLabel('Title of a new draft').fill('Foundation')
  await ana.getByRole('button', { name: 'Start a draft' }).click()
  await ana.locator('.tiptap').click()
  await ana.keyboard.type('Roof first? No.')
  await expect(ana.getByText('Saved here', { exact: true })).toBeVisible()
  const first = await submit('Walls', 0)
  await ana.getByRole('button', { name: 'Review and submit' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('Comes after').selectOption({ label: 'Walls' })
  await dialog.getByLabel('May be carried out by').selectOption({ label: 'Ben' })
  await dialog.getByLabel('Closes with the week').check()
  await lookAt(ana, 'conditions')
  await dialog.getByRole('button', { name: 'Submit the proposal' }).click()
  const waits = ana.getByRole('region', { name: 'When it can be carried out' })
  await expect(waits.getByRole('listitem')).toHaveText([/Walls.*to be carried out/, /Ben, to send it/])
  await lookAt(ana, 'waits')
  const second =
    (await run<{ decision: string; title: string }[]>('ana', 'proposal', 'list', name)).find(({ title }) => title === 'Foundation')
      ?.decision ?? ''
  await expect.poll(async () => (await run<unknown[]>('ben', 'proposal', 'list', name)).length).toBe(7)
  for (const who of ['ana', 'ben']) await run(who, 'ballot', 'sheet', name, `${first}=for`, `${second}=for`)
  await expect(ana.getByRole('button', { name: /^Carry it out/ })).toHaveCount(0)
  await run('ben', 'chain', 'faucet')
  await ben.getByRole('link', { name: 'Proposals' }).first().click()
  await ben.getByRole('link', { name: /Foundation/ }).click()
  await ben.getByRole('button', { name: 'Carry it out, after what comes before it' }).click()
  for (const page of [ana, ben]) await expectFinal(page)
})

test('M83 a poll is asked, answered and sealed without gas or a signing window', async () => {
  await ana.getByRole('link', { name: 'Polls' }).first().click()
  await expect(ana.getByText('No polls yet')).toBeVisible()
  await ana.getByRole('button', { name: 'Ask the members' }).click()
  const dialog = ana.getByRole('dialog')
  await dialog.getByLabel('Question').fill('Which colour?')
  await dialog.getByLabel('Option 1', { exact: true }).fill('Blue')
  await dialog.getByLabel('Option 2', { exact: true }).fill('<img src=x onerror=alert(1)>')
  await dialog.getByRole('button', { name: 'Add an option' }).click()
  await dialog.getByLabel('Option 3', { exact: true }).fill('Green')
  await dialog.getByRole('radio', { name: 'All one approves of' }).check()
  await lookAt(ana, 'ask')
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
  await ana.getByRole('checkbox', { name: 'Blue' }).check()
  await ana.getByRole('checkbox', { name: 'Green' }).check()
  await ana.getByRole('button', { name: 'Answer', exact: true }).click()
  await expect(ana.getByText('Saved here.')).toBeVisible()
  // It waits in the inbox of who has not answered.
  await ben.getByRole('link', { name: 'Inbox' }).click()
  const asked = ben.getByRole('region', { name: 'Polls that you have not answered' })
  await expect(asked.getByRole('link', { name: /Which colour/ })).toBeVisible()
  await lookAt(ben, 'inbox-poll')
  await run('ben', 'poll', 'answer', name, 'Which colour?', 'green')
  await expect(asked).toHaveCount(0)
  await ben.getByRole('link', { name }).first().click()
  await expect(ana.getByText('2 of 2 took part')).toBeVisible()
  await ana.getByRole('button', { name: 'Close with the answers here' }).click()
  await expect(ana.getByText('Signed by 1 of 2')).toBeVisible()
  await ben.getByRole('link', { name: 'Polls' }).first().click()
  await ben.getByRole('link', { name: /Which colour/ }).click()
  await expect(ben.getByText('2 of 2 answers are proven by their records here.')).toBeVisible()
  await lookAt(ben, 'closing')
  await ben.getByRole('button', { name: 'Sign this outcome' }).click()
  for (const page of [ana, ben]) await expect(page.getByText('Stands, signed by 2 of 2')).toBeVisible()
  await expect(ben.getByRole('button', { name: /answer/i })).toHaveCount(0)
})

test('M84 sealed polls are anchored together, each with its proof', async () => {
  await run('ben', 'poll', 'open', name, 'When?', '--option', 'May', 'June')
  await expect.poll(async () => (await run<unknown[]>('ana', 'poll', 'list', name)).length).toBe(2)
  await run('ana', 'poll', 'close', name, 'When?')
  await expect.poll(async () => (await run<{ closes: unknown[] }>('ben', 'poll', 'show', name, 'When?')).closes.length).toBe(1)
  await run('ben', 'poll', 'close', name, 'When?')
  await ana.getByRole('link', { name: 'Polls' }).first().click()
  await ana.getByRole('button', { name: 'Anchor 2 sealed polls' }).click()
  await lookAt(ana, 'anchor')
  await ana.getByRole('dialog').getByRole('button', { name: 'Submit the proposal' }).click()
  await expect(ana.getByText('The same result stands here.')).toHaveCount(2)
  await lookAt(ana, 'anchoring')
  await expect.poll(async () => (await run<unknown[]>('ben', 'proposal', 'list', name)).length).toBe(8)
  for (const who of ['ana', 'ben']) await run(who, 'ballot', 'sheet', name, 'Results of polls=for')
  await ana.getByRole('button', { name: 'Carry it out', exact: true }).click()
  await expectFinal(ana)
  await expect(ben.getByText('Checked: the proof of 1 step leads from this poll to the root.')).toBeVisible()
  await lookAt(ben, 'anchored')
  await ben.getByRole('link', { name: 'Polls' }).first().click()
  await expect(ben.getByText('anchored', { exact: true })).toHaveCount(2)
  await lookAt(ben, 'polls')
})

test('M65 where votes cost credits the sheet says what each costs, and what is left for the others', async () => {
  const { decision } = await run<{ decision: DecisionId }>('ana', 'proposal', 'rules', name, '--mode', 'quadratic', '--credits', '10')
  await expect.poll(async () => (await run<unknown[]>('ben', 'proposal', 'list', name)).length).toBe(9)
  for (const who of ['ana', 'ben']) await run(who, 'ballot', 'sheet', name, `${decision}=for`)
  await run('ana', 'proposal', 'enact', name, decision)
  for (const who of ['ana', 'ben']) await expect.poll(async () => (await stateOf(who, decision)).state, { timeout: 60_000 }).toBe('final')
  await submit('Rope', 0)
  await submit('Sail', 0)
  await ben.getByRole('link', { name: 'This week' }).click()
  const row = (title: string) => ben.getByRole('region', { name: title, exact: true })
  await row('Rope').getByRole('radio', { name: 'For' }).check()
  await row('Sail').getByRole('radio', { name: 'Against' }).check()
  await row('Rope').getByLabel('Votes').fill('3')
  await expect(row('Rope').getByText('Cost in credits: 9. Left then: 0.')).toBeVisible()
  await expect(row('Sail').getByText('Left to you in this period: 1 of 10 credits. Most votes: 1.')).toBeVisible()
  await lookAt(ben, 'week-credits')
  await ben.getByRole('button', { name: 'Sign the sheet' }).click()
  await expect(ben.getByText('Signed and saved here')).toBeVisible()
  const rope = (await run<{ decision: string; title: string }[]>('ana', 'proposal', 'list', name)).find(({ title }) => title === 'Rope')
  await expect
    .poll(async () => (await run<{ ballotRows: { votes: string }[] }>('ana', 'proposal', 'show', name, rope?.decision ?? '')).ballotRows)
    .toMatchObject([{ votes: '3' }])
})

test('M470 N4 a long talk and a long list show the newest, and more of it on request', async () => {
  const { api } = actor(scene, 'ana')
  const [dao] = await api.daos.list()
  const rope = (await api.proposals.list({ space: dao!.space })).find(({ title }) => title === 'Rope')
  const post = (text: string, replyTo: EntryId | null = null) =>
    api.comments.post({ requestId: `talk ${text}`, space: dao!.space, about: rope!.decision, replyTo, text })
  for (let n = 1; n <= 35; n++) await post(`Knot ${n}`)
  const last = await post('Knot 36')
  for (let n = 1; n <= 32; n++) await post(`Answer ${n}`, last.entry)
  await ana.getByRole('link', { name: 'Proposals' }).first().click()
  await ana.getByRole('link', { name: /^Rope/ }).click()
  await expect(ana.getByText('Knot 36')).toBeVisible()
  await expect(ana.getByText('Knot 6', { exact: true })).toHaveCount(0)
  await expect(ana.getByText('Answer 2', { exact: true })).toHaveCount(0)
  await lookAt(ana, 'long-talk')
  await ana.getByRole('button', { name: 'Show 2 earlier answers of 2' }).click()
  await expect(ana.getByText('Answer 1', { exact: true })).toBeVisible()
  // What comes while one reads is added below, and nothing above moves away.
  await expect(ana.getByText('Knot 7', { exact: true })).toBeVisible()
  await post('Knot 37')
  await expect(ana.getByText('Knot 37')).toBeVisible()
  await expect(ana.getByText('Knot 7', { exact: true })).toBeVisible()
  await ana.getByRole('button', { name: 'Show 6 earlier comments of 6' }).click()
  await expect(ana.getByText('Knot 1', { exact: true })).toBeVisible()
  await expect(ana.getByRole('button', { name: /earlier/ })).toHaveCount(0)
  await ana.getByRole('article', { name: 'Comment by Ana' }).first().getByRole('button', { name: 'Reply' }).click()
  await expect(ana.getByRole('textbox', { name: 'Write a reply' })).toBeFocused()
  for (let n = 1; n <= 41; n++) await api.drafts.open({ requestId: `a sketch ${n}`, space: dao!.space, title: `Sketch ${n}` })
  await ana.getByRole('link', { name: 'Drafts' }).first().click()
  await expect(ana.getByRole('link', { name: /^Sketch/ })).toHaveCount(40)
  await ana.getByRole('button', { name: /^Show \d+ more of \d+$/ }).click()
  await expect(ana.getByRole('link', { name: /^Sketch/ })).toHaveCount(41)
})

test('M490 M470 N4 the audit shows the newest of all records, counts all of them, and has more on request', async () => {
  const { api, member } = actor(scene, 'ana')
  const [dao] = await api.daos.list()
  const { counts } = await api.daos.audit({ space: dao!.space, limit: 1 })
  expect(counts.accepted).toBeGreaterThan(110)
  await ana.goto(`${member.url}&/dao/${dao!.space}/audit`)
  const rows = ana.locator('tbody tr')
  await expect(ana.getByText(`50 of ${counts.accepted} shown`)).toBeVisible()
  await expect(rows).toHaveCount(50)
  const more = ana.getByRole('button', { name: `Show 50 more of ${counts.accepted - 50}` })
  await more.scrollIntoViewIfNeeded()
  await lookAt(ana, 'audit-more')
  await more.click()
  await expect(rows).toHaveCount(100)
  const last = await rows.nth(99).locator('td').first().textContent()
  // One that comes stands at the top, and moves the others down by one: none is lost or shown twice.
  const [about] = await api.drafts.list({ space: dao!.space })
  await api.comments.post({ requestId: 'one more', space: dao!.space, about: about!.draft, replyTo: null, text: 'One more' })
  await expect(ana.getByText(`100 of ${counts.accepted + 1} shown`)).toBeVisible()
  await ana.getByRole('button', { name: new RegExp(`^Show \\d+ more of ${counts.accepted - 99}$`) }).click()
  await expect(rows.nth(100).locator('td').first()).toHaveText(last ?? '')
  await ana.getByText('Not accepted', { exact: true }).click()
  await expect(ana.getByText('Nothing of this kind')).toBeVisible()
  await expect(ana.getByText('0 of 0 shown')).toBeVisible()
  // In a narrow window none of the filters is cut off.
  const usual = ana.viewportSize() ?? { width: 1_280, height: 840 }
  await ana.setViewportSize({ width: 400, height: 840 })
  for (const filter of ['All', 'Set aside']) await expect(ana.getByText(filter, { exact: true })).toBeInViewport({ ratio: 1 })
  await ana.setViewportSize(usual)
})

test('E1 no page threw, ran or loaded what a member wrote', async () => {
  for (const who of ['ana', 'ben']) expect(actor(scene, who).faults).toEqual([])
  await expect(ben.locator('img[src="x"]')).toHaveCount(0)
})

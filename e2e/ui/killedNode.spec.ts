import { expect, test } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import { openDraftOfTwo, text } from './fixtures/draftOfTwo.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
let ana: Page
let ben: Page

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await openDraftOfTwo(ana, ben)
})
test.afterAll(() => scene?.end())

const saved = (page: Page) => page.getByText('Saved here', { exact: true })
const go = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)
const hashOf = (page: Page): string => new URL(page.url()).hash

/** Every letter of the draft, without the names at the carets. */
const lettersIn = (page: Page): Promise<string> =>
  text(page).evaluate((editor) => {
    const copy = editor.cloneNode(true) as Element
    for (const caret of copy.querySelectorAll('.caret, .ProseMirror-trailingBreak')) caret.remove()
    return (copy.textContent ?? '').replaceAll('\u00a0', ' ')
  })

test('K1 M476 M477 M478 W10: a node is killed while its member writes a draft and fills in a form: what was stored is there again, the rest stays on the page and is said to be there alone', async () => {
  const { member } = actor(scene, 'ben')
  const form = await ben.context().newPage()
  await form.goto(member.url)
  await go(form, hashOf(ben).replace(/drafts.*/, 'polls'))
  await form.getByRole('button', { name: 'Ask the members' }).click()
  await form.getByLabel('Question').fill('Shall we paint the gate?')
  await form.getByLabel('Option 1').fill('Yes')
  await ben.bringToFront()
  await text(ben).click()
  let typed = 'acknowledged '
  await ben.keyboard.type(typed)
  await expect(text(ana)).toContainText('acknowledged')
  await expect(saved(ben)).toBeVisible()
  const type = async (): Promise<void> => {
    const word = `w${String(typed.length).padStart(4, '0')} `
    typed += word
    await ben.keyboard.type(word, { delay: 5 })
  }
  let isKilled = false
  const typing = (async () => {
    while (!isKilled) await type()
  })()
  await expect(text(ana)).toContainText('acknowledged w')
  await member.kill()
  isKilled = true
  await typing
  for (let n = 0; n < 20; n++) await type()
  // Nothing that was typed is gone from the page, and it says what is true of it.
  expect(await lettersIn(ben)).toBe(typed)
  await expect(ben.getByText('Not saved yet')).toBeVisible()
  await expect(ben.getByText('Node not reached: its state is not known')).toBeVisible()
  await expect(ben.getByText('Live with')).toHaveCount(0)
  await expect(ben.getByText('If DAOmesh was started again, this page cannot find it')).toBeVisible()
  const unsaved = (await ben.getByLabel('Words that are not saved').textContent()) ?? ''
  expect(unsaved).not.toContain('acknowledged')
  await form.bringToFront()
  await form.getByLabel('Option 2').fill('No')
  await form.getByRole('button', { name: 'Ask', exact: true }).click()
  await expect(form.getByRole('alert', { name: 'The node does not answer.' })).toBeVisible()
  await expect(form.getByLabel('Question')).toHaveValue('Shall we paint the gate?')
  // Neither of both is left without a question.
  for (const page of [form, ben]) {
    await page.bringToFront()
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const leaving = await asked
    expect(leaving.type()).toBe('beforeunload')
    await leaving.dismiss()
  }

  // Started again it has what it stored, as the others do; what stood on the old page alone is brought along by hand.
  const again = (await scene?.startAgain('ben')) ?? actor(scene, 'ben')
  await go(again.page, hashOf(ben))
  await expect(text(again.page)).toContainText('acknowledged')
  const stored = await lettersIn(again.page)
  await expect.poll(() => lettersIn(ana)).toBe(stored)
  // What was on its way then may stand in both.
  expect([typed.startsWith(stored), typed.endsWith(unsaved), stored.length + unsaved.length >= typed.length]).toEqual([true, true, true])
  await text(again.page).click()
  await again.page.keyboard.press('Control+End')
  await again.page.keyboard.insertText(typed.slice(stored.length))
  for (const page of [ana, again.page]) await expect.poll(() => lettersIn(page)).toBe(typed)
  await expect(saved(again.page)).toBeVisible()
  ben = again.page
})

/** The processes in which pages of a browser run. */
const renderersOf = async (browser: Browser): Promise<readonly number[]> => {
  const control = await browser.newBrowserCDPSession()
  const { processInfo } = await control.send('SystemInfo.getProcessInfo')
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

test('M6 Y46: a page that stands still while others write goes on where it was, and brings what was typed before', async ({ browser }) => {
  const { page, api } = actor(scene, 'ben')
  const { member, api: hers } = actor(scene, 'ana')
  // A browser of its own: all its pages are stopped.
  const own = await browser.browserType().launch(test.info().project.use.launchOptions)
  try {
    const still = await own.newPage()
    await still.goto(member.url)
    await go(still, hashOf(ana))
    await expect(text(still)).toContainText('acknowledged')
    await still.evaluate(`{
      let last = performance.now()
      window.gap = 0
      setInterval(() => {
        window.gap = Math.max(window.gap, performance.now() - last)
        last = performance.now()
      }, 50)
    }`)
    await text(still).click()
    await still.keyboard.press('Control+End')
    await still.keyboard.press('Enter')
    await still.keyboard.type('typed last')
    const renderers = await renderersOf(own)
    for (const renderer of renderers) process.kill(renderer, 'SIGSTOP')
    await text(page).click()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('meanwhile ')
    await expect(saved(page)).toBeVisible()
    const [dao] = await api.daos.list()
    const space = dao?.space ?? ''
    const [written] = await hers.drafts.list({ space })
    const { draft } = await api.drafts.open({ requestId: crypto.randomUUID(), space, title: 'Begun meanwhile' })
    // All of it has come to her node.
    await expect.poll(async () => (await hers.drafts.list({ space })).map((one) => one.draft)).toContain(draft)
    await expect.poll(async () => (await hers.drafts.preview({ space, draft: written?.draft ?? '' })).markdown).toContain('meanwhile')
    await page.waitForTimeout(1_500)
    for (const renderer of renderers) process.kill(renderer, 'SIGCONT')
    await expect.poll(() => still.evaluate('window.gap')).toBeGreaterThan(1_000)
    await expect(text(still)).toContainText('meanwhile')
    await expect(text(page)).toContainText('typed last')
    await still.keyboard.type(' and first')
    await expect(text(page)).toContainText('typed last and first')
    await expect(saved(still)).toBeVisible()
    await still.getByRole('link', { name: 'Drafts', exact: true }).last().click()
    await expect(still.getByRole('link', { name: /Begun meanwhile/ })).toBeVisible()
  } finally {
    // A browser whose pages stand still does not end.
    for (const renderer of await renderersOf(own)) process.kill(renderer, 'SIGCONT')
    await own.close()
  }
  for (const name of ['ana', 'ben'] as const) expect(actor(scene, name).faults).toEqual([])
})

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { breakableLine } from './fixtures/breakableLine.ts'
import type { BreakableLine } from './fixtures/breakableLine.ts'
import { expectAccessible } from './fixtures/expectAccessible.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { foundedDao } from './fixtures/found.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
let ana: Page
let ben: Page
let line: BreakableLine

const text = (page: Page) => page.locator('.tiptap')
const saved = (page: Page) => page.getByText('Saved here', { exact: true })

/** A paragraph without the names at the carets. */
const expectParagraph = (page: Page, at: number, words: string) =>
  expect
    .poll(
      () =>
        page.locator('.tiptap p').evaluateAll((all, n) => {
          const copy = all[n]?.cloneNode(true) as Element | undefined
          for (const caret of copy?.querySelectorAll('.caret') ?? []) caret.remove()
          return copy?.textContent
        }, at),
      { timeout: 60_000 },
    )
    .toBe(words)

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  line = await breakableLine(ana)
  await ana.reload()
  await foundedDao(ana, ben, 'Riverside Makers')
  await ana.getByRole('link', { name: 'Drafts' }).click()
  await ana.getByLabel('Title of a new draft').fill('Notes')
  await ana.getByRole('button', { name: 'Start a draft' }).click()
  await text(ana).click()
  await ana.keyboard.type('Every ')
  await ben.getByRole('link', { name: 'Drafts' }).click()
  await ben.getByRole('link', { name: /Notes/ }).click()
  await expect(text(ben)).toContainText('Every')
})
test.afterAll(() => scene?.end())

test('K1: words typed while the answers are lost and the connection breaks arrive once each, without another click', async () => {
  line.loseAnswers()
  await ana.keyboard.type('word that ', { delay: 40 })
  // The node has stored the beginning, and its answer is gone.
  await expect(text(ben)).toContainText('Every w')
  await ana.keyboard.type('is typed ', { delay: 40 })
  await line.cut()
  await ana.keyboard.type('in the middle ', { delay: 40 })
  await expect(saved(ana)).toBeVisible()
  await ana.keyboard.type('arrives.')
  for (const page of [ana, ben]) await expectParagraph(page, 0, 'Every word that is typed in the middle arrives.')
  await expect(saved(ana)).toBeVisible()
})

test('K1 Y5 W10: words typed while a session ends arrive in the next one, and the caret stays where it was', async () => {
  const { command } = actor(scene, 'ana').member
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('Also ')
  await expect(text(ben)).toContainText('Also')
  await expect(saved(ana)).toBeVisible()
  await text(ana).evaluate((editor) => editor.setAttribute('data-first', ''))
  await line.keepCut()
  await ana.keyboard.type('when the session ')
  // Her node lets go of a draft that nobody follows once it has looked at enough others; with it goes the session.
  for (const title of ['Second', 'Third', 'Fourth', 'Fifth', 'Sixth']) {
    await command('draft', 'open', 'Riverside Makers', title)
    await command('draft', 'show', 'Riverside Makers', title)
  }
  await ben.locator('.tiptap p').first().click()
  await ben.keyboard.press('Home')
  await ben.keyboard.type('(Ben was here.) ')
  // W10: a node that was started again has another port and token.
  await expect(ana.getByText('If DAOmesh was started again, this page cannot find it')).toBeVisible()
  // What was heard last of network and chain is not said to be so.
  await expect(ana.getByText('Node not reached: its state is not known')).toBeVisible()
  await expect(ana.getByText(/^Live with/)).toHaveCount(0)
  await lookAt(ana, 'line-lost')
  line.mend()
  // Not by the mouse: the caret stays in the text.
  await ana.getByRole('button', { name: 'Connect now' }).evaluate((button: HTMLElement) => button.click())
  await ana.keyboard.type('was over, nothing is lost', { delay: 30 })
  await expect(saved(ana)).toBeVisible()
  await ana.keyboard.type('.')
  await expect(ana.locator('[data-first]')).toHaveCount(0)
  for (const page of [ana, ben]) {
    await expectParagraph(page, 1, 'Also when the session was over, nothing is lost.')
    await expectParagraph(page, 0, '(Ben was here.) Every word that is typed in the middle arrives.')
  }
  await expect(saved(ana)).toBeVisible()
})

test('a draft left before its words are stored is named until they are', async () => {
  line.loseAnswers()
  await ana.keyboard.type(' The end.')
  await ana.getByRole('link', { name: 'Inbox' }).click()
  await expect(ana.getByText('A draft has words that are not saved yet')).toBeVisible()
  await expectAccessible(ana)
  await line.cut()
  await expect(ana.getByText('A draft has words that are not saved yet')).toHaveCount(0)
  await expectParagraph(ben, 1, 'Also when the session was over, nothing is lost. The end.')
})

import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { breakableLine } from './fixtures/breakableLine.ts'
import type { BreakableLine } from './fixtures/breakableLine.ts'
import { expectBlocksOf, openDraftOfTwo, text } from './fixtures/draftOfTwo.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
let ana: Page
let ben: Page
let line: BreakableLine

const expectBlocks = (words: readonly string[]) => expectBlocksOf([ana, ben], words)
const saved = (page: Page) => expect(page.getByText('Saved here', { exact: true })).toBeVisible()

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  line = await breakableLine(ana)
  await ana.reload()
  await openDraftOfTwo(ana, ben)
})
test.afterAll(() => scene?.end())

/** Ana hears of no edit any more: what Ben types is kept everywhere, and unseen by her. */
const typeUnseen = async (words: string): Promise<void> => {
  line.holdEdits()
  await ben.keyboard.type(words)
  await saved(ben)
}

const emptyDraft = async (words: string): Promise<void> => {
  await text(ana).focus()
  await ana.keyboard.press('Control+a')
  await ana.keyboard.press('Delete')
  await ana.keyboard.type(words)
  await expectBlocks([`P ${words}`])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('End')
}

test('Y44 words that were sent and not seen by whoever splits their paragraph go with the part in which they were typed', async () => {
  await emptyDraft('one two three')
  for (let n = 0; n < 'ree'.length; n++) await ben.keyboard.press('ArrowLeft')
  await ana.keyboard.press('Home')
  for (let n = 0; n < 'one '.length; n++) await ana.keyboard.press('ArrowRight')
  await typeUnseen('123')
  await ana.keyboard.press('Enter')
  // Ben has heard of it before Ana hears of his words.
  await expectBlocksOf([ben], ['P one ', 'P two th123ree'])
  await ben.keyboard.type('!')
  line.letEdits()
  await expectBlocks(['P one ', 'P two th123!ree'])
  // At the end of the paragraph too.
  await ben.keyboard.press('End')
  await ana.keyboard.press('End')
  for (let n = 0; n < '123!ree'.length; n++) await ana.keyboard.press('ArrowLeft')
  await typeUnseen(' four')
  await ana.keyboard.press('Enter')
  await expectBlocksOf([ben], ['P one ', 'P two th', 'P 123!ree four'])
  line.letEdits()
  await expectBlocks(['P one ', 'P two th', 'P 123!ree four'])
  await saved(ana)
})

test('Y44 so do they, from both sides of the caret, when the part is made a heading afterwards, and no heading again', async () => {
  await emptyDraft('one two three four')
  for (let n = 0; n < ' four'.length; n++) await ben.keyboard.press('ArrowLeft')
  await ana.keyboard.press('Home')
  for (let n = 0; n < 'one'.length; n++) await ana.keyboard.press('ArrowRight')
  await typeUnseen(' ben0 ben1')
  await ana.keyboard.type(' ana0')
  await ana.keyboard.press('Enter')
  await expectBlocksOf([ben], ['P one ana0', 'P  two three ben0 ben1 four'])
  await ben.keyboard.type(' ')
  await ana.keyboard.type(' ana1')
  await expectBlocksOf([ben], ['P one ana0', 'P  ana1 two three ben0 ben1  four'])
  await ana.getByRole('button', { name: 'Heading 2' }).evaluate((button: HTMLElement) => button.click())
  await expectBlocksOf([ben], ['P one ana0', 'H2  ana1 two three ben0 ben1  four'])
  await ben.keyboard.type('ben2')
  await expectBlocksOf([ben], ['P one ana0', 'H2  ana1 two three ben0 ben1 ben2 four'])
  // From the middle of what is unseen, too.
  for (let n = 0; n < 'ben2'.length; n++) await ben.keyboard.press('ArrowLeft')
  await ana.getByRole('button', { name: 'Heading 2' }).evaluate((button: HTMLElement) => button.click())
  await expectBlocksOf([ben], ['P one ana0', 'P  ana1 two three ben0 ben1 ben2 four'])
  await ben.keyboard.type('!')
  line.letEdits()
  await expectBlocks(['P one ana0', 'P  ana1 two three ben0 ben1 !ben2 four'])
})

test('Y44 so do words that their writer left to go on elsewhere', async () => {
  await emptyDraft('one two three four')
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('Last')
  await expectBlocks(['P one two three four', 'P Last'])
  for (let n = 0; n < ' four'.length; n++) await ben.keyboard.press('ArrowLeft')
  await ana.keyboard.press('ArrowUp')
  await ana.keyboard.press('Home')
  for (let n = 0; n < 'one'.length; n++) await ana.keyboard.press('ArrowRight')
  await typeUnseen(' ben0')
  for (let n = 0; n < ' three ben0'.length; n++) await ben.keyboard.press('ArrowLeft')
  await ben.keyboard.type(' ben1')
  await ben.keyboard.press('Control+End')
  await ben.keyboard.type(' ben2')
  await saved(ben)
  await ana.keyboard.press('Enter')
  await expectBlocksOf([ben], ['P one', 'P  two ben1 three ben0 four', 'P Last ben2'])
  await ana.getByRole('button', { name: 'Heading 2' }).evaluate((button: HTMLElement) => button.click())
  await expectBlocksOf([ben], ['P one', 'H2  two ben1 three ben0 four', 'P Last ben2'])
  await ben.keyboard.type(' ben3')
  line.letEdits()
  await expectBlocks(['P one', 'H2  two ben1 three ben0 four', 'P Last ben2 ben3'])
})

test('Y45 words that went with a paragraph whose remover had not seen them are offered back, by whole words, and stand where it stood', async () => {
  await emptyDraft('We rent the boat')
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('Last line')
  await expectBlocks(['P We rent the boat', 'P Last line'])
  await typeUnseen('house in June')
  await ana.locator('.tiptap p').first().click({ clickCount: 3 })
  await ana.keyboard.press('Delete')
  await ana.keyboard.press('Delete')
  await expectBlocksOf([ben], ['P Last line'])
  const notice = ben.getByRole('alert').filter({ hasText: 'Your last words went with a paragraph that Ana deleted' })
  await expect(notice).toContainText('boathouse in June')
  await lookAt(ben, 'words-went')
  line.letEdits()
  await saved(ana)
  await notice.getByRole('button', { name: 'Put them back' }).click()
  await expect(notice).toHaveCount(0)
  await ben.keyboard.type('!')
  await expectBlocks(['P boathouse in June!', 'P Last line'])
  expect([...actor(scene, 'ana').faults, ...actor(scene, 'ben').faults]).toEqual([])
})

test('Y45 what was seen and deleted on purpose is not offered', async () => {
  await emptyDraft('Seen words')
  await ben.keyboard.type(' of Ben')
  await expectBlocks(['P Seen words of Ben'])
  await ana.keyboard.press('Control+a')
  await ana.keyboard.press('Delete')
  await ana.keyboard.type('gone')
  await expectBlocks(['P gone'])
  await expect(ben.getByText('Your last words went', { exact: false })).toHaveCount(0)
})

test('Y46 what was typed last leaves at once when the page is closed', async () => {
  await emptyDraft('Before')
  // The pause in which letters wait for others never ends on this page.
  await ana.evaluate(`{
    const { setTimeout } = window
    window.setTimeout = (act, pause, ...rest) => (pause === 300 ? 0 : setTimeout(act, pause, ...rest))
  }`)
  await ana.keyboard.type(' and now')
  await ana.evaluate(`dispatchEvent(new Event('pagehide'))`)
  await expectBlocks(['P Before and now'])
})

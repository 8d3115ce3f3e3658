import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectBlocksOf, openDraftOfTwo, pause, text } from './fixtures/draftOfTwo.ts'
import { lookAt } from './fixtures/lookAt.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
let ana: Page
let ben: Page

const expectBlocks = (words: readonly string[]) => expectBlocksOf([ana, ben], words)

/** What both read, whoever's caret stands in the middle of a word. */
const expectWords = async (there: readonly string[], gone: readonly string[] = []): Promise<void> => {
  for (const page of [ana, ben])
    await expect
      .poll(
        async () => {
          const words = await page.locator('.tiptap').evaluate((editor) => {
            const copy = editor.cloneNode(true) as Element
            for (const caret of copy.querySelectorAll('.caret')) caret.remove()
            return copy.textContent ?? ''
          })
          return there.every((one) => words.includes(one)) && !gone.some((one) => words.includes(one)) ? 'as it should be' : words
        },
        { timeout: 60_000 },
      )
      .toBe('as it should be')
}

/** More often than there is anything to undo: on a slow machine what is typed at once is more than one step. */
const undoAll = async (page: Page): Promise<void> => {
  for (let n = 0; n < 40; n++) await page.keyboard.press('Control+z')
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await openDraftOfTwo(ana, ben)
})
test.afterAll(() => scene?.end())

test('M317 Y31: who edits is named, and a caret with that name stands where they write', async () => {
  await text(ben).click()
  await ben.keyboard.type('Ben was here.')
  await expect(ana.locator('.tiptap .caret-name')).toHaveText('Ben')
  await expect(ana.getByText('Here with you: Ben', { exact: true })).toBeVisible()
  await text(ana).click()
  await ana.keyboard.press('Control+End')
  await ana.keyboard.type(' ')
  await expect(ben.locator('.tiptap .caret-name')).toHaveText('Ana')
  await ana.keyboard.press('Control+a')
  await ana.keyboard.press('Delete')
  await expectBlocks(['P '])
})

test('D7: an undo takes back what one wrote and never what another wrote in it, in a paragraph, a heading and a list', async () => {
  await ana.keyboard.type('We rent the boathouse.')
  await expectBlocks(['P We rent the boathouse.'])
  await ben.locator('.tiptap p').first().click()
  await ben.keyboard.press('End')
  await ben.keyboard.type(' I bring the saws.')
  await expectBlocks(['P We rent the boathouse. I bring the saws.'])
  await pause(ana)
  await ana.keyboard.press('Control+a')
  await ana.getByRole('button', { name: 'Heading 2' }).click()
  await expectBlocks(['H2 We rent the boathouse. I bring the saws.'])
  await ben.locator('.tiptap h2').click()
  await ben.keyboard.press('End')
  await ben.keyboard.type(' Each of them.')
  await expectBlocks(['H2 We rent the boathouse. I bring the saws. Each of them.'])
  await text(ana).focus()
  await undoAll(ana)
  // Everything of hers is gone; what Ben wrote in her heading and in her paragraph stands, for both.
  await expectWords(['I bring the saws.', 'Each of them.'], ['boathouse'])

  await ana.keyboard.press('Control+a')
  await ana.keyboard.press('Delete')
  await expect(text(ben)).toHaveText(/^(\u2060?Ana\u2060?)?$/)
  await pause(ana)
  await ana.keyboard.type('- chairs')
  await expect(ben.locator('.tiptap li')).toContainText('chairs')
  await ben.locator('.tiptap li').click()
  await ben.keyboard.press('End')
  await ben.keyboard.type(' and tables')
  await expect(text(ana)).toContainText('chairs and tables')
  await text(ana).focus()
  await undoAll(ana)
  await expectWords(['and tables'], ['chairs'])
  // And forth again, without a word of Ben's lost on the way.
  for (let n = 0; n < 40; n++) await ana.keyboard.press('Control+Shift+z')
  await expectWords(['and tables'])
  expect([...actor(scene, 'ana').faults, ...actor(scene, 'ben').faults]).toEqual([])
})

test('M291 a draft is renamed, put away and brought back, each for both', async () => {
  const act = async (what: string): Promise<void> => {
    await ana.getByRole('button', { name: 'More about this draft' }).click()
    await ana.getByRole('menuitem', { name: what }).click()
  }
  await act('Rename')
  await ana.getByRole('dialog').getByLabel('Title').fill('Autumn workshop')
  await ana.keyboard.press('Enter')
  for (const page of [ana, ben]) await expect(page.getByRole('heading', { name: 'Autumn workshop', level: 1 })).toBeVisible()
  await act('Put away')
  for (const page of [ana, ben]) await expect(page.getByText('This draft was put away')).toBeVisible()
  await lookAt(ana, 'draft-put-away')
  await ana.getByRole('link', { name: 'Drafts' }).first().click()
  await expect(ana.getByText('No drafts yet')).toBeVisible()
  await ana.getByRole('button', { name: 'Show 1 that was put away' }).click()
  await ana.getByRole('link', { name: /Autumn workshop/ }).click()
  await ana.getByRole('button', { name: 'Bring it back' }).click()
  for (const page of [ana, ben]) await expect(page.getByText('This draft was put away')).toHaveCount(0)
  await expect(text(ana)).toBeVisible()
  await text(ana).click()
})

test('Y32 Y33 Y34: who wrote what, what a session changed, and both ways back, readable in light and dark', async () => {
  await ana.keyboard.press('Control+a')
  await ana.keyboard.press('Delete')
  await expect(text(ben)).toHaveText(/^(\u2060?Ana\u2060?)?$/)
  await ana.getByRole('link', { name: 'Drafts' }).first().click()
  await ana.getByLabel('Title of a new draft').fill('Boathouse')
  await ana.getByRole('button', { name: 'Start a draft' }).click()
  await text(ana).click()
  await ana.keyboard.type('## What it costs')
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('The boathouse is free from June to August. We rent it, and the workshop moves there.')
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('- Rent for three months: 1.2 ETH')
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('Tools and insurance we have')
  await expect(ana.getByText('Saved here', { exact: true })).toBeVisible()
  await ben.getByRole('link', { name: 'Drafts' }).first().click()
  await expect(ben.getByRole('link', { name: /Boathouse/ })).toContainText('1 writer')
  await ben.getByRole('link', { name: /Boathouse/ }).click()
  await expect(text(ben)).toContainText('Tools and insurance')
  // Ben splits her paragraph, adds to it, and deletes her last line.
  await ben.locator('.tiptap p').first().click()
  await ben.keyboard.press('End')
  for (let n = 0; n < 41; n++) await ben.keyboard.press('ArrowLeft')
  await ben.keyboard.press('Enter')
  await ben.keyboard.press('End')
  await ben.keyboard.type(' I bring the saws.')
  await expect(ben.getByText('Saved here', { exact: true })).toBeVisible()
  await expect(async () => {
    await ben.locator('.tiptap li p').last().click({ clickCount: 3 })
    expect(await ben.evaluate(() => getSelection()?.toString())).toBe('Tools and insurance we have')
  }).toPass()
  await ben.keyboard.press('Delete')
  await expect(text(ana)).not.toContainText('Tools and insurance')
  await expect(ben.getByText('Saved here', { exact: true })).toBeVisible()

  await ana.getByRole('link', { name: 'History' }).click()
  const list = ana.getByRole('navigation', { name: 'Editing sessions' })
  const version = ana.getByRole('region')
  await expect(list.getByRole('button')).toHaveCount(3)
  // Who split it is not its author.
  await expect(version.getByRole('button', { name: 'Ana, moved by Ben' })).toBeVisible()
  await expect(version.locator('.blame-run', { hasText: 'I bring the saws.' })).toHaveAttribute('title', /^Ben wrote this/)
  await lookAt(ana, 'authors')

  await list.getByRole('button', { name: /Ben/ }).click()
  await expect(version.locator('ins')).toHaveText(' I bring the saws.')
  await expect(version.locator('del')).toHaveText('Tools and insurance we have')
  await lookAt(ana, 'changes')
  await version.getByRole('button', { name: 'Bring back: Tools and insurance we have' }).click()
  await expect(version.getByRole('status')).toContainText('It stands in the draft again')
  await expect(text(ben)).toContainText('Tools and insurance we have')
  await expect(text(ben)).toContainText('I bring the saws.')

  await list.getByRole('button', { name: /Ana/ }).last().click()
  await ana.getByRole('button', { name: 'Restore this version' }).click()
  await lookAt(ana, 'ask')
  await ana.getByRole('button', { name: 'Restore for everybody' }).click()
  await expect(version.getByRole('status')).toContainText('The draft reads as it did then')
  await expect(text(ben)).not.toContainText('I bring the saws.')
  await expect(text(ben).locator('p').first()).toHaveText(
    'The boathouse is free from June to August. We rent it, and the workshop moves there.',
  )
  // The editor goes on where the text is now.
  await ben.locator('.tiptap p').first().click()
  await ben.keyboard.press('End')
  await ben.keyboard.type(' Good.')
  await ana.getByRole('link', { name: 'Back to the draft' }).click()
  await expect(text(ana)).toContainText('moves there. Good.')

  // The command line tells and does the same.
  const { command } = actor(scene, 'ana').member
  const place = ['Riverside Makers', 'Boathouse'] as const
  const told = (await command('draft', 'history', ...place)) as {
    readonly sessions: readonly { readonly version: string; readonly name: string }[]
  }
  expect(told.sessions.length).toBeGreaterThan(3)
  const first = told.sessions.at(-1)
  expect(first?.name).toBe('Ana')
  expect(JSON.stringify(await command('draft', 'blame', ...place))).toContain(' Good.')
  expect(await command('draft', 'restore', ...place, '--at', first?.version.slice(0, 12) ?? '')).toMatchObject({
    entries: [expect.any(String)],
  })
  await expect(text(ben)).not.toContainText('Good.')
  expect([...actor(scene, 'ana').faults, ...actor(scene, 'ben').faults]).toEqual([])
})

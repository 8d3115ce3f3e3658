import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectBlocksOf, openDraftOfTwo, pause, text } from './fixtures/draftOfTwo.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

let scene: Scene | undefined
let ana: Page
let ben: Page

const expectBlocks = (words: readonly string[]) => expectBlocksOf([ana, ben], words)

test.describe.configure({ mode: 'serial' })
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names: ['ana', 'ben'], signing: 'unasked' })
  ana = actor(scene, 'ana').page
  ben = actor(scene, 'ben').page
  await openDraftOfTwo(ana, ben)
})
test.afterAll(() => scene?.end())

const press = async (page: Page, key: string, times: number): Promise<void> => {
  for (let n = 0; n < times; n++) await page.keyboard.press(key)
}

const emptyDraft = async (): Promise<void> => {
  await text(ana).focus()
  await ana.keyboard.press('Control+a')
  await ana.keyboard.press('Delete')
  await expect(text(ben)).toHaveText(/^(\u2060?Ana\u2060?)?$/)
}

test('Y35: a caret stays between its letters while another writes before it, deletes before it or makes the paragraph a heading', async () => {
  await emptyDraft()
  await ana.keyboard.type('## Costs')
  await expectBlocks(['H2 Costs'])
  const heading = ben.locator('.tiptap h2')
  await heading.click()
  await ben.keyboard.press('Home')
  await ben.keyboard.type('Running ')
  await expectBlocks(['H2 Running Costs'])
  await ana.keyboard.type(' of the rent')
  await expectBlocks(['H2 Running Costs of the rent'])
  // All that stood before it is gone: it stands at the beginning now.
  for (let n = 0; n < ' rent'.length; n++) await ana.keyboard.press('ArrowLeft')
  await ben.keyboard.press('Home')
  for (let n = 0; n < 'Running Costs of the'.length; n++) await ben.keyboard.press('Delete')
  await expectBlocks(['H2  rent'])
  await ana.keyboard.type('Our')
  await expectBlocks(['H2 Our rent'])
  await ben.keyboard.press('Control+a')
  await ben.getByRole('button', { name: 'Heading 3' }).click()
  await expectBlocks(['H3 Our rent'])
  await ana.keyboard.type(' new')
  await expectBlocks(['H3 Our new rent'])
})

/** The caret of a page as a click or a key moves it: the browser tells the editor of it in a later task. */
const moveCaret = `window.moveCaret = (end) => {
  getSelection().selectAllChildren(document.querySelector('.tiptap p'))
  if (end) getSelection().collapseToEnd()
  else getSelection().collapseToStart()
}`

/** What another wrote is read with this, in the task in which the editor gets it; who is where as well, which is not what is meant. */
const readAfter = `{
  const { atob } = window
  window.atob = (text) => {
    const bytes = atob(text)
    if (bytes.includes('"user"')) window.beforeCaret?.()
    else window.beforeWord?.()
    return bytes
  }
}`

test('Y35: a caret that was just moved stays there when another writes, and when a key is pressed', async () => {
  await emptyDraft()
  await ana.keyboard.type('We rent')
  await ben.addInitScript(moveCaret)
  await ben.addInitScript(readAfter)
  await ben.reload()
  await expectBlocks(['P We rent'])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('Home')
  await ben.evaluate(`window.beforeWord = () => {
    document.querySelector('.tiptap').editor.commands.setTextSelection(1)
    window.moveCaret(true)
  }`)
  await ana.keyboard.press('Home')
  await ana.keyboard.type('Here ')
  await expectBlocks(['P Here We rent'])
  await ben.evaluate('window.beforeWord = undefined')
  await ben.keyboard.type('!')
  await expectBlocks(['P Here We rent!'])
  // The move and the key within one task, as on a page that is busy.
  await ben.evaluate(`window.moveCaret(false)
    document.querySelector('.tiptap').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }))`)
  await expectBlocks(['P ', 'P Here We rent!'])
})

test('Y35: a caret that was just moved stays there when the caret of another is drawn', async () => {
  await emptyDraft()
  await ana.keyboard.type('We rent')
  await expectBlocks(['P We rent'])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('Home')
  // Moved right before the first task that drawing the other's caret takes.
  await ben.evaluate(`window.beforeCaret = () => {
    window.beforeCaret = undefined
    const { setTimeout } = window
    window.setTimeout = (act, ...rest) => {
      window.setTimeout = setTimeout
      return setTimeout(() => {
        window.moveCaret(true)
        act()
        window.isDrawn = true
      }, ...rest)
    }
  }`)
  await press(ana, 'ArrowLeft', 3)
  await expect.poll(() => ben.evaluate('window.isDrawn === true')).toBe(true)
  await ben.keyboard.type('!')
  await expectBlocks(['P We rent!'])
})

/** Writes these words at the caret of a page in the moment in which it hears of another, who then had not seen them. */
const writeUnseen = (page: Page, words: string) =>
  page.evaluate(`window.beforeWord = () => {
    window.beforeWord = undefined
    const { view } = document.querySelector('.tiptap').editor
    view.dispatch(view.state.tr.insertText('${words}'))
  }`)

/** What takes a person several keys, at once. */
const edit = (page: Page, act: string) =>
  page.evaluate(`{
    const { editor } = document.querySelector('.tiptap')
    ${act}
  }`)

test('Y36: a caret goes with its letters where another splits, joins or converts their paragraph, and takes along what the other had not seen', async () => {
  await emptyDraft()
  await ana.keyboard.type('one two three')
  await expectBlocks(['P one two three'])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('End')
  await press(ben, 'ArrowLeft', 2)
  await ana.keyboard.press('Home')
  await press(ana, 'ArrowRight', 4)
  await ana.keyboard.press('Enter')
  await expectBlocks(['P one ', 'P two three'])
  await ben.keyboard.type('X')
  await expectBlocks(['P one ', 'P two thrXee'])
  await ana.keyboard.press('Backspace')
  await expectBlocks(['P one two thrXee'])
  await ben.keyboard.type('Y')
  await expectBlocks(['P one two thrXYee'])
  await ana.getByRole('button', { name: 'Heading 1' }).click()
  await expectBlocks(['H1 one two thrXYee'])
  await ben.keyboard.type('Z')
  await expectBlocks(['H1 one two thrXYZee'])

  await writeUnseen(ben, '123')
  await ana.getByRole('button', { name: 'Heading 2' }).click()
  // An attribute alone: nothing was written anew.
  await expectBlocks(['H2 one two thrXYZ123ee'])
  await writeUnseen(ben, '456')
  await ana.getByRole('button', { name: 'Heading 2' }).click()
  await expectBlocks(['P one two thrXYZ123456ee'])
  await writeUnseen(ben, '789')
  await ana.keyboard.press('Enter')
  await expectBlocks(['P one ', 'P two thrXYZ123456789ee'])
  await ben.keyboard.type('!')
  await expectBlocks(['P one ', 'P two thrXYZ123456789!ee'])
  // What the other saw and took out does not come back.
  await edit(
    ana,
    `const at = editor.state.doc.child(0).nodeSize + 1 + 'two thrXYZ'.length
    editor.chain().deleteRange({ from: at, to: at + '123456789!'.length }).setHeading({ level: 1 }).run()`,
  )
  await expectBlocks(['P one ', 'H1 two thrXYZee'])
})

test('Y37: a letter is written where it was typed, also before another of its kind', async () => {
  await emptyDraft()
  await ana.keyboard.type('Costs of rent')
  await expectBlocks(['P Costs of rent'])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('Home')
  await press(ben, 'ArrowRight', 'Costs '.length)
  await ana.keyboard.press('Home')
  await press(ana, 'ArrowRight', 'Costs'.length)
  await ana.keyboard.type(' now')
  await expectBlocks(['P Costs now of rent'])
  await ben.keyboard.type('all ')
  await expectBlocks(['P Costs now all of rent'])
})

test('Y38: an undo leaves the caret where it changed something', async () => {
  await emptyDraft()
  await ana.keyboard.type('## Costs')
  await expectBlocks(['H2 Costs'])
  await pause(ana)
  await ana.keyboard.press('Home')
  await ana.keyboard.type('Running ')
  await pause(ana)
  await ana.keyboard.press('Control+z')
  await expectBlocks(['H2 Costs'])
  await ana.keyboard.type('Our ')
  await expectBlocks(['H2 Our Costs'])
  await pause(ana)
  await ana.keyboard.press('Control+z')
  await ana.keyboard.press('Control+Shift+z')
  await ana.keyboard.type('own ')
  await expectBlocks(['H2 Our own Costs'])
})

test('Y38: where another made the text shorter, all that was written is undone, and what comes after is drawn', async () => {
  await emptyDraft()
  for (const words of ['one', ' two and some words more', ' three']) {
    await ana.keyboard.type(words)
    await pause(ana)
  }
  await expectBlocks(['P one two and some words more three'])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('Home')
  await press(ben, 'Delete', 'one two and some words'.length)
  await ben.keyboard.type('Yes,')
  await expectBlocks(['P Yes, more three'])
  // The library remembers where the caret stood before each step, which is behind the end of the text now.
  await ana.evaluate(`{
    const { commands } = document.querySelector('.tiptap').editor
    commands.undo()
    commands.undo()
  }`)
  await expectBlocks(['P Yes,'])
  await ben.keyboard.type(' do')
  await expectBlocks(['P Yes, do'])
  expect([...actor(scene, 'ana').faults, ...actor(scene, 'ben').faults]).toEqual([])
})

test('Y39: words that are half composed are not torn by what another writes among them', async () => {
  await emptyDraft()
  await ana.keyboard.type('one two three')
  await expectBlocks(['P one two three'])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('End')
  await press(ben, 'ArrowLeft', ' three'.length)
  const line = await ben.context().newCDPSession(ben)
  const compose = (text: string) => line.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  await compose('n')
  await compose('ni')
  await expect(text(ana)).toContainText('ni')
  await ana.keyboard.press('Home')
  await press(ana, 'ArrowRight', 2)
  await ana.keyboard.type('X')
  await expect(ana.getByText('Saved here', { exact: true })).toBeVisible()
  // Time enough to arrive.
  await pause(ben)
  for (const so of ['nih', 'niho']) await compose(so)
  await line.send('Input.insertText', { text: '日本' })
  await expectBlocks(['P onXe two日本 three'])
  await ben.keyboard.type('!')
  await expectBlocks(['P onXe two日本! three'])
})

test('Y41: what another writes at an edge of a selection stays out of it', async () => {
  await emptyDraft()
  await ana.keyboard.type('one two three')
  await expectBlocks(['P one two three'])
  await ben.locator('.tiptap p').click()
  await ben.keyboard.press('Home')
  await press(ben, 'ArrowRight', 'one '.length)
  await press(ben, 'Shift+ArrowRight', 'two'.length)
  await ana.keyboard.press('Home')
  await press(ana, 'ArrowRight', 'one '.length)
  await ana.keyboard.type('of ')
  await expectBlocks(['P one of two three'])
  await press(ana, 'ArrowRight', 'two'.length)
  await ana.keyboard.type(' or')
  await expectBlocks(['P one of two or three'])
  await ben.keyboard.type('2')
  await expectBlocks(['P one of 2 or three'])
  expect([...actor(scene, 'ana').faults, ...actor(scene, 'ben').faults]).toEqual([])
})

test('Y42: what is read stays in its place on the screen while another writes above it', async () => {
  await emptyDraft()
  await edit(ana, `editor.commands.setContent(Array.from({ length: 80 }, (_, n) => '<p>Paragraph ' + n + '</p>').join(''))`)
  await expect(text(ben).locator('p')).toHaveCount(80)
  await ben.locator('.tiptap p').first().click()
  const read = ben.locator('.tiptap p', { hasText: 'Paragraph 60' })
  await read.evaluate((paragraph) => paragraph.scrollIntoView({ block: 'center' }))
  await expect(read).toBeInViewport()
  const topOf = async () => Math.round((await read.boundingBox())?.y ?? -1)
  const before = await topOf()
  await edit(ana, `editor.commands.insertContentAt(0, '<p>Above</p>'.repeat(12))`)
  await expect(text(ben).locator('p')).toHaveCount(92)
  expect(Math.abs((await topOf()) - before)).toBeLessThan(3)
  await ben.evaluate(() => window.scrollTo(0, 0))
})

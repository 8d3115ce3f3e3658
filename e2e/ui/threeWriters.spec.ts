import { expect, test } from '@playwright/test'
import type { Page } from '@playwright/test'
import { expectBlocksOf, openDraftOfTwo, text } from './fixtures/draftOfTwo.ts'
import { actor, openScene } from './fixtures/scene.ts'
import type { Scene } from './fixtures/scene.ts'

const names = ['ana', 'ben', 'cleo'] as const
type Name = (typeof names)[number]

let scene: Scene | undefined
const pageOf = (name: Name): Page => actor(scene, name).page
const pages = (): readonly Page[] => names.map(pageOf)

// Ben and Cleo are connected to Ana only, so that each hears of the other a second or two later.
test.beforeAll(async ({ browser }) => {
  test.setTimeout(360_000)
  scene = await openScene(browser, { names, signing: 'unasked' })
  await openDraftOfTwo(pageOf('ana'), pageOf('ben'), pageOf('cleo'))
})
test.afterAll(() => scene?.end())

const edit = (page: Page, act: string) => page.evaluate(`{ const { editor } = document.querySelector('.tiptap'); ${act} }`)

const blocksOf = (page: Page): Promise<readonly string[]> =>
  text(page).evaluate((editor) => {
    const copy = editor.cloneNode(true) as Element
    for (const caret of copy.querySelectorAll('.caret, .ProseMirror-trailingBreak')) caret.remove()
    return [...copy.querySelectorAll('p, h1, h2, h3')].map(({ textContent }) => textContent ?? '')
  })

/** The same text for all, and all of it kept. */
const atRest = async (): Promise<readonly string[]> => {
  for (const page of pages()) await expect(page.getByText('Saved here', { exact: true })).toBeVisible()
  await expect.poll(async () => new Set((await Promise.all(pages().map(blocksOf))).map((one) => one.join('\n'))).size).toBe(1)
  return blocksOf(pageOf('ana'))
}

const begin = async (paragraphs: readonly string[]): Promise<void> => {
  await edit(pageOf('ana'), `editor.commands.setContent('${paragraphs.map((words) => `<p>${words}</p>`).join('')}')`)
  await expectBlocksOf(
    pages(),
    paragraphs.map((words) => `P ${words}`),
  )
}

/** Puts the caret behind a word. */
const goTo = (name: Name, word: string) =>
  edit(
    pageOf(name),
    `editor.commands.focus()
    editor.state.doc.descendants((node, pos) => {
      const at = node.isText ? node.text.indexOf('${word}') : -1
      if (at >= 0) editor.commands.setTextSelection(pos + at + '${word}'.length)
    })`,
  )

const count = 20
const wordsOf = (name: Name) => Array.from({ length: count }, (_, n) => `${name}${String(n).padStart(3, '0')}`)
const wordsIn = (blocks: readonly string[], name: Name): readonly string[] =>
  blocks.join('\n').match(new RegExp(`${name}\\d{3}`, 'g')) ?? []

/** Each types word after word, and does something after some of them; all at once. */
const writeAll = (then: (name: Name, page: Page, n: number) => Promise<void>) =>
  Promise.all(
    names.map(async (name) => {
      for (const [n, word] of wordsOf(name).entries()) {
        await pageOf(name).keyboard.type(` ${word}`)
        await then(name, pageOf(name), n)
      }
    }),
  )

const expectAll = (blocks: readonly string[]): void => {
  for (const name of names) expect(wordsIn(blocks, name), blocks.join('\n')).toEqual(wordsOf(name))
  for (const name of names) expect(actor(scene, name).faults).toEqual([])
}

test('Y36 Y44 three who each split, join and convert a paragraph of their own lose no word, and all read the same', async () => {
  await begin(['one of ana', 'two of ben', 'three of cleo'])
  for (const name of names) await goTo(name, name)
  await writeAll(async (name, page, n) => {
    const turn = (n + names.indexOf(name)) % 5
    if (turn === 1) await page.keyboard.press('Enter')
    if (turn === 2) await page.getByRole('button', { name: 'Heading 2' }).click()
    if (turn === 3) {
      await page.keyboard.press('Enter')
      await page.keyboard.press('Backspace')
    }
  })
  expectAll(await atRest())
})

test('Y35 Y36 Y44 three in one paragraph, which one of them splits and converts all the time, lose no word, each whole and in its order', async () => {
  await begin(['one two three four five six seven eight nine ten'])
  await goTo('ana', 'two')
  await goTo('ben', 'five')
  await goTo('cleo', 'nine')
  await writeAll(async (name, page, n) => {
    if (name !== 'ana') return
    if (n % 3 === 1) await page.keyboard.press('Enter')
    if (n % 3 === 2) await page.getByRole('button', { name: 'Heading 2' }).click()
  })
  const blocks = await atRest()
  expectAll(blocks)
  // Carets stood where their owners put them: each wrote behind its word, in one piece.
  const whole = blocks.join(' ')
  for (const [name, word] of [
    ['ben', 'five'],
    ['cleo', 'nine'],
  ] as const)
    expect(whole).toContain([word, ...wordsOf(name)].join(' '))
})

test('D7 what each of three undoes is its own, while the others write on', async () => {
  await begin(['one of ana', 'two of ben', 'three of cleo'])
  for (const name of names) await goTo(name, name)
  await writeAll(async (name, page, n) => {
    if (name !== 'ana' && n % 4 === 3) await page.keyboard.press('Enter')
  })
  expectAll(await atRest())
  await Promise.all((['ben', 'cleo'] as const).map((name) => edit(pageOf(name), 'for (let n = 0; n < 200; n++) editor.commands.undo()')))
  const blocks = await atRest()
  expect([wordsIn(blocks, 'ana'), wordsIn(blocks, 'ben'), wordsIn(blocks, 'cleo')]).toEqual([wordsOf('ana'), [], []])
})

test('Y36 several paragraphs pasted and a selection replaced by one of three take nothing from the others', async () => {
  await begin(['one of ana', 'two of ben', 'three of cleo'])
  for (const name of names) await goTo(name, name)
  await writeAll(async (name, page, n) => {
    if (name === 'cleo' && n % 5 === 2) await edit(page, `editor.commands.insertContent('<p>pasted</p><p>and more</p>')`)
    if (name !== 'ben' || n % 5 !== 4) return
    for (let k = 0; k < 2; k++) await page.keyboard.press('Control+Shift+ArrowLeft')
    await page.keyboard.type(
      wordsOf(name)
        .slice(n - 1, n + 1)
        .join(' '),
    )
  })
  expectAll(await atRest())
})

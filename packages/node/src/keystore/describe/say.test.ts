import { expect, test } from 'vitest'
import { inert } from '../../words/inert.ts'
import { inWords, legible, quoted, quotedJson, say } from './say.ts'

test('M308 E1: whatever shows nothing of itself is marked in names and titles, and what is seen stays as it is', () => {
  const hidden = [
    0x3164, 0x2800, 0x115f, 0x1160, 0xffa0, 0x034f, 0x180e, 0x2060, 0x200b, 0xad, 0x202e, 0x17b4, 0xe0041, 0xfe00, 0x1d159, 0x07,
  ]
  for (const code of hidden) {
    const name = `Ann${String.fromCodePoint(code)}`
    expect([quoted(name), inert(name), legible(name)]).toEqual(['“Ann·”', 'Ann·', 'Ann·'])
  }
  for (const name of ['Ann Öz', '漢字 한글', 'שלום', 'नमस्ते', 'Fête ❤️ 1️⃣', '🇨🇭 ☀︎']) expect(quoted(name)).toBe(`“${name}”`)
})

test('M309 E1 E2: a name cannot end its quotation and go on in the words of the app', () => {
  const hostile = 'Fence” is paid to Ann. Then 5 ETH go to “nobody'
  const { text } = inWords(say('sign.step.bounty', 'The bounty {title}.', { title: quoted(hostile) }), 'ETH')
  expect(text).toBe('The bounty “Fence’ is paid to Ann. Then 5 ETH go to ‘nobody”.')
  for (const mark of ['“', '”', '„', '‟', '"', '＂', '«', '»', '〝', '〞', '❝', '❞', '″', 'ʺ', "''", '’’']) {
    const inner = quoted(`a${mark}b`).slice(1, -1)
    expect(inner).toMatch(/^a['‘’]b$/u)
  }
  expect(quoted("Ann's")).toBe("“Ann's”")
  // Straight marks are the form of what a machine wrote; those that people read as ours are not.
  expect(quotedJson(['x” and “y'], (_, inner) => inner)).toBe('“["x’ and ‘y"]”')
})

import { utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { bytesAt, stringsWriter, textAt } from './texts.ts'

const texts = ['note/ab', '', '漢字'.repeat(700), '\ud800 alone', '👩‍🚀', 'a'.repeat(5_000), 'Fête']

test('L28 texts are written in place, whatever room was guessed for them, and read as they were', () => {
  for (const size of [0, 1_024, 1_000_000]) {
    const writer = stringsWriter(texts.length + 1, size)
    for (const text of texts) writer.addText(text)
    writer.add(Uint8Array.of(1, 2, 3))
    const strings = writer.done()
    for (const [i, text] of texts.entries()) expect(bytesAt(strings, i)).toEqual(utf8(text))
    expect(textAt(strings, 2)).toBe(texts[2])
    expect(bytesAt(strings, texts.length)).toEqual(Uint8Array.of(1, 2, 3))
  }
})

test('L56 where the size was told one buffer takes all of it', () => {
  const keys = Array.from({ length: 2_000 }, (_, i) => `register/${i}`)
  const size = keys.reduce((sum, { length }) => sum + length, 0)
  const writer = stringsWriter(keys.length, size)
  for (const key of keys) writer.addText(key)
  const { bytes } = writer.done()
  expect([bytes.length, bytes.buffer.byteLength]).toEqual([size, size])
})

import type { PollCloseId, PollId } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash32 } from '../fixtures/dao.ts'
import { readAnchor, writeAnchor } from './anchorText.ts'
import { isUnderRoot, pollProof, pollsRoot } from './pollsRoot.ts'

const leaf = (n: number) => ({ poll: hash32(`poll ${n}`) as PollId, close: hash32(`close ${n}`) as PollCloseId })
const leaves = (count: number) => Array.from({ length: count }, (_, i) => leaf(i))
const words = { question: 'Where?', options: ['Garden', 'Mill'], result: ['3', '0'] }

test('U7: every leaf is proven under the root, nothing else is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 33 }), fc.nat(), fc.nat(), (count, one, step) => {
      const all = leaves(count)
      const root = pollsRoot(all)
      expect(pollsRoot(all.toReversed())).toBe(root)
      const mine = all[one % count] ?? leaf(0)
      const proof = pollProof(all, mine) ?? []
      expect(isUnderRoot(root, mine, proof)).toBe(true)
      expect(isUnderRoot(root, { ...mine, close: leaf(99).close }, proof)).toBe(false)
      expect(isUnderRoot(root, leaf(99), proof)).toBe(false)
      const bent = proof.map((at, i) =>
        i === step % Math.max(1, proof.length) ? { ...at, side: at.side === 'left' ? ('right' as const) : ('left' as const) } : at,
      )
      if (proof.length > 0) expect(isUnderRoot(root, mine, bent)).toBe(false)
      expect(pollProof(all, leaf(99))).toBe(null)
    }),
    { numRuns: 60 },
  )
})

test('U7: no other list of polls has the same root, a repeated or missing one neither', () => {
  const lists = [leaves(1), leaves(2), leaves(3), [...leaves(3), leaf(2)], leaves(4), [leaf(0), leaf(1), leaf(3)], []]
  expect(new Set(lists.map(pollsRoot)).size).toBe(lists.length)
})

test('U7: the text of an anchor is read back, whatever order the polls came in', () => {
  const polls = leaves(5).map((one) => ({ ...one, ...words }))
  const text = writeAnchor(polls.toReversed())
  expect(text).toBe(writeAnchor(polls))
  expect(readAnchor(text)).toEqual({ root: pollsRoot(polls), leaves: leaves(5).toSorted((a, b) => (a.poll < b.poll ? -1 : 1)) })
  expect(text).toContain('- Garden: 3')
})

test('U7/E1: a question cannot pass for the block, and words around it change nothing', () => {
  const forged = writeAnchor([{ ...leaf(7), ...words }])
  const question = `Where?\n\n${forged}`
  const text = writeAnchor([{ ...leaf(1), ...words, question, options: ['[x](javascript:alert(1))', '<b>'] }])
  expect(readAnchor(text)?.leaves).toEqual([leaf(1)])
  expect(text.split('\n').filter((line) => line.startsWith('```'))).toHaveLength(2)
  expect(text).not.toMatch(/[^\\]<b>|[^\\]\[x\]/)
})

test('U7/D9: anything but exactly such a block is none', () => {
  const good = writeAnchor(leaves(3).map((one) => ({ ...one, ...words })))
  const lines = good.split('\n')
  const [first = '', second = ''] = lines.filter((line) => /^[0-9a-f]{64} /.test(line))
  for (const broken of [
    '',
    'Just words.',
    `${good}more`,
    good.trimEnd(),
    good.replace('root 0x', 'root 0y'),
    good.replace(/root 0x./, 'root 0x'),
    good.replace(first, second),
    good.replace(`${first}\n`, ''),
    good.replace(`${first}\n${second}`, `${second}\n${first}`),
    good.replace(first, `${first} more`),
    good.replace(first, first.slice(0, 64)),
    good.replace('```daomesh-polls', '```other'),
    good.replace('```daomesh-polls', 'x```daomesh-polls'),
    `\`\`\`daomesh-polls\nroot ${pollsRoot([])}\n\`\`\`\n`,
  ])
    expect([broken, readAnchor(broken)]).toEqual([broken, null])
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.string({ minLength: 1, maxLength: 3 }), (at, text) => {
      expect(() => readAnchor(good.slice(0, at) + text + good.slice(at + 1))).not.toThrow()
    }),
    { numRuns: 200 },
  )
})

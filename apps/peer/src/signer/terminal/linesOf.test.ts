import { expect, test } from 'vitest'
import { linesOf } from './linesOf.ts'

test('Q6 the terminal shows the whole text, and the answer and its effects right above the question', () => {
  const words = {
    title: 'Sign your ballot',
    groups: [
      { head: 'Your vote: FOR “A”.', lines: ['Pays 1 ETH to 0x1.'], details: ['Decision 12.'], text: `first\n${'x'.repeat(5_000)}` },
      { head: 'Anyone can use it.', lines: [], details: ['Chain 1.'], text: null },
    ],
    short: 'abcd abcd … abcd',
    context: { amounts: ['1000 units are 1 X.'] },
  }
  expect(linesOf(words)).toEqual([
    '── Text of the proposal',
    '   Your vote: FOR “A”.',
    '   │ first',
    `   │ ${'x'.repeat(5_000)}`,
    '',
    '── Sign your ballot',
    '   Your vote: FOR “A”.',
    '     Pays 1 ETH to 0x1.',
    '     Decision 12.',
    '   Anyone can use it.',
    '     Chain 1.',
    '── What the node says of the tokens, unproven',
    '   1000 units are 1 X.',
    '   hash of what is signed: abcd abcd … abcd',
  ])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { to0x } from '../bytes.ts'
import { address, decisionId } from '../ids.ts'
import { fittingTogether, packTogether, type SignedAnswer, togetherSheet, unpackTogether } from './togetherSignature.ts'

const [member, outer] = [address.parse(`0x${'11'.repeat(20)}`), address.parse(`0x${'22'.repeat(20)}`)]
const hex = (least: number, most: number) => fc.uint8Array({ minLength: least, maxLength: most }).map(to0x)
const answerOf: fc.Arbitrary<SignedAnswer> = fc.record({
  decision: hex(32, 32).map((text) => decisionId.parse(text)),
  support: fc.integer({ min: 0, max: 2 }),
  revision: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  signature: hex(0, 90),
})

test('P101 several answers are read back as they were packed, and nothing shorter or longer is read as any', () => {
  fc.assert(
    fc.property(fc.array(answerOf, { minLength: 2, maxLength: 6 }), fc.nat(), (answers, cut) => {
      const packed = packTogether(outer, answers)
      expect(unpackTogether(packed)).toEqual({ outer, answers })
      expect(unpackTogether(`${packed}00`)).toBeNull()
      const bytes = (packed.length - 2) / 2
      expect(unpackTogether(`0x${packed.slice(2, 2 + 2 * (cut % bytes))}`)).toBeNull()
    }),
    { numRuns: 200 },
  )
})

test('P101 R28 the sheet has the choices in order and the least revision, and neither one answer nor another first word is this form', () => {
  const answer = (revision: bigint, support: number): SignedAnswer => ({
    decision: decisionId.parse(`0x${revision.toString(16).padStart(64, '0')}`),
    support,
    revision,
    signature: '0xabcd',
  })
  const answers = [answer(9n, 1), answer(4n, 0), answer(6n, 2)]
  expect(togetherSheet(member, answers)).toEqual({
    member,
    revision: 4n,
    choices: answers.map(({ decision, support }) => ({ decision, support, votes: 0n })),
  })
  expect(() => packTogether(outer, answers.slice(0, 1))).toThrow('INPUT_INVALID')
  const packed = packTogether(outer, answers)
  // Behind 32 zeros, the outer DAO and the number of answers.
  expect(packed.slice(0, 2 + 2 * 53)).toBe(`0x${'00'.repeat(32)}${'22'.repeat(20)}03`)
  expect(unpackTogether(`0x01${packed.slice(4)}`)).toBeNull()
})

test('P101 what does not fit two bytes of length is left out from the end, and refused where it is packed', () => {
  const long = Array.from({ length: 5 }, (_, i): SignedAnswer => ({
    decision: decisionId.parse(`0x${'ab'.repeat(32)}`),
    support: 1,
    revision: BigInt(i),
    signature: to0x(new Uint8Array(16 * 1024)),
  }))
  expect(fittingTogether(long)).toBe(3)
  expect((packTogether(outer, long.slice(0, 3)).length - 2) / 2).toBeLessThanOrEqual(0xffff)
  expect(() => packTogether(outer, long)).toThrow('INPUT_INVALID')
  const one = { ...(long[0] as SignedAnswer), signature: '0x' as const }
  expect(fittingTogether(Array.from({ length: 300 }, () => one))).toBe(255)
})

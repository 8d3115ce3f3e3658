import { address, zeroAddress } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { decidedStep } from './bringDecided.ts'

const somebody = address.parse(`0x${'e3'.repeat(20)}`)
const absent = { status: 'absent', recordable: false } as const
const open = { status: 'open', enactable: false, decision: { executor: zeroAddress }, record: absent } as const

test('M281 M273 what the members decided is enacted, recorded or executed, as far as it stands; what is withdrawn, or another account sends, is left', () => {
  expect(decidedStep(open)).toBeNull()
  const standing = [
    [{ ...open, status: 'decisive', enactable: true }, 'enact'],
    [{ ...open, status: 'passing', record: { status: 'absent', recordable: true } }, 'record'],
    [{ ...open, status: 'executable', record: { status: 'executable', recordable: false } }, 'execute'],
  ] as const
  for (const [row, step] of standing) {
    expect(decidedStep(row)).toBe(step)
    expect(decidedStep({ ...row, status: 'withdrawn' })).toBeNull()
    // It would be refused, and what comes after it would wait.
    expect(decidedStep({ ...row, decision: { executor: somebody } })).toBeNull()
  }
})

import { expect, test } from 'vitest'
import { nextStep } from './nextStep.ts'

const decision = `0x${'ab'.repeat(32)}`

test('C12 a proposal that is decided and not carried out names the command that does it', () => {
  for (const ready of ['enact', 'record', 'execute'] as const)
    expect(nextStep({ ready, decision })).toBe(`anybody can: daomesh proposal ${ready} DAO 0xabababababababab`)
  expect(nextStep({ ready: null, decision })).toBeNull()
})

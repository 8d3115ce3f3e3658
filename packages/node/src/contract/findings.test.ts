import { expect, test } from 'vitest'
import { findings, type FindingText } from './findings.ts'

test('M294 what to do is said without a terminal: a command stands beside it, and one of somebody else’s app beside its screen', () => {
  for (const [code, found] of Object.entries(findings)) {
    const { remedy, command }: FindingText = found
    expect([code, /daomesh |chmod /.test(remedy) && !remedy.includes('screen')]).toEqual([code, false])
    if (command !== undefined) expect([code, command]).toEqual([code, expect.stringMatching(/^(daomesh|chmod) [a-z]/)])
  }
  const { remedy, command }: FindingText = findings.CHAIN_OFF
  expect([remedy, command]).toEqual(['Switch it on.', 'daomesh network online'])
})

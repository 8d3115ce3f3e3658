import { findings, type FindingCode, type FindingText } from '@daomesh/node/contract'
import { expect, test } from 'vitest'
import { actOf } from './actOf.ts'

/** What runs on this machine and is no business of a screen: files of the home, and the logs. */
const onlyInTerminal = new Set<string>(['HOME_OPEN', 'NODE_SILENT', 'NODE_ABSENT', 'DIAL_UNCLEAR', 'SPACE_NOT_SHARED'])

/** What the app asks before any of its screens stands: the account of this home. */
const askedFirst = new Set<string>(['IDENTITY_UNCHOSEN'])

test('M294 whatever a command of this node would do about a finding, the app does by a button or on a screen', () => {
  const withCommand = Object.entries(findings).filter(([, found]) => (found as FindingText).command !== undefined)
  expect(withCommand.length).toBeGreaterThan(8)
  for (const [code] of withCommand)
    if (!onlyInTerminal.has(code) && !askedFirst.has(code)) expect([code, actOf(code as FindingCode)]).toEqual([code, expect.any(String)])
  expect([actOf('CHAIN_OFF'), actOf('IDENTITY_LOCKED'), actOf('DISK_FULL')]).toEqual(['chainOn', 'signer', null])
})

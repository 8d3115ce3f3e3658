import { finding } from '@daomesh/node/contract'
import { address, spaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { diagnosisText, withWords } from './diagnosis.ts'

test('V9 what a finding asks for is followed by the command that does it, where there is one', () => {
  const words = withWords({
    at: 0,
    findings: [finding('TRANSACTION_FUNDS', { transaction: 'tx-7' }), finding('IDENTITY_LOCKED')],
    members: [],
  })
  expect(words.findings.map(({ command }) => command)).toEqual(['daomesh chain drop tx-7', null])
  const text = diagnosisText(words)
  expect(text).toContain('go on.\n         $ daomesh chain drop tx-7\n')
  expect(text.match(/\$/g)).toHaveLength(1)
})

test('V9 M382 a person of whom the same is said in several spaces is told of once', () => {
  const ben = { account: address.parse(`0x${'be'.repeat(20)}`), name: 'Ben', devices: [], seen: false, findings: [finding('CHAIN_OFF')] }
  const inSpace = (spaceName: string, i: number) => ({ ...ben, space: spaceId.parse(`${i}`.repeat(64)), spaceName })
  const rows = [inSpace('Mill', 1), { ...inSpace('Barn', 2), seen: true, findings: [] }, inSpace('Weir', 3), inSpace('Mill', 4)]
  const text = diagnosisText(withWords({ at: 0, findings: [], members: rows }))
  expect(text.match(/^(seen|NOT SEEN).*$/gm)).toEqual(['NOT SEEN Ben in Mill, Weir', 'seen     Ben in Barn'])
  expect(text.match(/CHAIN_OFF/g)).toHaveLength(1)
})

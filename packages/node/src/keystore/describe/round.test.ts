import { encodeRound, projectsHashOf, roundsAddress } from '@daomesh/chain'
import { address, type Round, type RoundAction } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { describeRound, roundPayees } from '../../words/describeRound.ts'
import { describeCall } from './transaction.ts'
import { inWords } from './say.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const projects = [{ payee: at('71'), contentHash: `0x${'ab'.repeat(32)}` as const }]
const round: Round = {
  confederation: at('e1'),
  token: at('00'),
  closesAt: 1_900_000_000,
  finaliseBy: 1_900_100_000,
  minimum: 5n,
  capBps: 2_500,
  projectsHash: projectsHashOf(projects),
  contentHash: `0x${'cd'.repeat(32)}`,
  nonce: 0n,
}
const wordsOf = (action: RoundAction, target = roundsAddress()): readonly string[] => {
  const { value, data } = encodeRound(target, action)
  return describeCall({ target, value, data }).map((saying) => inWords(saying, 'ETH').text)
}

test('M171 E2 what is asked of the contract of rounds is said in words before it is signed, and only of that contract', () => {
  const [opens, paid, about = ''] = wordsOf({ kind: 'open', round, projects })
  expect(opens).toBe('Opens a round of 1 project(s); the pool matches each with at most 25 % of it.')
  expect(paid).toContain('Project 1 is paid at 0x7171')
  expect(about).toContain('gifts until 2030-03-17 17:46 UTC, counted until 2030-03-18 21:33 UTC, at least 0.000000000000000005 ETH.')
  const opening = encodeRound(roundsAddress(), { kind: 'open', round, projects })
  expect(roundPayees({ target: roundsAddress(), data: opening.data })).toEqual([{ name: 'payee 1', value: at('71') }])
  expect(roundPayees({ target: at('99'), data: opening.data })).toEqual([])
  const gift = { kind: 'contribute', round, seat: 2, place: null, project: 0, amount: 10n ** 18n } as const
  expect(wordsOf(gift)[0]).toBe('Gives 1 ETH to project 1 of a round, for seat 2 of the confederation.')
  const others: readonly RoundAction[] = [
    { kind: 'fund', round, amount: 7n },
    { kind: 'callOff', round },
    { kind: 'finalise', round },
    { kind: 'payout', round, projects, which: [0] },
    { kind: 'refund', round, account: at('71') },
    { kind: 'refundPool', round, numbers: [0] },
    { kind: 'claim', vault: at('00'), account: at('71'), recipient: at('00') },
  ]
  for (const action of others) {
    const { value, data } = encodeRound(roundsAddress(), action)
    expect(describeRound({ target: roundsAddress(), data })?.key).toBe(`call.round.${action.kind}`)
    expect(describeCall({ target: roundsAddress(), value, data })[0]?.key).toBe(`sign.round.${action.kind}`)
    // The same bytes at another address are somebody else's.
    expect(describeRound({ target: at('99'), data })).toBeNull()
    expect(wordsOf(action, at('99')).join(' ')).not.toContain('round')
  }
})

import { mishaps } from '../faults/mishap.ts'
import { draftWritings } from '../hostile/draftWritings.ts'
import { writings } from '../hostile/writings.ts'
import type { YearResult } from './runYear.ts'
import { mostMembers, type Script } from './script.ts'
import { stepNames } from './steps.ts'

/** Everything that can go wrong or be done in a DAO-year, by the names under which it is counted. A kind that never occurs proves nothing. */
export const menu = {
  faults: [
    ...Object.keys(mishaps),
    'message loss',
    'message duplication',
    'message reorder',
    'partition',
    'wrong clock',
    'crash at a commit',
    'commit refused',
    'unflushed commits lost',
    'plug pulled',
    'transactions taken out of the chain',
    'transactions lost in a reorganisation',
    'roster changed past one behind',
    'left',
    'removed by decision',
    'seat added',
    'newcomer',
    'newcomer who waited',
    'second device',
    'device unlinked',
    'backup restored',
    'two histories',
    'odd records',
    'key hoarded',
    'stranger',
    'decision recorded',
    'record challenged',
    'recorded decision carried out',
    'deleted text brought back',
  ],
  steps: [
    ...stepNames,
    ...[
      'accept',
      'acceptLeaf',
      'contest',
      'default',
      'deliver',
      'free',
      'object',
      'payout',
      'redirect',
      'refund',
      'release',
      'rule',
      'settle',
      'split',
    ].map((move) => `on a bounty: ${move}`),
  ],
  lies: [
    ...Object.keys(writings),
    ...Object.keys(draftWritings),
    'two histories',
    'key hoarded',
    'noise on sync',
    'a record that leaves ballots out',
    'writes after leaving',
    'writes with a lost device',
    'stranger: a record again',
    'stranger: a record again, not under the key',
    'stranger: broken bytes',
    'stranger: broken bytes, not under the key',
    'stranger: noise on sync',
  ],
  checks: [
    'D1 nothing foreign is stored',
    'D3 two histories are seen as two',
    'D4 no silent fork',
    'D5 a removal cuts',
    'D11 equal state hash at equal cut and set on every member',
    'D11 replay equals live',
    'D11 same drafts',
    'D11 same proposals',
    'D11 same records and verdicts',
    'D12 equal hash at the lower common cut',
    'D12 no false alarm',
    'K1 what was acknowledged survives',
    'a retried request acts once',
    'a sent transaction fails only for a cause',
    'a stranger moves no bounty',
    'acknowledged by one is present on all',
    'acknowledged text is in the draft',
    'all nodes agree on bounties',
    'an accepted leaf is paid',
    'chain outcome equals the pure rule',
    'conservation of money',
    'everything is judged at rest',
    'leaves get what their splits had',
    'no bounty pays more than came in for it',
    'no honest peer is penalised',
    'no time frees leaf money',
    'no unforeseen error',
    'no unforeseen refusal',
    'nothing is enacted twice',
    'nothing is paid twice',
    'own ballots reach an open record',
    'progress',
    'recorded outcome equals the plain rule',
    'the chain decides what is final',
    'the chain fixes the roster',
    'the escrow holds what its bounties hold',
    'the treasury holds what was paid in and not paid out',
  ],
} as const satisfies Readonly<Record<'faults' | 'steps' | 'lies' | 'checks', readonly string[]>>

/** In so many whole years each kind occurs, the rarest about five times. */
export const enoughYears = 10

const isWhole = ({ size, weeks, calm, members }: Script): boolean => size === mostMembers && members.length === size && weeks >= 52 && !calm

/** What of the menu never occurred in these years; nothing where they are too few or too small to tell. */
export const missingFrom = (lived: readonly { readonly script: Script; readonly year: YearResult }[]): readonly string[] => {
  const whole = lived.flatMap(({ script, year }) => (isWhole(script) ? [year] : []))
  if (whole.length < enoughYears) return []
  return (['faults', 'steps', 'lies', 'checks'] as const).flatMap((what) =>
    menu[what].filter((kind) => whole.every((year) => (year[what][kind] ?? 0) === 0)).map((kind) => `${what}: ${kind}`),
  )
}

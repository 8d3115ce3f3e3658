import { beforeAll, expect, test } from 'vitest'
import { warmUp } from '../warmUp.ts'
import { otherDeviceOf } from './devices.ts'
import { runYear } from './runYear.ts'
import type { Script, Session } from './script.ts'
import type { StepName } from './steps.ts'

beforeAll(warmUp)

const members = ['ada', 'ben', 'cleo', 'dan']
const laptop = otherDeviceOf('cleo')
const week = 7 * 24 * 3_600_000

const sessionOf = (id: number, awake: readonly string[], steps: readonly (readonly [who: string, what: StepName])[]): Session => ({
  id,
  at: (id + 1) * week,
  awake,
  steps: steps.map(([who, what], i) => ({ id: `${id}.${i}`, what, who, gap: 2_000 })),
})

const life = (seed: string): Script => ({
  size: 4,
  seed,
  members,
  newcomer: 'eve',
  skews: {},
  calm: true,
  weeks: 6,
  days: 42,
  sessions: [
    sessionOf(0, members, [
      ['ada', 'openDraft'],
      ['cleo', 'secondDevice'],
      ['ben', 'propose'],
    ]),
    sessionOf(
      1,
      [laptop, 'ada', 'ben'],
      [
        [laptop, 'editDraft'],
        [laptop, 'voteOnAll'],
        [laptop, 'propose'],
      ],
    ),
    sessionOf(2, [...members, laptop], [['ben', 'newSeat']]),
    sessionOf(
      3,
      ['eve', 'dan', laptop],
      [
        ['eve', 'voteOnAll'],
        ['eve', 'editDraft'],
        ['eve', 'comment'],
      ],
    ),
    sessionOf(
      4,
      [...members, 'eve', laptop],
      [
        ['cleo', 'editDraft'],
        ['cleo', 'lostDevice'],
        ['eve', 'propose'],
      ],
    ),
    sessionOf(
      5,
      [...members, 'eve', laptop],
      [
        ['eve', 'editDraft'],
        ['ada', 'voteOnAll'],
        ['cleo', 'editDraft'],
      ],
    ),
  ],
})

// The first of them opens the DAO before the decision and waits, the other one after it.
test.each([
  ['1', 'newcomer who waited'],
  ['3', 'newcomer'],
])(
  'M22 M40 D5 in a year (%s) a second device comes and is lost, a %s lives on with the others, and all agree',
  async (seed, came) => {
    const { failure, faults, rests } = await runYear(life(seed))
    expect(failure).toBeNull()
    expect(faults).toMatchObject({ 'second device': 1, 'seat added': 1, [came]: 1, 'device unlinked': 1 })
    expect(rests).toBe(6)
  },
  120_000,
)

import { memberKinds } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { NodeContext } from '../context.ts'
import type { DaoSpace } from '../spaces/space.ts'
import { pauseInTurn } from './pauseInTurn.ts'

const [mill, ford, ada, ben, jon] = ['a1', 'a2', '01', '02', '03'].map((byte) => `0x${byte.repeat(20)}`) as [
  string,
  string,
  string,
  string,
  string,
]

/** The pause of one account in a DAO of two DAOs, in milliseconds. `seated`: somebody has a seat of its own there. */
const pauseOf = async (account: string, seated: readonly string[] = [], hears?: readonly string[]): Promise<number> => {
  const waits: number[] = []
  const node = {
    account: { current: () => account },
    adapters: {
      random: { bytes: () => Uint8Array.of(10) },
      clock: {
        now: () => 0,
        setTimer: (done: () => void, wait: number) => {
          waits.push(wait)
          done()
          return () => undefined
        },
      },
    },
  } as unknown as NodeContext
  const members = [
    ...[mill, ford].map((one) => ({ account: one, kind: memberKinds.contract })),
    ...seated.map((one) => ({ account: one, kind: memberKinds.key })),
  ]
  const space = {
    view: () => ({
      members: new Set(members.map((one) => one.account)),
      through: new Map([
        [ben, ford],
        [ada, mill],
      ]),
    }),
    chainState: () => ({
      rosterEpoch: 0,
      exited: new Set(),
      burned: new Map(),
      rosters: [{ members: members.map((one) => ({ ...one, power: 1n, shares: 1n })) }],
    }),
  } as unknown as DaoSpace
  await (hears === undefined ? pauseInTurn(node, space) : pauseInTurn(node, space, (one) => hears.includes(one)))
  expect(waits).toHaveLength(1)
  return waits[0] ?? -1
}

test('M245 where all members are DAOs their people ask one after the other, and behind those who have seats', async () => {
  expect([await pauseOf(ada), await pauseOf(ben)]).toEqual([200, 2_200])
  expect([await pauseOf(ada, [jon]), await pauseOf(ben, [jon])]).toEqual([2_200, 4_200])
  // Who has a seat pauses by chance, and never as long as the first of the others.
  expect(await pauseOf(jon, [jon])).toBe(280)
  // Nobody waits for those who cannot know of it.
  expect([await pauseOf(ben, [jon], [ben]), await pauseOf(ben, [jon], [ada, ben])]).toEqual([200, 2_200])
})

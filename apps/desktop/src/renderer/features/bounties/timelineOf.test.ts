import { expect, test } from 'vitest'
import { timelineOf } from './timelineOf.ts'

type Read = Parameters<typeof timelineOf>[0]
const whole = { node: `0x${'1'.repeat(64)}` } as const
const base: Read = {
  status: 'funded',
  releasedAt: 0,
  times: { fundedAt: 10, deliveredAt: 0 },
  deadlines: { fundBy: 0, deliverBy: 90, reviewEnd: 0, windowEnd: 0 },
  objections: [],
  leaves: [],
  margins: [whole],
  safe: true,
}
const words = (bounty: Partial<Read>) =>
  timelineOf({ ...base, ...bounty }).map(({ step, state, at }) => `${step} ${state}${at === null ? '' : ` ${at}`}`)
const objection: Read['objections'][number] = {
  node: null,
  objectedAt: 30,
  contestBy: 40,
  contestedAt: 0,
  ruleBy: 0,
  ruledAt: 0,
}

test('what is next is marked with the time until which it may be done, what is done with the time at which it was', () => {
  const unpaid = { status: 'none', times: { fundedAt: 0, deliveredAt: 0 }, deadlines: { ...base.deadlines, fundBy: 5 } } as const
  expect(words(unpaid)).toEqual(['agreed done', 'funded now 5', 'delivered ahead 90', 'reviewed ahead', 'released ahead'])
  expect(words({})).toEqual(['agreed done', 'funded done 10', 'delivered now 90', 'reviewed ahead', 'released ahead'])
  const delivered = {
    status: 'delivered',
    times: { fundedAt: 10, deliveredAt: 20 },
    deadlines: { ...base.deadlines, reviewEnd: 50 },
  } as const
  expect(words(delivered)).toEqual(['agreed done', 'funded done 10', 'delivered done 20', 'reviewed now 50', 'released ahead'])
})

test('a split that is not on the chain yet is still to come, and parts are counted as they are paid', () => {
  const two: Partial<Read> = { margins: [whole, whole, whole], leaves: [{ state: 'paid' }, { state: 'payable' }] }
  expect(words({ ...two, safe: false })).toContain('split now')
  expect(words({ ...two })).toContain('split done')
  const released = { ...two, status: 'released', releasedAt: 60, times: { fundedAt: 10, deliveredAt: 20 } } as const
  expect(words(released)).toEqual([
    'agreed done',
    'funded done 10',
    'split done',
    'delivered done 20',
    'reviewed done',
    'released done 60',
    'paid now',
  ])
})

test('an objection takes the place of the review, and says whose turn it is', () => {
  const objected = { status: 'objected', times: { fundedAt: 10, deliveredAt: 20 } } as const
  expect(words({ ...objected, objections: [objection] })).toEqual([
    'agreed done',
    'funded done 10',
    'delivered done 20',
    'objected done 30',
    'contested now 40',
    'released ahead',
  ])
  const contested = { ...objection, contestedAt: 35, ruleBy: 70 }
  expect(words({ ...objected, objections: [contested] }).slice(4)).toEqual(['contested done 35', 'ruled now 70', 'released ahead'])
  const ruled = { ...contested, ruledAt: 60 }
  expect(words({ ...objected, objections: [ruled] }).slice(5)).toEqual(['ruled done 60', 'released now'])
  expect(words({ ...objected, status: 'released', releasedAt: 61, objections: [ruled] }).slice(4)).toEqual([
    'contested done 35',
    'ruled done 60',
    'released done 61',
  ])
})

test('what was cancelled ended there; what was never delivered goes back without a review', () => {
  expect(words({ status: 'cancelled' })).toEqual(['agreed done', 'ended failed'])
  expect(words({ status: 'released', releasedAt: 95 })).toEqual(['agreed done', 'funded done 10', 'released done 95'])
})

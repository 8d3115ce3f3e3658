import type { ViewId } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { allBytes, carry, memberOf, note, peer, rosters, seededRandom, shuffled, statusOf, viewNamed } from '../fixtures/world.ts'

describe('through a seat', () => {
  it('L42 D5 who is in through a DAO among the members falls with its seat, and stays while it has it', async () => {
    const [first, second, third] = rosters(['ann', 'mill'], ['ann', 'mill', 'cid'], ['ann', 'cid']).facts
    if (first === undefined || second === undefined || third === undefined) throw new Error('three views')
    const through = { ...first, view: viewNamed(10), through: new Map([[memberOf('ben'), memberOf('mill')]]) }
    const facts = [first, second, third, through]
    const seen = (views: readonly (typeof first)[]) => ({
      known: 0,
      lookup: (view: ViewId) => facts.find((fact) => fact.view === view),
      current: () => views.at(-1) ?? first,
    })
    const known = [first]
    const [ann, ben] = [await peer('ann', { views: seen(known) }), await peer('ben', { views: seen([through]) })]
    const cited = await ben.append(note('read by ann'))
    await carry(ben, ann)
    expect(statusOf(ann, cited.id)).toBe('accepted')
    await ann.append(note('rests on it'))
    known.push(second)
    await ann.viewsChanged()
    expect(statusOf(ann, cited.id)).toBe('accepted')
    known.push(third)
    await ann.viewsChanged()
    await ann.append(note('mill is out'))
    const late = await ben.append(note('after it'))
    await carry(ben, ann)
    expect([cited, late].map(({ id }) => statusOf(ann, id))).toEqual(['accepted', 'cut ENTRY_CUT'])
    const again = await peer('zed', { views: seen(known) })
    await again.ingest(shuffled(allBytes(ann), seededRandom('replay')))
    expect([cited, late].map(({ id }) => statusOf(again, id))).toEqual(['accepted', 'cut ENTRY_CUT'])
  })
})

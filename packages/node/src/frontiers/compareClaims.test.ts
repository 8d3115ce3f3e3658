import { type ChainFact, type DecisionId, type Hex, keyIdOf } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { addressOf, carry, enter, type Guest, type GuestOptions, noteOf, space, tell } from '../fixtures/room.ts'

const revoked = (minRevision: bigint): ChainFact => ({ kind: 'revoked', member: addressOf('ann'), minRevision })
const invented: ChainFact = { kind: 'enacted', decision: `0x${'e'.repeat(64)}` as DecisionId, transaction: `0x${'f'.repeat(64)}` as Hex }

/** Two devices with the same records; each is told its own facts. */
const pair = async (ours: readonly ChainFact[], theirs: readonly ChainFact[], options: GuestOptions = {}) => {
  const [a, b] = [await enter('ann'), await enter('ben', options)]
  await a.replica.append(noteOf('1'))
  await carry(a, b)
  await b.replica.append(noteOf('2'))
  await carry(b, a)
  a.learn(...ours)
  b.learn(...theirs)
  return [a, b] as const
}
const meet = async (a: Guest, b: Guest): Promise<void> => {
  await tell(a, b)
  await tell(b, a)
}
const whatOf = (guest: Guest): readonly string[] => guest.book.differences(space).map(({ what }) => what)
const warnings = (guest: Guest): readonly string[] => guest.heard.filter((line) => line.startsWith('warn'))

describe('S12 D12 devices compare chain history and state by their frontiers', () => {
  it('S12 D12 equal facts and records: nothing is said', async () => {
    const [a, b] = await pair([revoked(1n), revoked(2n)], [revoked(1n), revoked(2n)])
    await meet(a, b)
    expect([whatOf(a), whatOf(b), warnings(a)]).toEqual([[], [], []])
  })

  it('S12 D12 X2 an endpoint that invents a fact is exposed on both sides, once, with the device’s name', async () => {
    const [a, b] = await pair([revoked(1n), revoked(2n)], [revoked(1n), invented])
    await meet(a, b)
    await meet(a, b)
    expect(a.book.differences(space)).toEqual([{ device: b.device.device, what: 'history' }])
    expect(b.book.differences(space)).toEqual([{ device: a.device.device, what: 'history' }])
    expect(warnings(a)).toHaveLength(1)
    expect(warnings(a)[0]).toContain('HISTORY_DIFFERS')
  })

  it('S12 D12 X2 an endpoint that leaves a fact out is exposed as soon as another fact follows', async () => {
    const [a, b] = await pair([revoked(1n), revoked(2n)], [revoked(1n)])
    await meet(a, b)
    expect([whatOf(a), whatOf(b)]).toEqual([[], []])
    a.learn(revoked(3n))
    b.learn(revoked(3n))
    await meet(a, b)
    expect([whatOf(a), whatOf(b)]).toEqual([['history'], ['history']])
  })

  it('S12 D12 whoever is behind is told nothing and causes no alarm, and is compared when it comes further', async () => {
    const [a, b] = await pair([revoked(1n), revoked(2n)], [])
    await meet(a, b)
    b.learn(revoked(1n))
    await meet(a, b)
    expect([whatOf(a), whatOf(b)]).toEqual([[], []])
    // What was said before is held against what is learned later.
    b.learn(invented)
    b.book.own(space)
    expect(whatOf(b)).toEqual(['history'])
    await tell(b, a)
    expect(whatOf(a)).toEqual(['history'])
  })

  it('S12 D12 the same facts and records, another state: named as such', async () => {
    const [a, b] = await pair([revoked(1n)], [revoked(1n)], { rules: 'others' })
    await meet(a, b)
    expect([whatOf(a), whatOf(b)]).toEqual([['state'], ['state']])
    expect(warnings(b)[0]).toContain('STATE_DIFFERS')
  })

  it('S12 D12 a device behind is compared at the cut where this one once stood, without folding anything again', async () => {
    const [a, b] = await pair([revoked(1n)], [revoked(1n)], { rules: 'others' })
    a.book.own(space)
    a.learn(revoked(2n), revoked(3n))
    await tell(b, a)
    expect(whatOf(a)).toEqual(['state'])
    const [c, d] = await pair([revoked(1n)], [revoked(1n)])
    c.book.own(space)
    c.learn(revoked(2n))
    await tell(d, c)
    expect(whatOf(c)).toEqual([])
  })

  it('S12 D12 D13 other rules make another hash and no alarm', async () => {
    const [a, b] = await pair([revoked(1n)], [revoked(1n)], { foldVersion: 2, rules: 'newer' })
    await meet(a, b)
    expect([whatOf(a), whatOf(b)]).toEqual([[], []])
  })

  it('S12 D12 another set of records makes another hash and no alarm', async () => {
    const [a, b] = await pair([revoked(1n)], [revoked(1n)])
    await b.replica.append(noteOf('only here'))
    await meet(a, b)
    expect([whatOf(a), whatOf(b)]).toEqual([[], []])
  })

  it('L22 S12 D12 a record that nobody reads hides nothing: who lacks the same is compared, and whoever reads it is told nothing', async () => {
    const key = keyIdOf(new Uint8Array(32))
    const written = async (options: GuestOptions = {}) => {
      const [a, b] = await pair([revoked(1n)], [revoked(1n)], options)
      const eve = await enter('eve', { keys: new Set([key]) })
      eve.learn(revoked(1n))
      await eve.replica.append(noteOf('for nobody', { keyId: key }))
      for (const one of [a, b]) await carry(eve, one)
      for (const one of [a, b]) await carry(one, eve)
      expect([a, b].map(({ replica }) => replica.unjudgedRoot())).toEqual([expect.any(String), a.replica.unjudgedRoot()])
      await meet(a, b)
      await meet(a, eve)
      return [a, b, eve] as const
    }
    const equal = await written()
    expect(equal.map(whatOf)).toEqual([[], [], []])
    const [a, b, eve] = await written({ rules: 'others' })
    expect([a, b, eve].map(whatOf)).toEqual([['state'], ['state'], []])
    expect(a.book.differences(space)).toEqual([{ device: b.device.device, what: 'state' }])
  })

  it('S12 D12 nothing is claimed while something waits to be judged', async () => {
    const [a, b] = await pair([revoked(1n)], [revoked(1n)], { rules: 'half a state', settled: () => false })
    await meet(a, b)
    expect([whatOf(a), whatOf(b)]).toEqual([[], []])
  })

  it('S12 D12 an alarm stands while nothing can be compared, and ends when both are equal', async () => {
    let settled = true
    const [a, b] = await pair([revoked(1n)], [revoked(1n)], { rules: 'others', settled: () => settled })
    await meet(a, b)
    settled = false
    await a.replica.append(noteOf('3'))
    await meet(a, b)
    expect(whatOf(a)).toEqual(['state'])
    await carry(a, b)
    // The same device after its rules were put right: another store, the same key.
    const mended = await enter('ben')
    await carry(b, mended)
    mended.learn(revoked(1n))
    for (let n = 0; n < 4; n++) {
      await mended.replica.append(noteOf(`so that its counter goes on ${n}`))
      mended.book.own(space)
    }
    await carry(mended, a)
    a.book.own(space)
    await tell(mended, a)
    expect(whatOf(a)).toEqual([])
  })
})

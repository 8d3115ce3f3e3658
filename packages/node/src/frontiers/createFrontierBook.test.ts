import { syncLimits } from '@daomesh/network'
import { copyDisk, memoryDisk } from '@daomesh/log/memory'
import { concatBytes, encode, hashOf, type LogId } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { carry, deviceKeyOf, enter, type Guest, noteOf, openingOf, space, tell } from '../fixtures/room.ts'
import { mostEarlierCuts } from './earlierCuts.ts'
import { encodeFrontier, mostPlaces } from './frontier.ts'

const sees = (guest: Guest, of: Guest, place: { readonly log: LogId; readonly seq: number }): boolean => {
  const held = guest.book.holdings(space).find(({ device }) => device === of.device.device)
  return (held?.heads.get(place.log) ?? -1) >= place.seq
}

/** One log per start, as when each first write finds nobody: `cite` false opens them all at once, as if none knew of another. */
const writeLogs = async (guest: Guest, count: number, cite: boolean) => {
  const written = []
  for (let i = 0; i < count; i++) {
    await guest.replica.startFreshIncarnation()
    const note = noteOf(`note ${i}`, cite ? {} : { parents: [] })
    written.push(...(await guest.replica.appendMany(cite ? [note] : [{ ...openingOf(guest.name), parents: [] }, note])))
  }
  return written
}

describe('seen by', () => {
  for (const [count, cite] of [
    [150, true],
    [150, false],
    [4_096, false],
  ] as const)
    it(`S10 N3 ${count} logs ${cite ? 'one after the other' : 'side by side'}: a frontier stays small and covers every one of them`, async () => {
      const [a, b] = [await enter('ann'), await enter('ben')]
      const written = await writeLogs(a, count, cite)
      await carry(a, b)
      expect(b.book.own(space)!.length).toBeLessThanOrEqual(syncLimits.frontierBytes)
      expect(await tell(b, a)).toBe('accept')
      expect(written.filter((place) => !sees(a, b, place))).toEqual([])
      const fresh = await a.replica.append(noteOf('after'))
      expect([sees(a, a, fresh), sees(a, b, fresh)]).toEqual([true, false])
      expect(written.filter((place) => !sees(a, b, place))).toEqual([])
    }, 120_000)

  it('S13 a device that shows the same set is noticed, so that a session can soon say that both are equal', async () => {
    const [a, b] = [await enter('ann'), await enter('ben')]
    await a.replica.append(noteOf('1'))
    await tell(b, a)
    expect(a.equals).toEqual([])
    await carry(a, b)
    await tell(b, a)
    expect(a.equals).toEqual([b.device.device])
  })

  it('S10 N3 a peer behind is seen to hold exactly the past of what it names', async () => {
    const [a, b, c] = [await enter('ann'), await enter('ben'), await enter('cid')]
    const first = await a.replica.append(noteOf('1'))
    await carry(a, b)
    const second = await b.replica.append(noteOf('2 rests on 1'))
    const apart = await c.replica.append(noteOf('nobody has it'))
    await carry(b, a)
    await carry(c, a)
    const third = await a.replica.append(noteOf('3'))
    await tell(b, a)
    await tell(c, a)
    expect([first, second, third, apart].map((place) => sees(a, b, place))).toEqual([true, true, false, false])
    expect([first, second, third, apart].map((place) => sees(a, c, place))).toEqual([false, false, false, true])
    // Who is behind learns that there is more.
    expect(b.heard).toEqual([])
    await tell(a, b)
    expect(b.heard).toEqual(['ahead'])
    await carry(a, b)
    await tell(a, b)
    expect([first, second, third, apart].map((place) => sees(b, a, place))).toEqual([true, true, true, true])
  })

  it('N4 one member with logs without end does not push the others out of a frontier', async () => {
    const [loud, quiet, reader, asker] = [await enter('eve'), await enter('ann'), await enter('ben'), await enter('cid')]
    const small = await quiet.replica.append(noteOf('quiet'))
    const many = await writeLogs(loud, 3 * mostPlaces, false)
    await carry(quiet, reader)
    await carry(loud, reader)
    await carry(quiet, asker)
    await carry(loud, asker)
    await asker.replica.append(noteOf('so that their sets differ'))
    await tell(reader, asker)
    expect(sees(asker, reader, small)).toBe(true)
    // Of the others too little is said, never too much.
    expect(many.filter(({ log, seq }) => seq === 1 && sees(asker, reader, { log, seq })).length).toBe(mostPlaces - 1)
  })

  it('M319 N4 one member with devices without end fills no session and no memory with their frontiers, and pushes out nobody else’s', async () => {
    const [reader, quiet] = [await enter('ben'), await enter('ann')]
    await quiet.replica.append(noteOf('quiet'))
    expect(await tell(quiet, reader)).toBe('accept')
    const setRoot = reader.replica.setRoot()
    const said = Array.from({ length: 60 }, (_, n) => {
      const device = deviceKeyOf(`eve/${n}`)
      return { device: device.device, blob: encodeFrontier(space, { counter: 1, places: [], setRoot, claim: null }, device) }
    })
    for (const { blob } of said) expect(await reader.book.receive(space, blob)).toBe('accept')
    const kept = new Set(reader.book.holdings(space).map(({ device }) => device))
    expect(said.filter(({ device }) => kept.has(device))).toEqual(said.slice(-16))
    expect(kept).toContain(quiet.device.device)
    expect(reader.book.all(space)).toHaveLength(16 + 2)
  })

  it('S10 the largest frontier stays below the bound of the wire', () => {
    const hash = (n: number): string => Buffer.from(hashOf('test', Uint8Array.of(n))).toString('hex')
    const most = Number.MAX_SAFE_INTEGER
    const blob = encodeFrontier(
      space,
      {
        counter: most,
        places: Array.from({ length: 200 }, (_, n) => ({ log: hash(n) as LogId, seq: most })),
        setRoot: hash(0),
        claim: {
          foldVersion: most,
          cut: { count: most, eventRoot: hash(1) },
          earlier: Array.from({ length: mostEarlierCuts }, () => ({ count: most, eventRoot: hash(3) })),
          unjudgedRoot: hash(4),
          stateHash: hash(2),
        },
      },
      deviceKeyOf('ann'),
    )
    expect(blob.length).toBeLessThanOrEqual(syncLimits.frontierBytes)
  })

  it('S12 D13 forged bytes are refused; a newer version is nobody’s fault', async () => {
    const [a, b] = [await enter('ann'), await enter('ben')]
    await a.replica.append(noteOf('1'))
    const blob = a.book.own(space)!
    const bent = blob.with(70, blob[70]! ^ 1)
    expect(await b.book.receive(space, bent)).toBe('reject')
    expect(await b.book.receive(space, blob.subarray(0, 80))).toBe('reject')
    expect(await b.book.receive(space, concatBytes(blob, new Uint8Array(syncLimits.frontierBytes)))).toBe('reject')
    const newer = concatBytes(new Uint8Array(64), encode([4, 'whatever a later version says']))
    expect(await b.book.receive(space, newer)).toBe('ignore')
    expect([await b.book.receive(space, blob), await b.book.receive(space, blob)]).toEqual(['accept', 'ignore'])
  })

  it('D4 an own frontier that comes back and is not remembered shows a restored backup, and is outrun', async () => {
    const disk = memoryDisk()
    const a = await enter('ann', { disk })
    await a.replica.append(noteOf('1'))
    a.book.own(space)
    const backup = copyDisk(disk)
    await a.replica.append(noteOf('2'))
    const newest = a.book.own(space)!
    expect([await a.book.receive(space, newest), a.heard]).toEqual(['ignore', []])
    const restored = await enter('ann', { disk: backup })
    const b = await enter('ben')
    await b.book.receive(space, newest)
    expect([await restored.book.receive(space, newest), restored.heard]).toEqual(['ignore', ['rolled back']])
    expect([await restored.book.receive(space, newest), restored.heard]).toEqual(['ignore', ['rolled back']])
    expect(await tell(restored, b)).toBe('accept')
  })

  it('K2 asking who differs writes nothing', async () => {
    const disk = memoryDisk()
    const a = await enter('ann', { disk })
    await a.replica.append(noteOf('1'))
    a.book.differences(space)
    expect([...disk.meta.keys()].filter((key) => key.startsWith('frontierCounter'))).toEqual([])
    a.book.own(space)
    expect([...disk.meta.keys()].filter((key) => key.startsWith('frontierCounter'))).toHaveLength(1)
  })
})

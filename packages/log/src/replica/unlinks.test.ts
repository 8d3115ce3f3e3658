import type { EntryId } from '@daomesh/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allBytes, carry, heal, note, peer, picture, put, rosters, seededRandom, shuffled, statusOf, unlink } from '../fixtures/world.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import type { Append, Appended, Replica } from '../index.ts'

/** What a peer that gets everything at once, in another order, makes of the same set. */
const replay = async (from: Replica, seed = 'replay', views = rosters(null).seen()): Promise<Replica> => {
  const to = await peer('zed', { views })
  await to.ingest(shuffled(allBytes(from), seededRandom(seed)))
  return to
}

const gone = 'cut ENTRY_UNLINKED'
const statuses = (replica: Replica, ...entries: readonly { readonly id: EntryId }[]) => entries.map(({ id }) => statusOf(replica, id))

describe('a revoked device', () => {
  it('L44 D5 of it counts what other devices built on before they knew, or with the first entry after; nothing later does', async () => {
    const [lost, fresh, ben] = [await peer('ann'), await peer('ann/2'), await peer('ben')]
    const before = await lost.append(put('x', 'before'))
    await carry(lost, fresh)
    const revoked = await fresh.append(unlink('ann'))
    const unseen = await lost.append(put('y', 'the unlinking does not know it'))
    await carry(lost, ben)
    expect(statuses(ben, before, unseen)).toEqual(['accepted', 'accepted'])
    await carry(fresh, ben)
    expect(statuses(ben, before, revoked, unseen)).toEqual(['accepted', 'accepted', gone])
    await ben.append(note('the first of ben that knows of it brings what he had'))
    expect(statuses(ben, unseen)).toEqual(['accepted'])
    const late = await lost.append(put('x', 'by the thief'))
    await heal(lost, fresh, ben)
    await ben.append(note('a later one of ben cites nothing of the thief'))
    for (const each of [fresh, ben]) expect(statuses(each, late)).toEqual([gone])
    await heal(fresh, ben)
    for (const each of [fresh, ben]) {
      expect([each.state.get('set/x'), each.state.get('set/y')]).toEqual(['before', 'the unlinking does not know it'])
      expect(picture(each)).toEqual(picture(fresh))
    }
    for (const seed of ['1', '2', '3']) expect(picture(await replay(fresh, seed))).toEqual(picture(fresh))
  })

  it('L44 fresh logs, new drafts and a back-dated claim not to know of it do not help, and another device of the member goes on', async () => {
    const [lost, fresh, ben] = [await peer('ann'), await peer('ann/2'), await peer('ben')]
    await fresh.append(unlink('ann'))
    await carry(fresh, ben)
    const first = await lost.append(note('as if I had heard of nothing'))
    await lost.startFreshIncarnation()
    const second = await lost.append(note('in another log'))
    const draft = await lost.append(note('in a draft', `draft:${'a'.repeat(32)}`))
    await carry(lost, ben)
    expect(statuses(ben, first, second, draft)).toEqual([gone, gone, gone])
    const own = await fresh.append(note('ann goes on'))
    await carry(fresh, ben)
    expect(statuses(ben, own)).toEqual(['accepted'])
  })

  it('L44 an edit that another member built on stays, in streams where nothing can know of the revocation', async () => {
    const stream = `draft:${'b'.repeat(32)}`
    const [lost, fresh, ben] = [await peer('ann'), await peer('ann/2'), await peer('ben')]
    const edit = await lost.append(note('a good paragraph', stream))
    await carry(lost, ben)
    const reply = await ben.append(note('ben builds on it', stream))
    const thief = await lost.append(note('and now the thief', stream))
    await fresh.append(unlink('ann'))
    await heal(lost, fresh, ben)
    expect(statuses(ben, edit, reply, thief)).toEqual(['accepted', 'accepted', gone])
  })

  it('L44 whoever publishes it: a revocation in the log of the revoked device counts and vouches for nothing', async () => {
    const [lost, ben] = [await peer('ann'), await peer('ben')]
    const early = await lost.append(note('unseen'))
    const itself = await lost.append(unlink('ann'))
    const later = await lost.append(note('later'))
    await carry(lost, ben)
    expect(statuses(ben, early, itself, later)).toEqual([gone, 'accepted', gone])
    await ben.append(note('the first that knows of it'))
    expect(statuses(ben, early, itself, later)).toEqual(['accepted', 'accepted', gone])
  })

  it('L44 D3 a revocation above a fork is in force as soon as something unforked rests on it, and never before', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('ben', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const first = await open(disk)
    await first.append(note('common'))
    const twin = await open(copyDisk(disk))
    const again = await open(disk)
    for (const each of [twin, again]) await each.proveContinuity([each.heads('governance')])
    const lost = await peer('ann')
    const written = await lost.append(note('written'))
    const revoked = await again.append(unlink('ann'))
    await twin.append(note('the other history'))
    const cid = await peer('cid')
    for (const each of [lost, again, twin]) await carry(each, cid)
    expect(statuses(cid, written, revoked)).toEqual(['accepted', 'forked ENTRY_FORKED'])
    const dan = await peer('dan')
    await carry(again, dan)
    await dan.append(note('rests on the revocation'))
    await carry(dan, cid)
    expect(statuses(cid, written, revoked)).toEqual([gone, 'accepted'])
    expect(picture(await replay(cid))).toEqual(picture(cid))
  })

  it('L33 L44 what lies below a fork is an end again, so that a revocation cites it and it stays', async () => {
    const disk = memoryDisk()
    const open = (on: typeof disk) => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk: on }) })
    const first = await open(disk)
    const common = await first.append(put('x', 'common'))
    const [twin, again] = [await open(copyDisk(disk)), await open(disk)]
    for (const each of [twin, again]) await each.proveContinuity([each.heads('governance')])
    const [left, right] = [await twin.append(note('left')), await again.append(note('right'))]
    const fresh = await peer('ann/2')
    await carry(twin, fresh)
    await carry(again, fresh)
    expect(fresh.tips('governance').map(({ log, seq }) => [log, seq])).toEqual([[common.log, common.seq]])
    await fresh.append(unlink('ann'))
    expect(statuses(fresh, common, left, right)).toEqual(['accepted', gone, gone])
    expect(fresh.state.get('set/x')).toBe('common')
  })

  it('L3 L44 a start knows what was revoked without folding again', async () => {
    const disk = memoryDisk()
    const open = () => peer('ben', { store: memoryStore({ random: seededRandom('s'), disk }) })
    const [lost, ben] = [await peer('ann'), await open()]
    await ben.append(unlink('ann'))
    const again = await open()
    const late = await lost.append(note('late'))
    await carry(lost, again)
    expect(statuses(again, late)).toEqual([gone])
  })
})

describe('D11', () => {
  const chain = rosters(['ann', 'ben', 'cid', 'eve'], ['ann', 'ben', 'cid'])

  it(
    'L44 L42 D11 random orders, partitions and removals around revocations while the revoked devices go on writing: equal everywhere, and equal to a replay',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(9), fc.nat(5)), { minLength: 12, maxLength: 45 }), async (script) => {
          const names = ['ann', 'ben', 'cid', 'ann/2', 'ben/2', 'eve']
          const views = names.map(() => chain.seen(1))
          const all: Replica[] = []
          for (const [i, name] of names.entries()) all.push(await peer(name, { views: views[i]! }))
          for (const [who, what, aux] of script) {
            const actor = all[who]!
            const other = all[(who + 1 + aux) % all.length]!
            if (what <= 2) await tryAppend(actor, put(`k${aux % 3}`, `${who}/${what}`))
            else if (what === 3) await tryAppend(actor, note('an edit', `draft:${'c'.repeat(32)}`))
            else if (what <= 6) await carry(actor, other)
            else if (what === 7) await tryAppend(actor, unlink(aux % 2 === 0 ? 'ann' : 'ben/2'))
            else if (what === 8) {
              views[who]!.known = 2
              await actor.viewsChanged()
            } else await other.ingest(shuffled(allBytes(actor), seededRandom(`${who}${aux}`)).slice(0, 2 + aux))
          }
          // Whatever came before: at the end one is revoked, and it goes on writing.
          await tryAppend(all[3]!, unlink('ann'))
          const hostile = await tryAppend(all[0]!, put('k0', 'by the thief'))
          for (const view of views) view.known = 2
          for (const each of all) await each.viewsChanged()
          await heal(...all)
          const [, first] = all
          for (const each of all) expect(picture(each)).toEqual(picture(first!))
          expect(picture(await replay(first!, String(script.length), chain.seen()))).toEqual(picture(first!))
          expect((await first!.foldAt(chain.seen(1))).stateRoot).toBe((await replay(first!, 'older', chain.seen(1))).stateRoot())
          if (hostile !== null) expect(statuses(first!, hostile)).toEqual([gone])
        }),
        { numRuns: 25 },
      )
    },
  )
})

const tryAppend = async (replica: Replica, entry: Append): Promise<Appended | null> => {
  try {
    return await replica.append(entry)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENTRY_AUTHOR' })
    return null
  }
}

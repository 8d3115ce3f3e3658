import { decodeEntry, emptyCut, type EntryId } from '@daomesh/protocol'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allBytes,
  carry,
  heal,
  note,
  opener,
  peer,
  picture,
  put,
  rosters,
  sealing,
  seededRandom,
  shuffled,
  spaceKey,
  statusOf,
} from '../fixtures/world.ts'
import { copyDisk, memoryDisk, memoryStore } from '../memory/index.ts'
import type { Append, Appended, Replica } from '../index.ts'

/** What the twins alone can read. */
const ownKey = new Uint8Array(32).fill(7)

/** Two copies of one device that both believe they may go on in the same log: the equivocator of these tests. */
const twins = async (name: string, views = rosters(null).seen()) => {
  const disk = memoryDisk()
  const open = (on: typeof disk) =>
    peer(name, { store: memoryStore({ random: seededRandom('s'), disk: on }), views, openBody: opener([spaceKey, ownKey]) })
  const first = await open(disk)
  await first.append(note(`${name} common`))
  const second = await open(copyDisk(disk))
  const again = await open(disk)
  for (const twin of [second, again]) await twin.proveContinuity([twin.heads('governance')])
  return [again, second] as const
}

/** What a peer that receives everything at once, in another order, makes of the same set. */
const replay = async (from: Replica, views = rosters(null).seen(), seed = 'replay'): Promise<Replica> => {
  const to = await peer('zed', { views })
  await to.ingest(shuffled(allBytes(from), seededRandom(seed)))
  return to
}

describe('forks', () => {
  it('L41 D3 equivocation across a partition, healed: what others built on stays, the same state everywhere', async () => {
    const [left, right] = await twins('eve')
    const [a, b] = [await peer('ann'), await peer('ben')]
    await carry(left, a)
    await carry(right, b)
    const l1 = await left.append(note('to the left'))
    const l2 = await left.append(note('more to the left'))
    await carry(left, a)
    const cites = await a.append(note('rests on the left'))
    const r1 = await right.append(note('to the right'))
    await carry(right, b)
    expect(statusOf(b, r1.id)).toBe('accepted')
    await heal(a, b)
    expect(picture(a)).toEqual(picture(b))
    expect([l1, l2, r1, cites].map(({ id }) => statusOf(b, id))).toEqual(['accepted', 'accepted', 'forked ENTRY_FORKED', 'accepted'])
    expect(picture(await replay(a))).toEqual(picture(a))
    const head = a.heads('governance').find(({ log }) => log === l1.log)
    expect(head).toMatchObject({ state: 'forked', seq: 2, proof: [l1.id, r1.id].sort() })
    const refolded = await peer('zed', { foldVersion: 2 })
    await carry(a, refolded)
    expect(refolded.stateRoot()).toBe(a.stateRoot())
  })

  it('L14 L33 D3 what counts again is told of before what rests on it, and is no end', async () => {
    const [left, right] = await twins('eve')
    const [a, c] = [await peer('ann'), await peer('cid')]
    const [l1, r1] = [await left.append(note('to the left')), await right.append(note('to the right'))]
    await carry(left, c)
    await carry(right, c)
    expect(statusOf(c, l1.id)).toBe('forked ENTRY_FORKED')
    await carry(left, a)
    const cites = await a.append(note('rests on the left'))
    const told: EntryId[] = []
    c.subscribe(({ accepted }) => told.push(...accepted))
    await carry(a, c)
    expect([l1, r1].map(({ id }) => statusOf(c, id))).toEqual(['accepted', 'forked ENTRY_FORKED'])
    expect(told.filter((id) => id === l1.id || id === cites.id)).toEqual([l1.id, cites.id])
    const ends = new Set(c.tips('governance').map(({ log }) => log))
    expect([ends.has(cites.log), ends.has(l1.log)]).toEqual([true, false])
  })

  it('L41 L43 D3 both branches were built on: the smaller id wins; neither was: both are set aside', async () => {
    const [left, right] = await twins('eve')
    const [a, b] = [await peer('ann'), await peer('ben')]
    const [l1, r1] = [await left.append(put('x', 'left')), await right.append(put('x', 'right'))]
    const c = await peer('cid')
    await carry(left, c)
    await carry(right, c)
    expect([l1, r1].map(({ id }) => statusOf(c, id))).toEqual(['forked ENTRY_FORKED', 'forked ENTRY_FORKED'])
    expect(c.state.get('set/x')).toBeUndefined()
    await carry(left, a)
    await carry(right, b)
    await a.append(note('on the left'))
    await b.append(note('on the right'))
    await heal(a, b, c)
    const winner = l1.id < r1.id ? l1 : r1
    const loser = winner === l1 ? r1 : l1
    for (const each of [a, b, c]) {
      expect([winner, loser].map(({ id }) => statusOf(each, id))).toEqual(['accepted', 'forked ENTRY_FORKED'])
      expect(each.state.get('set/x')).toBe(winner === l1 ? 'left' : 'right')
      expect(picture(each)).toEqual(picture(a))
    }
    expect(picture(await replay(a))).toEqual(picture(a))
  })

  it('L14 D3 who reads the state when told has the newest: also after what a withdrawn entry wrote left it', async () => {
    const [left, right] = await twins('eve')
    const reader = await peer('ann')
    let last: unknown = 'never told'
    reader.subscribe(() => {
      last = reader.state.get('set/x')
    })
    await left.append(put('x', 'left'))
    await carry(left, reader)
    expect(last).toBe('left')
    await right.append(put('y', 'right'))
    await carry(right, reader)
    expect(reader.state.get('set/x')).toBeUndefined()
    expect(last).toBeUndefined()
  })

  it('L41 D3 another device of the same member is no witness', async () => {
    const [left, right] = await twins('eve')
    const other = await peer('eve/2')
    const [l1, r1] = [await left.append(note('left')), await right.append(note('right'))]
    await carry(left, other)
    await other.append(note('I second myself'))
    const c = await peer('cid')
    await carry(other, c)
    await carry(right, c)
    expect([l1, r1].map(({ id }) => statusOf(c, id))).toEqual(['forked ENTRY_FORKED', 'forked ENTRY_FORKED'])
  })

  it('L3 L4 L43 K2 whichever commit of a fork the disk refuses, the replica claims at once what one that starts on that disk claims', async () => {
    let refusals = 0
    for (let refused = 1; refused <= 6; refused++) {
      const [left, right] = await twins('eve')
      await left.append(put('x', 'left'))
      await right.append(put('x', 'right'))
      const disk = memoryDisk()
      let commits = Infinity
      const fault = () => ((commits -= 1) === 0 ? ('refuse' as const) : null)
      const a = await peer('ann', { store: memoryStore({ random: seededRandom('a'), disk, fault }) })
      await a.append(put('y', 'mine'))
      await carry(left, a)
      expect(a.state.get('set/x')).toBe('left')
      commits = refused
      await a.ingest(allBytes(right)).catch((error: unknown) => {
        refusals += 1
        expect(error).toMatchObject({ code: 'STORAGE_FAILED' })
      })
      commits = Infinity
      const started = await peer('ann', { store: memoryStore({ random: seededRandom('b'), disk: copyDisk(disk) }) })
      expect([refused, picture(a), a.stateHash(emptyCut)]).toEqual([refused, picture(started), started.stateHash(emptyCut)])
      expect(a.stateHash(emptyCut)).not.toBeNull()
    }
    expect(refusals).toBeGreaterThan(1)
  })

  it('L17 D3 a fork closes an incarnation, never a person: the device goes on in a fresh log', async () => {
    const [left, right] = await twins('eve')
    await left.append(note('left'))
    const r1 = await right.append(note('right'))
    await carry(left, right)
    const next = await right.append(note('goes on'))
    expect([next.log !== r1.log, next.seq]).toEqual([true, 1])
    expect(statusOf(right, next.id)).toBe('accepted')
  })
})

describe('removal', () => {
  const chain = rosters(['ann', 'ben', 'eve'], ['ann', 'ben'])
  const old = chain.facts[0]!.view

  it('L42 L43 D5 of a removed member counts what others wrote on before, or as their first entry in, the new view', async () => {
    const views = [chain.seen(1), chain.seen(1), chain.seen(1)]
    const [a, b, e] = [
      await peer('ann', { views: views[0]! }),
      await peer('ben', { views: views[1]! }),
      await peer('eve', { views: views[2]! }),
    ]
    const cited = await e.append(put('x', 'before'))
    await carry(e, a)
    await a.append(note('answers'))
    const concurrent = await e.append(put('y', 'concurrent'))
    await carry(e, a)
    views[0]!.known = 2
    await a.viewsChanged()
    expect([cited, concurrent].map(({ id }) => statusOf(a, id))).toEqual(['accepted', 'cut ENTRY_CUT'])
    await a.append(note('first in the new view'))
    expect(statusOf(a, concurrent.id)).toBe('accepted')
    expect(a.state.get('set/y')).toBe('concurrent')
    const after = await e.append(put('x', 'after the removal'))
    await carry(e, b)
    expect(b.state.get('set/x')).toBe('after the removal')
    await heal(a, b)
    views[1]!.known = 2
    await b.viewsChanged()
    await a.append(note('second in the new view'))
    await heal(a, b)
    for (const each of [a, b]) {
      expect(statusOf(each, after.id)).toBe('cut ENTRY_CUT')
      expect(each.state.get('set/x')).toBe('before')
      expect(picture(each)).toEqual(picture(a))
    }
    expect(picture(await replay(a, chain.seen()))).toEqual(picture(a))
    const behind = await replay(a, chain.seen(1))
    expect((await a.foldAt(chain.seen(1))).stateRoot).toBe(behind.stateRoot())
  })

  it('L42 D5 an old view does not help: entries that only the removed member cites are cut, her devices too', async () => {
    const views = chain.seen(1)
    const a = await peer('ann', { views })
    const e = await peer('eve', { views: chain.seen(1) })
    await a.append(note('hello'))
    await carry(a, e)
    views.known = 2
    await a.append(note('moved on'))
    const late = await e.appendMany([note('1', 'governance', { view: old }), note('2', 'governance', { view: old })])
    const second = await peer('eve/2', { views: chain.seen(1) })
    await carry(e, second)
    const helper = await second.append(note('I vouch', 'governance', { view: old }))
    await carry(second, a)
    expect([...late, helper].map(({ id }) => statusOf(a, id))).toEqual(['cut ENTRY_CUT', 'cut ENTRY_CUT', 'cut ENTRY_CUT'])
    const b = await peer('ben', { views: chain.seen() })
    await carry(a, b)
    await b.append(note('my first in the new view does not cite what is cut'))
    expect(late.map(({ id }) => statusOf(b, id))).toEqual(['cut ENTRY_CUT', 'cut ENTRY_CUT'])
  })

  it('L42 D5 mutual removal: whoever the chain dropped is cut, in every order of removals', async () => {
    const both = rosters(['ann', 'ben', 'eve'], ['ann', 'ben'], ['ann'])
    const views = both.seen(1)
    const [a, b, e] = [await peer('ann', { views }), await peer('ben', { views: both.seen(1) }), await peer('eve', { views: both.seen(1) })]
    const fromE = await e.append(note('from eve'))
    await carry(e, b)
    const fromB = await b.append(note('ben rests on eve, unseen by ann'))
    views.known = 3
    await a.append(note('alone'))
    await heal(a, b, e)
    expect([fromE, fromB].map(({ id }) => statusOf(a, id))).toEqual(['cut ENTRY_CUT', 'cut ENTRY_CUT'])
    expect(picture(await replay(a, both.seen()))).toEqual(picture(a))
    const earlier = await replay(a, both.seen(2))
    expect([fromE, fromB].map(({ id }) => statusOf(earlier, id))).toEqual(['accepted', 'accepted'])
  })

  it('L42 D5 who comes back counts again from then on', async () => {
    const back = rosters(['ann', 'eve'], ['ann'], ['ann', 'eve'])
    const a = await peer('ann', { views: back.seen(3) })
    await a.append(note('in between', 'governance', { view: back.facts[1]!.view }))
    const e = await peer('eve', { views: back.seen(3) })
    const fresh = await e.append(note('back again'))
    await e.startFreshIncarnation()
    const backdated = await e.append(note('as if before', 'governance', { view: back.facts[0]!.view }))
    await carry(e, a)
    expect([fresh, backdated].map(({ id }) => statusOf(a, id))).toEqual(['accepted', 'cut ENTRY_CUT'])
  })
})

describe('D11', () => {
  it(
    'L22 L31 L40 D11 random worlds with partitions, forks, removals, locked and bad entries: equal everywhere, and equal to a replay',
    { timeout: 120_000 },
    async () => {
      const chain = rosters(['ann', 'ben', 'cid', 'eve'], ['ann', 'ben', 'cid'], ['ann', 'cid', 'eve'])
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(5), fc.nat(9), fc.nat(3)), { minLength: 10, maxLength: 50 }), async (script) => {
          const views = ['ann', 'ben', 'cid'].map(() => chain.seen(1))
          const honest: Replica[] = []
          for (const [i, name] of ['ann', 'ben', 'cid'].entries()) honest.push(await peer(name, { views: views[i]! }))
          const evil = await twins('eve', chain.seen(1))
          const all = [...honest, ...evil]
          for (const [who, what, aux] of script) await step(all, views, who, what, aux)
          for (const view of views) view.known = 3
          for (const each of honest) await each.viewsChanged()
          await heal(...all.slice(0, 3))
          for (const each of evil) for (const one of honest) await carry(each, one)
          await heal(...honest)
          const [first] = honest
          for (const each of honest) expect(picture(each)).toEqual(picture(first!))
          expect(picture(await replay(first!, chain.seen(), String(script.length)))).toEqual(picture(first!))
          const behind = await replay(first!, chain.seen(2))
          expect(await first!.foldAt(chain.seen(2))).toEqual({ stateRoot: behind.stateRoot(), unjudgedRoot: behind.unjudgedRoot() })
        }),
        { numRuns: 25 },
      )
    },
  )

  it('L31 D11 a snapshot and its tail equal a full replay', async () => {
    const disk = memoryDisk()
    const open = () => peer('ann', { store: memoryStore({ random: seededRandom('s'), disk }) })
    const b = await peer('ben')
    const a = await open()
    await a.appendMany([put('x', 1), put('y', 2)])
    await heal(a, b)
    const snapshot = await open()
    await b.append(put('x', 3))
    await carry(b, snapshot)
    expect(picture(await replay(snapshot))).toEqual(picture(snapshot))
    expect(snapshot.state.get('set/x')).toBe(3)
  })
})

const tryAppend = async (replica: Replica, entry: Append): Promise<Appended | null> => {
  try {
    return await replica.append(entry)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENTRY_AUTHOR' })
    return null
  }
}

/** One random act: write, carry one way, learn a new view, write in an old view, or bring stray entries. */
const step = async (
  all: readonly Replica[],
  views: readonly { known: number }[],
  who: number,
  what: number,
  aux: number,
): Promise<void> => {
  const actor = all[who % all.length]!
  const other = all[(who + 1 + aux) % all.length]!
  const isTwin = all.indexOf(actor) >= views.length
  if (what <= 3) await tryAppend(actor, put(`k${aux}`, `${who}/${what}`, isTwin && what < 2 ? sealing(ownKey) : {}))
  else if (what <= 6) await carry(actor, other)
  else if (what === 7) {
    const view = views[who % 3]!
    view.known = Math.min(3, view.known + 1)
    await all[who % 3]!.viewsChanged()
  } else if (what === 8)
    await tryAppend(actor, note('back-dated', 'governance', { view: rosters(['ann', 'ben', 'cid', 'eve']).facts[0]!.view }))
  else await other.ingest(shuffled(allBytes(actor), seededRandom(`${who}${aux}`)).slice(0, 2 + aux))
}

it('L30 status of an unknown id is null', async () => {
  const a = await peer('ann')
  expect(a.status(decodeEntry((await a.append(note('x'))).bytes).id)).not.toBeNull()
  expect(a.status('00'.repeat(32) as EntryId)).toBeNull()
})

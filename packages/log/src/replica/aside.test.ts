import { expect, it } from 'vitest'
import type { Replica } from '../index.ts'
import { carry, note, peer, type PeerOptions, rosters, seededRandom, space, statusOf, unlink } from '../fixtures/world.ts'
import { memoryDisk, memoryStore } from '../memory/index.ts'

const draft = `draft:${'d'.repeat(32)}`
const gone = 'cut ENTRY_CUT'

/** Ben, who can start anew, and eve, who is removed in the second view. */
const setUp = async (more: PeerOptions = {}) => {
  const chain = rosters(['ann', 'ben', 'eve'], ['ann', 'ben'])
  const disk = memoryDisk()
  const views = chain.seen(1)
  const start = (again: PeerOptions = {}): Promise<Replica> =>
    peer('ben', { store: memoryStore({ random: seededRandom('s'), disk }), views, ...more, ...again })
  const remove = async (ben: Replica): Promise<void> => {
    views.known = 2
    await ben.viewsChanged()
  }
  const eve = await peer('eve', { views: chain.seen(1) })
  return { disk, start, remove, eve }
}

it('L12 L53 the last words of who was removed are cited after any number of starts, in every stream; later ones never are', async () => {
  const { start, remove, eve } = await setUp()
  let ben = await start()
  await ben.append(note('mine'))
  const words = [await eve.append(note('said before')), await eve.append(note('written before', draft))]
  await carry(eve, ben)
  await remove(ben)
  for (const { id } of words) expect(statusOf(ben, id)).toBe(gone)
  for (let n = 0; n < 2; n++) {
    await ben.close()
    ben = await start()
  }
  const late = [await eve.append(note('said after')), await eve.append(note('written after', draft))]
  await carry(eve, ben)
  await ben.close()
  ben = await start()
  await ben.append(note('the first that knows of it'))
  await ben.append(note('the first here that knows of it', draft))
  for (const { id } of words) expect(statusOf(ben, id)).toBe('accepted')
  for (const { id } of late) expect(statusOf(ben, id)).toBe(gone)
  const ann = await peer('ann', { views: rosters(['ann', 'ben', 'eve'], ['ann', 'ben']).seen() })
  await carry(ben, ann)
  expect(ann.stateRoot()).toBe(ben.stateRoot())
})

it('L53 K1 a snapshot and other rules leave them as they are, and once they are cited nothing is kept of them', async () => {
  for (const foldVersion of [1, 2]) {
    const { disk, start, remove, eve } = await setUp({ snapshotEntries: 1 })
    const ben = await start()
    await ben.append(note('mine'))
    const last = await eve.append(note('said before'))
    await carry(eve, ben)
    await remove(ben)
    expect([...disk.meta.keys()]).toEqual([`log/aside/${space}`])
    await ben.close()
    const again = await start({ foldVersion })
    expect(statusOf(again, last.id)).toBe(gone)
    await again.append(note('the first that knows of it'))
    expect(statusOf(again, last.id)).toBe('accepted')
    expect([...disk.meta.keys()]).toEqual([])
  }
})

it('L53 D5 so are those of a device that was unlinked', async () => {
  const disk = memoryDisk()
  const start = () => peer('ben', { store: memoryStore({ random: seededRandom('s'), disk }) })
  const [lost, fresh] = [await peer('ann'), await peer('ann/2')]
  const words = await lost.append(note('written on the lost device', draft))
  let ben = await start()
  await carry(lost, ben)
  await fresh.append(unlink('ann'))
  await carry(fresh, ben)
  expect(statusOf(ben, words.id)).toBe('cut ENTRY_UNLINKED')
  await ben.close()
  ben = await start()
  await ben.append(note('goes on from there', draft))
  expect(statusOf(ben, words.id)).toBe('accepted')
})

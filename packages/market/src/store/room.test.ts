import { type Address, address, hexHashOf, type RevisionId, utf8 } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createWriter, keep, postOf, write } from '../fixtures/posts.ts'
import { memoryMarketStore } from '../memory/index.ts'
import { parcelIdOf } from '../parcels/sealParcel.ts'
import { takeIn } from '../parcels/takeIn.ts'
import { sqliteMarketStore } from '../sqlite/index.ts'
import { issuerKinds, type StoredPost } from './marketStore.ts'
import { deviceOf, placeOf } from './acceptParcelStore.ts'
import type { StoredParcel } from './parcelStore.ts'

const writer = await createWriter(0)
const base = keep(writer.sign(write(writer.account, 'x')))
const issuerOf = (n: number): Address => address.parse(`0x${(n + 1).toString(16).padStart(40, '0')}`)
/** A post as a store keeps it; stores look at no signature. */
const postBy = (n: number, name: string, more: Partial<StoredPost> = {}): StoredPost => ({
  ...base,
  id: hexHashOf('test/revision', `${n} ${name}`) as RevisionId,
  post: { ...base.post, issuer: issuerOf(n), post: postOf(name) },
  ...more,
})
const parcelBy = (n: number, content: string, place: string, rank: number): StoredParcel => {
  const sealed = utf8(content)
  return { place: placeOf(place), id: parcelIdOf(sealed), device: deviceOf(String(n)), rank, sealed }
}

const place = fc.record({ issuer: fc.nat(3), name: fc.nat(4) })
const step = fc.oneof(
  fc.record({ act: fc.constant('put'), place, kind: fc.constantFrom(...issuerKinds), own: fc.boolean(), rank: fc.nat(50) }),
  fc.record({ act: fc.constant('remove'), place }),
  fc.record({ act: fc.constant('regard'), place, kind: fc.constantFrom<('account' | 'bonded')[]>('account', 'bonded') }),
)

test('I4 N4: whatever came and went, both stores name the same post that leaves first', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const stores = [memoryMarketStore(), sqliteMarketStore({ path: ':memory:' })] as const
      const kinds = new Map<number, StoredPost['kind']>()
      for (const one of steps) {
        const { issuer, name } = one.place
        // An account is a person’s or a DAO’s for good; only whether it is bonded changes.
        const kind =
          'kind' in one ? (kinds.get(issuer) === 'dao' ? 'dao' : one.kind === 'dao' && kinds.has(issuer) ? 'account' : one.kind) : null
        for (const store of stores) {
          const row = postBy(issuer, String(name))
          if (one.act === 'remove') store.remove(row.post)
          else if (kind === 'account' || kind === 'bonded') store.regard(row.post.issuer, kind)
          if (one.act === 'put' && kind !== null)
            store.put({ ...row, kind, own: 'own' in one && one.own, rank: 'rank' in one ? one.rank * 25 + issuer * 5 + name : 0 })
        }
        if (kind !== null) kinds.set(issuer, kind)
        const [memory, sqlite] = stores.map((store) => issuerKinds.map((each) => store.first(each)))
        // Of issuers with equally many posts the lowest rank decides; ranks are drawn, so none is there twice.
        expect(sqlite).toEqual(memory)
      }
      stores[1].close()
    }),
    { numRuns: 60 },
  )
})

const parcelStep = fc.record({ act: fc.constantFrom('put', 'put', 'remove', 'keep', 'clear'), by: fc.nat(3), at: fc.nat(2), n: fc.nat(9) })

test('I18 N4: whatever was left and taken back, both stores know the same sizes and the same loudest parcel', () => {
  fc.assert(
    fc.property(fc.array(parcelStep, { maxLength: 60 }), (steps) => {
      const stores = [memoryMarketStore(), sqliteMarketStore({ path: ':memory:' })] as const
      for (const { act, by, at, n } of steps) {
        const row = parcelBy(by, `parcel ${by} ${'.'.repeat(n)}`, String(at), (by * 10 + n) * 3 + at)
        for (const { parcels } of stores) {
          if (act === 'put') parcels.put(row)
          else if (act === 'remove') parcels.remove(row.place, row.id)
          else if (act === 'keep') parcels.keepOnly(row.device, row.place, [row.id])
          else if (n === 0) parcels.clear()
        }
        const told = stores.map(({ parcels }) => [
          parcels.size(),
          parcels.loudest(null),
          ...[0, 1, 2, 3].map((one) => parcels.sizeOf(deviceOf(String(one)), null)),
          ...[0, 1, 2].map((one) => parcels.loudest(placeOf(String(one)))),
        ])
        expect(told[1]).toEqual(told[0])
      }
      stores[1].close()
    }),
    { numRuns: 60 },
  )
})

/** Milliseconds of this process’s own time for one call, the best of a few rounds: who else uses the machine does not count. */
const costOf = (act: () => void): number => {
  const rounds = Array.from({ length: 7 }, () => {
    const before = process.cpuUsage()
    for (let i = 0; i < 40; i++) act()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 40_000
  })
  return rounds.toSorted((a, b) => a - b)[0] ?? 0
}

test('I20 N4: what leaves first is found without a walk over a market full of accounts with one post each', () => {
  const cost = (posts: number): number => {
    const store = sqliteMarketStore({ path: ':memory:' })
    for (let n = 0; n < posts; n++) store.put(postBy(n, 'one', { rank: (n * 7919) % 1_000_003 }))
    const spent = costOf(() => store.first('account'))
    store.close()
    return spent
  }
  const [few, many] = [cost(250), cost(6_000)]
  expect(many, `${few} ms with few`).toBeLessThan(6 * few)
}, 120_000)

test('I20 N4: a parcel that finds no room is refused without a walk over all that is carried', () => {
  const cost = (parcels: number): number => {
    const store = sqliteMarketStore({ path: ':memory:' })
    for (let n = 0; n < parcels; n++) store.parcels.put(parcelBy(n, `parcel ${n}`.padEnd(600, '.'), String(n), n))
    const most = { parcels, totalBytes: 2 ** 30 }
    const late = parcelBy(parcels, 'a longer one'.padEnd(700, '.'), 'elsewhere', 0)
    const spent = costOf(() => expect(takeIn(store.parcels, late, most)).toBe(false))
    store.close()
    return spent
  }
  const [few, many] = [cost(250), cost(6_000)]
  expect(many, `${few} ms with few`).toBeLessThan(6 * few)
}, 120_000)

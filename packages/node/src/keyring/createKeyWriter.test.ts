import { keys, type RegisterEntry, registersOf, type SealValue, type UnlinkedValue } from '@daomesh/governance'
import { deviceKeyFromSeed } from '@daomesh/log/native'
import { createHash, randomBytes } from 'node:crypto'
import {
  type Address,
  type DeviceId,
  type EntryId,
  exchangePublicKey,
  type KeyId,
  keyIdOf,
  type SpaceId,
  toHex,
  type ViewFact,
  type ViewId,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { MetaStore } from '../ports.ts'
import { createKeyring } from './createKeyring.ts'
import { createKeyWriter } from './createKeyWriter.ts'
import { makeSeal } from './makeSeal.ts'
import { devicesPerMember, receiversOf } from './receiversOf.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }
const space = hash('space') as SpaceId
const viewOfIndex = (index: number, members: readonly string[]): ViewFact => ({
  view: hash(`view ${index}`) as ViewId,
  index,
  members: new Set(members.map((name) => `0x${hash(name).slice(24)}` as Address)),
})
const memoryMeta = (): MetaStore => {
  const rows = new Map<string, Uint8Array>()
  return {
    get: (key) => rows.get(key),
    set: (key, value) => void rows.set(key, value),
    setAll: () => undefined,
    delete: (key) => void rows.delete(key),
    list: (prefix) => [...rows].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => ({ key, value })),
  }
}

/** A space as its records would leave it in the registers, with one writer per device that sees all of it, or what `sees` lets through. */
const createGroup = (...names: string[]) => {
  const views = [viewOfIndex(0, names)]
  const seals: RegisterEntry[] = []
  const devices: RegisterEntry[] = []
  const unlinked: RegisterEntry[] = []
  /** Which seals were written by somebody who had which revocation. */
  const after = new Set<string>()
  const current = (): ViewFact => views.at(-1) as ViewFact
  const record = (
    by: string,
    seal: Omit<SealValue, 'by' | 'depth'>,
    seen: readonly RegisterEntry[],
    revoked: readonly RegisterEntry[],
    view = current().view,
  ) => {
    const depth = 1 + Math.max(0, ...seen.map(({ value }) => (value as SealValue).depth))
    const entry = hash(`entry ${seals.length}`) as EntryId
    for (const { value } of revoked) after.add(`${entry} ${(value as UnlinkedValue).entry}`)
    seals.push({ key: keys.seal(view, seal.keyId, entry), value: { ...seal, by: `0x${hash(by).slice(24)}`, depth } as never })
  }
  const device = (member: string, name = member) => {
    const deviceKey = deviceKeyFromSeed(Buffer.from(hash(`device ${name}`), 'hex'))
    const account = `0x${hash(member).slice(24)}` as Address
    const exchangeKey = `0x${toHex(exchangePublicKey(deviceKey.exchangeSecret))}`
    devices.push({
      key: keys.device(account, deviceKey.device),
      value: { member: account, device: deviceKey.device, exchangeKey, notAfter: '1' },
    })
    let learnt = 0
    const keyring = createKeyring(memoryMeta(), space)
    let sees = (): readonly RegisterEntry[] => seals
    let knows = (): readonly RegisterEntry[] => unlinked
    const registers = () => registersOf([...devices, ...sees(), ...knows()])
    const writer = createKeyWriter({
      keyring,
      deviceKey,
      random,
      views: { current, lookup: (view) => views.find((one) => one.view === view) },
      registers,
      knownDevices: () => [],
      knew: (entry) => (of) => after.has(`${entry} ${of}`),
      mayBegin: () => name === names[0],
      appendSeal: async (body, view) => record(name, body as never, sees(), knows(), view),
      onLearnt: () => (learnt += 1),
    })
    return {
      device: deviceKey.device,
      exchangeKey: exchangePublicKey(deviceKey.exchangeSecret),
      keyring,
      writer,
      learnt: () => learnt,
      /** From now on only what there is now, until called again. */
      goes: (offline: boolean) => {
        const known = [...seals]
        const revoked = [...unlinked]
        knows = () => (offline ? revoked : unlinked)
        sees = () => (offline ? [...known, ...seals.slice(known.length).filter(({ value }) => (value as SealValue).by === account)] : seals)
      },
      writes: async () => (await writer.writingKey()).id,
      /** A hostile seal: any key, boxes as they are. */
      seals: (key: Uint8Array, boxes: readonly { readonly device: DeviceId; readonly box: Uint8Array }[], view?: ViewId) =>
        record(name, { keyId: keyIdOf(key), boxes, previous: null }, sees(), knows(), view),
      receivers: () => receiversOf(registers(), current()),
    }
  }
  /** The member's account revokes a device. */
  const unlink = (member: string, of: DeviceId): void => {
    const account = `0x${hash(member).slice(24)}` as Address
    const entry = hash(`unlink ${unlinked.length}`) as EntryId
    unlinked.push({ key: keys.unlinked(account, of), value: { member: account, device: of, entry, at: 0 } })
  }
  return { seals, device, unlink, next: (...members: string[]) => void views.push(viewOfIndex(views.length, members)) }
}
/** A key with an id below those that chance gives: a hostile member has all the time to look for one. */
const lowKey = (): Uint8Array => {
  for (;;) {
    const key = random.bytes(32)
    if (keyIdOf(key).startsWith('00')) return key
  }
}
const lowest = (...ids: KeyId[]) => ids.sort()[0]

test('S9 the first writer makes the key of a view, the others write with it, and its successor opens it', async () => {
  const group = createGroup('ann', 'ben', 'cat')
  const [ann, ben] = [group.device('ann'), group.device('ben')]
  await expect(ben.writes()).rejects.toMatchObject({ code: 'KEY_MISSING' })
  const first = await ann.writes()
  expect([await ben.writes(), await ann.writes()]).toEqual([first, first])
  group.next('ann', 'ben', 'dan')
  const second = await ben.writes()
  expect(second).not.toBe(first)
  const dan = group.device('dan')
  await expect(dan.writes()).rejects.toMatchObject({ code: 'KEY_MISSING' })
  expect(await ann.writer.sealToEverybody()).toBe(true)
  expect(await ann.writes()).toBe(second)
  expect(await dan.writes()).toBe(second)
  expect(dan.writer.held().map(({ id }) => id)).toEqual([second, first])
})

test('D9 a member who links devices without end makes no seal longer than a record may be, and shuts out only himself', async () => {
  const group = createGroup('ann', 'ben')
  const [ann, ben] = [group.device('ann'), group.device('ben')]
  for (let i = 0; i < 400; i++) group.device('mallory', `mallory ${i}`)
  group.next('ann', 'ben', 'mallory')
  const receivers = ann.receivers()
  expect(receivers).toHaveLength(2 + devicesPerMember)
  expect(receivers.map(({ device }) => device)).toEqual(expect.arrayContaining([ann.device, ben.device]))
  expect(64 * devicesPerMember).toBeLessThanOrEqual(256)
  expect(await ben.writes().catch(() => 'no key')).toBe('no key')
  const key = await ann.writes()
  expect(await ben.writes()).toBe(key)
})

test('S9 of two who begin a view at once every key reads, and one writes: the lowest id of equals', async () => {
  const group = createGroup('ann', 'ben')
  const [ann, ben] = [group.device('ann'), group.device('ben')]
  await ann.writes()
  await ben.writes()
  group.next('ann', 'ben')
  for (const one of [ann, ben]) one.goes(true)
  const [left, right] = [await ann.writes(), await ben.writes()]
  expect(left).not.toBe(right)
  for (const one of [ann, ben]) one.goes(false)
  expect([await ann.writes(), await ben.writes()]).toEqual([lowest(left, right), lowest(left, right)])
  expect(ann.writer.held().map(({ id }) => id)).toEqual(ben.writer.held().map(({ id }) => id))
  expect(group.seals).toHaveLength(3)
})

test('S9 D9 a member who seals the key of a new view to himself only stops nobody: who writes makes a newer one, and it stays', async () => {
  const group = createGroup('ann', 'ben', 'eve')
  const [ann, ben, eve] = [group.device('ann'), group.device('ben'), group.device('eve')]
  for (const one of [ann, ben, eve]) await one.writes()
  group.next('ann', 'ben', 'eve')
  const own = lowKey()
  const toEve = eve.receivers().filter(({ device }) => device === eve.device)
  eve.seals(own, makeSeal(own, toEve, null, random).boxes)
  expect(await eve.writes()).toBe(keyIdOf(own))
  const made = await ben.writes()
  expect(made).not.toBe(keyIdOf(own))
  expect([await ann.writes(), await eve.writes(), await ben.writes()]).toEqual([made, made, made])
  expect(group.seals).toHaveLength(3)
})

test('S9 D9 rubbish in a box or in a predecessor is no key: it stops nothing, and who got it makes a newer key unasked', async () => {
  const group = createGroup('ann', 'ben', 'eve')
  const [ann, ben, eve] = [group.device('ann'), group.device('ben'), group.device('eve')]
  for (const one of [ann, ben, eve]) await one.writes()
  group.next('ann', 'ben', 'eve')
  const [own, other] = [lowKey(), random.bytes(32)]
  const good = makeSeal(own, eve.receivers(), null, random)
  const wrong = makeSeal(other, eve.receivers(), null, random)
  eve.seals(
    own,
    good.boxes.map((box, i) => (box.device === ann.device ? (wrong.boxes[i] ?? box) : box)),
  )
  eve.seals(own, [{ device: ann.device, box: Uint8Array.of(9) }])
  const chained = ann.keyring.all().keys().next().value
  group.seals.push({
    key: keys.seal(hash('view 0') as ViewId, chained as KeyId, hash('odd') as EntryId),
    value: { keyId: chained, by: '0x', depth: 1, boxes: [], previous: { keyId: hash('nobody'), box: Uint8Array.of(7) } } as never,
  })
  const learnt = ann.learnt()
  ann.writer.learn()
  expect(ann.learnt()).toBe(learnt)
  expect(await ben.writes()).toBe(good.keyId)
  expect(await ann.writer.sealToEverybody()).toBe(true)
  const made = await ann.writes()
  expect(made).not.toBe(good.keyId)
  expect([await ben.writes(), await eve.writes()]).toEqual([made, made])
  for (const one of [ann, ben, eve]) expect(await one.writer.sealToEverybody()).toBe(false)
})

test('S11 who holds the key that writes seals it again to devices that were linked later, once', async () => {
  const group = createGroup('ann', 'ben')
  const [ann, ben] = [group.device('ann'), group.device('ben')]
  const first = await ann.writes()
  const phone = group.device('ann', 'ann phone')
  await expect(phone.writes()).rejects.toMatchObject({ code: 'KEY_MISSING' })
  expect(await phone.writer.sealToEverybody()).toBe(false)
  expect(await ben.writes()).toBe(first)
  expect(await ben.writer.sealToEverybody()).toBe(true)
  expect(await phone.writes()).toBe(first)
  for (const one of [ann, ben, phone]) expect(await one.writer.sealToEverybody()).toBe(false)
  expect(group.seals).toHaveLength(2)
})

test('S11 a device that waits in a view without a key gets one from whoever holds an older key', async () => {
  const group = createGroup('ann', 'ben')
  const [ann, ben] = [group.device('ann'), group.device('ben')]
  const first = await ann.writes()
  expect(await ben.writes()).toBe(first)
  group.next('ann', 'ben', 'dan')
  expect(await ben.writer.sealToEverybody()).toBe(false)
  const dan = group.device('dan')
  expect(await ben.writer.sealToEverybody()).toBe(true)
  const second = await dan.writes()
  expect([await ann.writes(), await ben.writes()]).toEqual([second, second])
  expect(dan.writer.held().map(({ id }) => id)).toEqual([second, first])
})

test('S11 a key that does not write and that not everybody was given is chained to the one that writes, once', async () => {
  const group = createGroup('ann', 'ben', 'cat')
  const [ann, ben, cat] = [group.device('ann'), group.device('ben'), group.device('cat')]
  // Ben sees nothing, as after he lost records: he knows no other device when he makes a key and writes with it.
  ben.goes(true)
  const writes = await ann.writes()
  let key = random.bytes(32)
  while (keyIdOf(key) < writes) key = random.bytes(32)
  ben.seals(
    key,
    makeSeal(
      key,
      ben.receivers().filter(({ device }) => device === ben.device),
      null,
      random,
    ).boxes,
  )
  ben.goes(false)
  expect(await ben.writer.sealToEverybody()).toBe(true)
  for (const one of [ann, ben, cat]) {
    expect(await one.writes()).toBe(writes)
    expect(one.keyring.get(keyIdOf(key))).toEqual(key)
    expect(await one.writer.sealToEverybody()).toBe(false)
  }
  expect(group.seals).toHaveLength(3)
})

test('S9 a key that a removed member has does not write in a later view, however often it is sealed there', async () => {
  const group = createGroup('ann', 'ben', 'eve')
  const [ann, ben, eve] = [group.device('ann'), group.device('ben'), group.device('eve')]
  const first = await ann.writes()
  for (const one of [ben, eve]) await one.writes()
  group.next('ann', 'ben')
  const old = ben.keyring.get(first) as Uint8Array
  const again = makeSeal(old, ben.receivers(), null, random)
  ben.seals(old, again.boxes)
  const made = await ann.writes()
  expect(made).not.toBe(first)
  expect(await ben.writes()).toBe(made)
  // The removed one makes nothing: it is no receiver any more.
  expect(await eve.writer.sealToEverybody()).toBe(false)
  await expect(eve.writes()).rejects.toMatchObject({ code: 'KEY_MISSING' })
})

test('P11 keys are there after a restart, whatever an older version kept beside them', () => {
  const meta = memoryMeta()
  const keyring = createKeyring(meta, space)
  const key = random.bytes(32)
  const id = keyring.add(key)
  expect(createKeyring(meta, space).get(id)).toEqual(key)
  expect(createKeyring(meta, hash('other') as SpaceId).all().size).toBe(0)
})

test('S9 after a device was revoked the next record makes a key that it is not given, one that the others chain and open', async () => {
  const group = createGroup('ann', 'ben')
  const [ann, ben] = [group.device('ann'), group.device('ben')]
  const lost = group.device('ann', 'lost')
  const first = await ann.writes()
  expect([await ben.writes(), await lost.writes()]).toEqual([first, first])
  group.unlink('ann', lost.device)
  expect(await ben.writer.sealToEverybody()).toBe(true)
  const second = await ben.writes()
  expect(second).not.toBe(first)
  expect([await ann.writes(), await ben.writer.sealToEverybody(), await ann.writer.sealToEverybody()]).toEqual([second, false, false])
  lost.writer.learn()
  expect(lost.keyring.get(second)).toBeUndefined()
  const late = group.device('ben', 'late')
  await ann.writer.sealToEverybody()
  late.writer.learn()
  expect(late.writer.held().map(({ id }) => id)).toEqual([second, first])
})

test('S9 a key that was handed to the device by somebody who had not heard of the revocation is not written with any more', async () => {
  const group = createGroup('ann', 'ben', 'cat')
  const [ann, ben, cat] = [group.device('ann'), group.device('ben'), group.device('cat')]
  const first = await ann.writes()
  ben.writer.learn()
  cat.writer.learn()
  // Ben makes the key of the next view before he hears, and cat hands it to a device that appeared just now.
  cat.goes(true)
  group.next('ann', 'ben', 'cat')
  const second = await ben.writes()
  cat.goes(false)
  cat.goes(true)
  const lost = group.device('ann', 'lost')
  group.unlink('ann', lost.device)
  expect(await cat.writer.sealToEverybody()).toBe(true)
  cat.goes(false)
  const third = await ann.writes()
  expect(new Set([first, second, third]).size).toBe(3)
  lost.writer.learn()
  expect([lost.keyring.get(second) === undefined, lost.keyring.get(third)]).toEqual([false, undefined])
  expect([await ben.writes(), await cat.writes()]).toEqual([third, third])
})

test('S9 who hands the new key to a revoked device makes nobody change keys for ever', async () => {
  const group = createGroup('ann', 'ben')
  const [ann, ben] = [group.device('ann'), group.device('ben')]
  const lost = group.device('ann', 'lost')
  await ann.writes()
  group.unlink('ann', lost.device)
  const second = await ann.writes()
  ben.writer.learn()
  const key = ben.keyring.get(second)
  if (key === undefined) throw new RangeError('ben was given the key')
  ben.seals(key, makeSeal(key, [{ device: lost.device, exchangeKey: lost.exchangeKey }], null, random).boxes)
  expect([await ann.writes(), await ann.writer.sealToEverybody()]).toEqual([second, false])
})

import { createHash } from 'node:crypto'
import type { EntryId, SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { foundDao, newRequestId } from './foundDao.ts'
import { until } from './realTime.ts'
import type { Member } from './startMember.ts'

const content = Uint8Array.from({ length: 900_000 }, (_, at) => (at * 7 + (at >> 8) * 13) & 255)
const pieceBytes = 300_001

const upload = async ({ api }: Member, space: SpaceId, id: string, bytes = content): Promise<void> => {
  await api.files.upload({ space, upload: id, size: bytes.length })
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await api.files.write({ space, upload: id, at, content: Buffer.from(bytes.subarray(at, at + pieceBytes)).toString('base64') })
}
const share = async (member: Member, space: SpaceId, name: string, bytes = content) => {
  const requestId = newRequestId()
  await upload(member, space, requestId, bytes)
  return member.api.files.add({ requestId, space, upload: requestId, name, type: 'application/pdf', about: null })
}
const read = async ({ api }: Member, space: SpaceId, file: EntryId): Promise<Buffer> => {
  const parts: Buffer[] = []
  for (let at: number | null = 0; at !== null;) {
    const piece: { readonly content: string; readonly next: number | null } = await api.files.read({ space, file, at })
    parts.push(Buffer.from(piece.content, 'base64'))
    at = piece.next
  }
  return Buffer.concat(parts)
}
const stateAt = async ({ api }: Member, space: SpaceId, file: EntryId): Promise<string | undefined> =>
  (await api.files.list({ space })).find(({ entry }) => entry === file)?.state

test('M36/M38: a file goes from its author to the others, who give it on; damage heals; a withdrawal takes nothing from anybody', async () => {
  const { space, member, restart, files, close } = await foundDao(['ana', 'ben', 'cat'])
  const [ana, ben] = [member('ana'), member('ben')]
  const { entry, file } = await share(ana, space, 'Plan.pdf')
  expect(await stateAt(ana, space, entry)).toBe('whole')
  await until('its record at ben’s', async () => (await stateAt(ben, space, entry)) === 'absent')
  await expect(ben.api.files.read({ space, file: entry, at: 0 })).rejects.toMatchObject({ code: 'FILE_ABSENT' })
  await ben.api.files.fetch({ requestId: newRequestId(), space, file: entry })
  await until('the file at ben’s', async () => (await stateAt(ben, space, entry)) === 'whole')
  expect(Buffer.compare(await read(ben, space, entry), content)).toBe(0)
  expect(await ben.api.files.get({ space, file: entry })).toMatchObject({
    name: 'Plan.pdf',
    mine: false,
    hash: createHash('sha256').update(content).digest('hex'),
  })

  // The author is gone; who has it gives it on, also to one that was started anew in between.
  await ana.node.close()
  const wish = newRequestId()
  await until('its record at cat’s', async () => (await stateAt(member('cat'), space, entry)) === 'absent')
  await member('cat').api.files.fetch({ requestId: wish, space, file: entry })
  const cat = await restart('cat')
  await until('the file at cat’s', async () => (await stateAt(cat, space, entry)) === 'whole')
  expect(Buffer.compare(await read(cat, space, entry), content)).toBe(0)
  const holders = await cat.api.files.holders({ space, file: entry })
  expect(holders).toMatchObject([{ device: ben.node.device, chunks: 4, of: 4 }])

  // A disk that forgets: found by its hash, fetched again unasked.
  await files('cat').reopen(space, file)
  await files('cat').write(space, file, 300_000, new Uint8Array(50))
  await files('cat').complete(space, file)
  await expect(read(cat, space, entry)).rejects.toMatchObject({ code: 'FILE_DAMAGED' })
  await until('healed', async () => (await stateAt(cat, space, entry)) === 'whole')
  expect(Buffer.compare(await read(cat, space, entry), content)).toBe(0)

  const again = await restart('ana')
  await expect(cat.api.files.withdraw({ requestId: newRequestId(), space, file: entry })).rejects.toMatchObject({ code: 'FILE_UNKNOWN' })
  await again.api.files.withdraw({ requestId: newRequestId(), space, file: entry })
  await until('the withdrawal', async () => (await ben.api.files.get({ space, file: entry })).withdrawn)
  expect(await stateAt(ben, space, entry)).toBe('whole')
  expect(Buffer.compare(await read(ben, space, entry), content)).toBe(0)
  await ben.api.files.remove({ requestId: newRequestId(), space, file: entry })
  expect(await stateAt(ben, space, entry)).toBeUndefined()
  await expect(ben.api.files.fetch({ requestId: newRequestId(), space, file: entry })).rejects.toMatchObject({ code: 'FILE_UNKNOWN' })
  await close()
}, 240_000)

test('M35/K1: a crash between the bytes and the record leaves nothing, and the same request then acts once', async () => {
  let commits = Infinity
  const { space, member, restart, files, close } = await foundDao(['ana'], { fault: () => (commits-- > 0 ? null : 'crash') })
  const requestId = newRequestId()
  const add = (one: Member) => one.api.files.add({ requestId, space, upload: requestId, name: 'a.bin', type: '', about: null })
  await upload(member('ana'), space, requestId)
  // The row that says that bytes are coming, and no more.
  commits = 1
  await expect(add(member('ana'))).rejects.toThrow(Error)
  commits = Infinity
  const again = await restart('ana')
  expect([await files('ana').list(space), await again.api.files.list({ space })]).toEqual([[], []])
  await expect(add(again)).rejects.toMatchObject({ code: 'FILE_UPLOAD' })
  await upload(again, space, requestId)
  const row = await add(again)
  expect(await add(again)).toEqual(row)
  expect(await again.api.files.list({ space })).toMatchObject([{ entry: row.entry, state: 'whole' }])
  await close()
}, 120_000)

test('M37/E1: the API takes bytes and no paths, in order, and no name that is none', async () => {
  const { space, member, close } = await foundDao(['ana'])
  const { api } = member('ana')
  const upload = newRequestId()
  await api.files.upload({ space, upload, size: 3 })
  await expect(api.files.write({ space, upload, at: 1, content: 'AA==' })).rejects.toMatchObject({ code: 'FILE_UPLOAD' })
  const add = (name: string) => api.files.add({ requestId: newRequestId(), space, upload, name, type: '', about: null })
  await expect(add('early.bin')).rejects.toMatchObject({ code: 'FILE_UPLOAD' })
  await api.files.write({ space, upload, at: 0, content: 'AAEC' })
  for (const name of ['../x', 'a/b', '.hidden', 'pic\u202egnp.exe', 'NUL'])
    await expect(add(name)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  expect((await add('three.bin')).size).toBe(3)
  await expect(api.files.upload({ space, upload: newRequestId(), size: 2 ** 40 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await close()
}, 120_000)

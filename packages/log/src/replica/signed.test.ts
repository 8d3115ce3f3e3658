import { decodeEntry, type DeviceKey, encodeEntry } from '@daomesh/protocol'
import { expect, it } from 'vitest'
import { allBytes, deviceOf, note, peer, picture } from '../fixtures/world.ts'
import { nativeVerifier } from '../native/index.ts'
import { pureVerifier } from '../verify/pureVerifier.ts'

/** A device that counts what it signs. */
const counting = (name: string): { readonly device: DeviceKey; readonly signings: () => number } => {
  let signings = 0
  const key = deviceOf(name)
  const sign = (message: Uint8Array): Uint8Array => {
    signings++
    return key.sign(message)
  }
  return { device: { ...key, sign }, signings: () => signings }
}

it('L47 what is written together is signed once, also for several who asked, and what the rules refuse signs nothing', async () => {
  const { device, signings } = counting('ann')
  const a = await peer('ann', { device })
  await a.append(note('opens the log'))
  const before = signings()
  await a.append(note('alone'))
  await a.appendMany([note('1'), note('2'), note('3')])
  expect(signings() - before).toBe(2)
  const asked = await Promise.allSettled([
    a.append(note('ann says')),
    a.append({ ...note('x'), kind: 'bad' }),
    a.append(note('in another stream', 'draft')),
    a.append(note('and so does her other window')),
  ])
  expect(asked.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(signings() - before).toBe(3)
  await expect(a.append({ ...note('x'), kind: 'bad' })).rejects.toMatchObject({ code: 'ENTRY_BODY' })
  expect(signings() - before).toBe(3)
})

it.each([
  ['native', nativeVerifier()],
  ['pure', pureVerifier()],
])('L47 D2 each of them is taken alone, in any order, by the %s verifier; a turned bit on its way up is refused', async (_, verifier) => {
  const a = await peer('ann')
  await a.appendMany(Array.from({ length: 9 }, (__, i) => note(`${i}`)))
  const bytes = allBytes(a)
  const b = await peer('ben', { verifier })
  for (const one of bytes.toReversed()) expect((await b.ingest([one])).refused).toBe(0)
  expect(picture(b)).toEqual(picture(a))
  const c = await peer('cid', { verifier })
  const turned = bytes.map((one) => {
    const { headerBytes, signature, body } = decodeEntry(one)
    const other = signature.slice()
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1
    return encodeEntry({ headerBytes, signature: other, body })
  })
  expect(await c.ingest(turned)).toMatchObject({ stored: [], refused: bytes.length })
})

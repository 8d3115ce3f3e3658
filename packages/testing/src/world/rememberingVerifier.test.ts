import { deviceKeyFromSeed, nativeVerifier } from '@daomesh/log/native'
import { concatBytes, type DeviceId, hashOf, type Hex, to0x, utf8, type Verifier } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { devnetAccounts } from '@daomesh/chain/devnet'
import { privateKeyToAccount } from 'viem/accounts'
import { rememberingVerifier } from './rememberingVerifier.ts'

type Item = Parameters<Verifier['verifyDevice']>[0][number]

const real = nativeVerifier()
const [ada, ben] = ['ada', 'ben'].map((name) => deviceKeyFromSeed(hashOf('test/device', utf8(name)))) as [
  ReturnType<typeof deviceKeyFromSeed>,
  ReturnType<typeof deviceKeyFromSeed>,
]
const message = utf8('message')
const good = ada.sign(message)
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

const items: readonly Item[] = [
  { device: ada.device, message, signature: good },
  { device: ben.device, message, signature: good },
  { device: ada.device, message: flipped(message, 0), signature: good },
  { device: ada.device, message: utf8(''), signature: concatBytes(good, message) },
  // The same bytes in a row as the first, parted elsewhere.
  { device: ada.device, message: concatBytes(good.subarray(63), message), signature: good.subarray(0, 63) },
  { device: ada.device, message, signature: new Uint8Array(0) },
  { device: 'ff'.repeat(32) as DeviceId, message, signature: good },
  ...Array.from({ length: 64 }, (_, at) => ({ device: ada.device, message, signature: flipped(good, at) })),
]

test('answers about devices as the real one does, in any order, asked for the first time or again, one by one or together', async () => {
  const expected = await real.verifyDevice(items)
  expect(expected.filter(Boolean)).toHaveLength(1)
  for (const order of [items, items.toReversed()]) {
    const remembering = rememberingVerifier(real)
    const answers = order === items ? expected : expected.toReversed()
    for (let round = 0; round < 2; round++) expect(await remembering.verifyDevice(order)).toEqual(answers)
    for (const [i, item] of order.entries()) expect(await remembering.verifyDevice([item, item])).toEqual([answers[i], answers[i]])
  }
})

test('asks the real one about each signature once, and about nothing less', async () => {
  const asked: Item[] = []
  const remembering = rememberingVerifier({
    ...real,
    verifyDevice: (some) => {
      asked.push(...some)
      return real.verifyDevice(some)
    },
  })
  for (let round = 0; round < 3; round++) await remembering.verifyDevice(items)
  expect(asked).toEqual(items)
})

test('answers about accounts as the real one does', async () => {
  const [account] = devnetAccounts(1)
  if (account === undefined) throw new RangeError('one account was asked for')
  const digest = to0x(hashOf('test/digest'))
  const signature = await privateKeyToAccount(account.privateKey).sign({ hash: digest })
  const remembering = rememberingVerifier(real)
  const odd: readonly (readonly [Hex, Hex])[] = [
    [digest, signature],
    [to0x(hashOf('test/other')), signature],
    [digest, `${signature.slice(0, -2)}1d` as Hex],
    [digest, '0x'],
  ]
  for (let round = 0; round < 2; round++)
    for (const [hash, text] of odd) expect(remembering.recoverAccount(hash, text)).toBe(real.recoverAccount(hash, text))
  expect(remembering.recoverAccount(digest, signature)).toBe(account.address)
})

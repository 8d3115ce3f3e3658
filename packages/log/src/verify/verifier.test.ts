import { equalBytes } from '@daomesh/protocol'
import { describe, expect, it } from 'vitest'
import { deviceKeyFromSeed, nativeVerifier } from '../native/index.ts'
import { loadRecovery } from '../native/recovery.ts'
import { acceptVerifier } from './verifierAcceptance.ts'
import { pureVerifier } from './pureVerifier.ts'
import { rememberLast } from './rememberLast.ts'

acceptVerifier('pure', pureVerifier())
acceptVerifier('native', nativeVerifier())
acceptVerifier('native without libsodium', nativeVerifier({ sodium: null }))

it('L51 D2 what was found good is kept as a copy: bytes that are written over later prove nothing, and keep no batch alive', () => {
  const key = deviceKeyFromSeed(new Uint8Array(32).fill(8))
  const message = Uint8Array.of(1, 2, 3)
  const batch = new Uint8Array(4096)
  batch.set(key.sign(message), 100)
  const signature = batch.subarray(100, 164)
  let checks = 0
  const check = rememberLast((_device, _message, signed) => {
    checks += 1
    return equalBytes(signed, key.sign(message))
  })
  expect([check(key.device, message, signature), check(key.device, message, signature), checks]).toEqual([true, true, 1])
  batch.fill(7)
  expect([check(key.device, message, signature), check(key.device, message, key.sign(message)), checks]).toEqual([false, true, 2])
})

describe('native', () => {
  it('L7 account recovery is native on this platform', () => {
    expect(loadRecovery()).not.toBeNull()
  })

  it('L8 a device key signs what both verifiers accept; its exchange secret is not its seed', async () => {
    const key = deviceKeyFromSeed(new Uint8Array(32).fill(9))
    const message = Uint8Array.of(1, 2, 3)
    const items = [{ device: key.device, message, signature: key.sign(message) }]
    expect(await pureVerifier().verifyDevice(items)).toEqual([true])
    expect(await nativeVerifier().verifyDevice(items)).toEqual([true])
    expect(key.exchangeSecret).toHaveLength(32)
    expect(key.exchangeSecret).not.toEqual(key.seed)
    expect(() => deviceKeyFromSeed(new Uint8Array(31))).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
  })
})

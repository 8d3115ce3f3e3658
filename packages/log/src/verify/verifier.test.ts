import { describe, expect, it } from 'vitest'
import { deviceKeyFromSeed, nativeVerifier } from '../native/index.ts'
import { loadRecovery } from '../native/recovery.ts'
import { acceptVerifier } from './verifierAcceptance.ts'
import { pureVerifier } from './pureVerifier.ts'

acceptVerifier('pure', pureVerifier())
acceptVerifier('native', nativeVerifier())
acceptVerifier('native without libsodium', nativeVerifier({ sodium: null }))

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

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromHex } from '../bytes.ts'
import { exchange, portableExchange } from './exchange.ts'

const raw = fc.uint8Array({ minLength: 32, maxLength: 32 })
const outcome = (run: () => Uint8Array): Uint8Array | 'refused' => {
  try {
    return run()
  } catch {
    return 'refused'
  }
}

test('P11: the platform agrees on the same secret as the portable curve, for whatever a peer calls its key', () => {
  fc.assert(
    fc.property(raw, raw, (secret, peer) => {
      const inBuffer = Buffer.concat([Uint8Array.of(1), secret]).subarray(1)
      expect(exchange.publicKeyOf(inBuffer)).toEqual(portableExchange.publicKeyOf(secret))
      expect(exchange.sharedSecretOf(inBuffer, peer)).toEqual(portableExchange.sharedSecretOf(secret, peer))
    }),
    { numRuns: 30 },
  )
  const secret = new Uint8Array(32).fill(7)
  const [zero, one, prime, all] = ['00'.repeat(32), `01${'00'.repeat(31)}`, `ed${'ff'.repeat(30)}7f`, 'ff'.repeat(32)].map(fromHex)
  for (const peer of [zero, one, prime, all, new Uint8Array(31), new Uint8Array(33)]) {
    const expected = outcome(() => portableExchange.sharedSecretOf(secret, peer ?? secret))
    expect(outcome(() => exchange.sharedSecretOf(secret, peer ?? secret))).toEqual(expected)
  }
  for (const short of [new Uint8Array(), new Uint8Array(31), new Uint8Array(33)])
    expect(outcome(() => exchange.publicKeyOf(short))).toBe('refused')
})

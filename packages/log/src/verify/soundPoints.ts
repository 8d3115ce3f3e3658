import { ed25519 } from '@noble/curves/ed25519.js'
import { equalBytes } from '@daomesh/protocol/entry'

/** A point of order 8; its multiples are all points of small order. */
const torsion = ed25519.Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')
const smallPoints: readonly Uint8Array[] = [1n, 2n, 3n, 4n, 5n, 6n, 7n]
  .map((n) => torsion.multiplyUnsafe(n).toBytes())
  .concat(ed25519.Point.ZERO.toBytes())

/** Such a point proves nothing: some versions of OpenSSL pass it and some do not, so all peers refuse it. */
export const isSmallPoint = (bytes: Uint8Array): boolean => smallPoints.some((small) => equalBytes(small, bytes))

/** The point of a device key; null when it is no canonical point or one of small order. */
export const soundKey = (bytes: Uint8Array): InstanceType<typeof ed25519.Point> | null => {
  try {
    const point = ed25519.Point.fromBytes(bytes, false)
    return point.isSmallOrder() ? null : point
  } catch {
    return null
  }
}

import { keys, registersOf } from '@daomesh/governance'
import { type Address, address, type Hex, noBounty, type SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createAgreedSeats } from './createAgreedSeats.ts'

const at = (n: number): Address => address.parse(`0x${n.toString(16).padStart(40, '0')}`)
const signature: Hex = '0x01'

test('J26 N4 who says of a thousand addresses that they agreed to a seat makes a look cost no more, and hides no DAO that did', async () => {
  const rows = Array.from({ length: 1_000 }, (_, n) => ({
    key: keys.consent(at(n), '1', '0', 'hash'),
    value: { dao: at(n), power: '1', shares: '0', signature, by: at(5_000), at: 0, depth: n },
  }))
  const space = {
    id: 'valley' as SpaceId,
    record: { dao: at(9_000), chain: { chainId: 1n, genesisHash: noBounty } },
    registers: () => registersOf(rows),
    chainState: () => ({ epochs: [] }),
  }
  let asked = 0
  let agrees = true
  const agreed = createAgreedSeats({
    signs: async ({ signer }) => {
      asked += 1
      return signer === at(999) && agrees
    },
  })
  for (let look = 0; look < 16; look++) await agreed(space)
  expect(asked).toBe(16 * 64)
  asked = 0
  expect((await agreed(space)).map(({ dao }) => dao)).toEqual([at(999)])
  expect(asked).toBe(65)
  // Its members may have said something else since: asked again each time.
  agrees = false
  expect(await agreed(space)).toEqual([])
})

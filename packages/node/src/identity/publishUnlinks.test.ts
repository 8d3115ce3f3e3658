import { keys } from '@daomesh/governance'
import { address, bytes32, DaomeshError, type DeviceId, type SpaceId, spaceId, type ViewFact } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { NodeContext } from '../context.ts'
import type { SignedUnlink } from './createDeviceUnlinks.ts'
import { publishUnlinks } from './publishUnlinks.ts'

const own = address.parse(`0x${'aa'.repeat(20)}`)
const lost = 'dd'.repeat(32) as DeviceId
const signed: SignedUnlink = {
  chainId: 1n,
  unlink: { member: own, device: bytes32.parse(`0x${lost}`), nonce: bytes32.parse(`0x${'11'.repeat(32)}`) },
  signature: '0x',
}

/**
 * What publishing asks of a space in which the lost device wrote; `refuses`: nothing can be written there yet, which no command brings about at will. No whole
 * space, so it is taken for one below; whole nodes do it in lostElsewhere.test.ts.
 */
const openSpace = (
  byte: string,
  refuses: boolean,
  view: Pick<ViewFact, 'members' | 'through'> = { members: new Set([own]) },
  linked = true,
) => {
  const rows = new Set<string>(linked ? [keys.device(own, lost)] : [])
  return {
    id: spaceId.parse(byte.repeat(32)),
    record: { type: 'deal', chain: { chainId: 1n } },
    view: () => view,
    registers: () => ({ get: (key: string) => (rows.has(key) ? {} : undefined), entries: () => [] }),
    append: () => {
      if (refuses) return Promise.reject(new DaomeshError('MEMBERSHIP_REFUSED'))
      rows.add(keys.unlinked(own, lost))
      return Promise.resolve('')
    },
  }
}

test('M286 M40 a lost device is unlinked in every space where that can be said, also behind one where it cannot yet', async () => {
  const spaces = [openSpace('01', false), openSpace('02', true), openSpace('03', false)]
  const node = { spaces: { all: () => spaces }, account: { current: () => own } } as unknown as NodeContext
  const where = (): SpaceId[] =>
    spaces.filter(({ registers }) => registers().get(keys.unlinked(own, lost)) !== undefined).map(({ id }) => id)
  await expect(publishUnlinks(node, [signed])).rejects.toMatchObject({ code: 'MEMBERSHIP_REFUSED' })
  expect(where()).toEqual([spaces[0]?.id, spaces[2]?.id])
})

test('M344 M40 it is told wherever the account is, by a seat or through a DAO, though the device never was there; and nowhere else', async () => {
  const dao = address.parse(`0x${'da'.repeat(20)}`)
  const through = { members: new Set([dao]), through: new Map([[own, dao]]) }
  const spaces = [
    openSpace('01', false, through),
    openSpace('02', false, through, false),
    openSpace('03', false, { members: new Set([dao]) }),
  ]
  const node = { spaces: { all: () => spaces }, account: { current: () => own } } as unknown as NodeContext
  expect(await publishUnlinks(node, [signed])).toEqual([spaces[0]?.id, spaces[1]?.id])
  expect(await publishUnlinks(node, [signed])).toEqual([])
})

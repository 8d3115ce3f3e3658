import { predictDaoAddress } from '@daomesh/chain'
import type { DevnetAccount } from '@daomesh/chain/devnet'
import { type Address, address, daoSpaceOf, type DealOpening, hashOf, toHex, utf8 } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, factory, genesisOf, openHome, people } from '../fixtures/home.ts'
import { escrowOf } from './escrowOf.ts'
import { takeDeal } from './takeDeal.ts'

const [ann, ben] = people as [DevnetAccount, DevnetAccount]
const genesis = genesisOf([ann, ben])
const dao = predictDaoAddress(factory, genesis)
const space = daoSpaceOf(chain, dao)

/** A deal with ann that somebody hands her. */
const openingOf = (by: Address, nth: number): DealOpening => ({
  v: 1,
  chain,
  escrow: escrowOf(),
  issuer: { kind: 'person', account: by },
  hunter: { kind: 'person', account: ann.address },
  subject: { post: null, title: 'Lamp', brief: '', tags: [], reward: null, deadline: 0 },
  nonce: toHex(hashOf('test/nonce', utf8(`${by} ${nth}`))).slice(0, 32),
})
const stranger = (nth: number): Address => address.parse(`0x${(0xbeef00 + nth).toString(16).padStart(40, '0')}`)

test('M409 N4 strangers, whose accounts cost nothing, keep no member of an own DAO from handing over a deal, and one member not the others', async () => {
  const home = openHome('ann', ann)
  await home.spaces.add({ type: 'dao', space, chain, lobby: null, dao, factory, genesis, proposer: true, displayName: '' })
  home.learn(space, { kind: 'founded', genesis })
  const shown = (by: Address, nth: number) => takeDeal(home, openingOf(by, nth), [], 'asked')
  for (let nth = 0; nth < 32; nth++) await shown(stranger(nth), 0)
  await expect(shown(stranger(99), 0)).rejects.toMatchObject({ code: 'DEAL_FULL' })
  for (let nth = 0; nth < 8; nth++) await shown(ben.address, nth)
  await expect(shown(ben.address, 8)).rejects.toMatchObject({ code: 'DEAL_FULL' })
  expect(home.spaces.deals()).toHaveLength(40)
  // Nor by naming one of them, with ann as the arbiter between the two.
  const between = { ...openingOf(stranger(50), 0), hunter: { kind: 'person', account: ben.address } } as const
  await expect(takeDeal(home, between, [], 'asked', ann.address)).rejects.toMatchObject({ code: 'DEAL_FULL' })
  // What a stranger opened again and again is no more room than before.
  await expect(shown(stranger(0), 1)).rejects.toMatchObject({ code: 'DEAL_FULL' })
})

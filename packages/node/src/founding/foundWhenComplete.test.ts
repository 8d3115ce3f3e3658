import { predictDaoAddress } from '@daomesh/chain'
import { createDevnetSigner, type DevnetAccount } from '@daomesh/chain/devnet'
import { daomeshDomain, daoSpaceOf, genesisHashOf, governanceStream, lobbySpaceOf } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { chain, factory, genesisOf, openHome, people } from '../fixtures/home.ts'
import { foundWhenComplete } from './foundWhenComplete.ts'

const [ann, eve] = people as [DevnetAccount, DevnetAccount]
const secret = new Uint8Array(32).fill(7)
const lobby = lobbySpaceOf(chain, secret)

type Home = ReturnType<typeof openHome>

const inLobby = async (name: string, person: DevnetAccount): Promise<Home> => {
  const home = openHome(name, person)
  const record = { chain, name: 'Meadow', secret, expires: 2 ** 50, founder: false, displayName: name }
  await home.spaces.add({ type: 'lobby', space: lobby, ...record })
  return home
}

/** All that one holds, to the other. */
const bring = async (from: Home, to: Home): Promise<void> => {
  const { lines, wire } = from.spaces.lobby(lobby).replica
  await to.spaces.lobby(lobby).replica.ingest([...lines(governanceStream)].flatMap(({ id }) => wire(id) ?? []))
}

test('J23 M30 E6 whoever holds the invite and proposes the same founding once more does not keep it from having a key', async () => {
  const [hers, stranger] = [await inLobby('ann', ann), await inLobby('eve', eve)]
  const genesis = genesisOf([ann])
  await hers.spaces.lobby(lobby).append('lobby.propose', { factory, genesis })
  const signature = await createDevnetSigner([ann]).sign(ann.address, {
    type: 'typedData',
    domain: daomeshDomain(chain.chainId, factory),
    name: 'Genesis',
    message: genesis,
    context: { title: '', lines: [] },
  })
  await hers.spaces.lobby(lobby).append('lobby.cosign', { genesisHash: genesisHashOf(genesis), signature })
  await bring(hers, stranger)
  // Ids are as chance has them, so one of these stands before hers and one behind.
  for (let i = 0; i < 16; i++) await stranger.spaces.lobby(lobby).append('lobby.propose', { factory, genesis })
  await bring(stranger, hers)
  expect(await foundWhenComplete(hers, hers.spaces.lobby(lobby))).toBe(true)
  const dao = daoSpaceOf(chain, predictDaoAddress(factory, genesis))
  expect(hers.spaces.dao(dao).record.proposer).toBe(true)
  expect(hers.spaces.dao(dao).canWrite()).toBe(true)
})

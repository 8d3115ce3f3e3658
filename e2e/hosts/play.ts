import { createChainClient, sandboxProfile } from '@daomesh/chain'
import { systemClock } from '@daomesh/peer'
import { address } from '@daomesh/protocol'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { deployDao } from '../scene/deployDao.ts'
import { foundDao } from '../scene/foundDao.ts'
import { oneState } from '../scene/oneState.ts'
import { allAreWell, nameTheCut } from './cases/askDoctor.ts'
import { comeBack, showTheCut, voteWhileCut } from './cases/cutLink.ts'
import { enactOnce } from './cases/enactOnce.ts'
import { findByMulticast, onlyOwnAddresses } from './cases/findByMulticast.ts'
import { heal, refuseToEnact, showTheSides, voteApart } from './cases/partition.ts'
import { leaveTheRelay, meetByRelay } from './cases/meetByRelay.ts'
import { propose } from './cases/propose.ts'
import { stayInside } from './cases/stayInside.ts'
import type { Cases } from './countCases.ts'
import { names, powers, type Stage } from './stage.ts'
import { reachPatience, untilShown } from './watch.ts'

/** How many cases `play` has. */
export const planned = 17

const ether = 10n ** 18n
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

/** The whole scenario in order; each case stands on those before it. @throws CaseFailed */
export const play = async (stage: Stage, { check, say }: Cases): Promise<void> => {
  const { members, devnet, factory } = stage
  await check('seven hosts start, two at a time', stage.startMembers)
  const found = await check('they find each other by multicast alone', () => findByMulticast(stage))
  say(`all connected ${seconds(found)} after the last node was up`)
  const { space } = await check('seven members found a DAO', () => foundDao(members, powers))
  await check('it is deployed, and live on every host', async () => {
    await deployDao(members, space, 3n * ether)
    await untilShown(members, { state: 'live', peers: names.length - 1, chain: 'online' })
  })
  await check('each doctor says that all is well', () => allAreWell(stage))
  const client = createChainClient({ rpcUrl: devnet.rpcUrl, profile: sandboxProfile(devnet.identity, factory), clock: systemClock })

  const picnic = await propose(stage, members[1] ?? missing(), space, 'Hold a picnic', null)
  await check('a cut member votes alone, and the others go on', () => voteWhileCut(stage, space, picnic))
  const noticed = await check('the cut is shown as it is', () => showTheCut(stage, space, picnic))
  say(`Dan’s node showed it ${seconds(noticed)} after the last vote`)
  await check('the doctors name the cut on both sides, and nothing else', () => nameTheCut(stage))
  const back = await check('the cut member comes back, and everything arrives', () => comeBack(stage, space, picnic))
  say(`everything everywhere ${seconds(back)} after the cable was in`)

  const payment = { to: address.parse(privateKeyToAccount(generatePrivateKey()).address), wei: ether }
  const map = await propose(stage, members[0] ?? missing(), space, 'Pay for the map', payment)
  await check('three and four are apart, and all seven vote', () => voteApart(stage, space, map))
  const split = await check('each side shows only its own', () => showTheSides(stage, space, map))
  say(`the split was noticed everywhere ${seconds(split)} after the last vote`)
  await check('the smaller side cannot enact', () => refuseToEnact(stage, space, map))
  const healed = await check('together again, nothing is lost', () => heal(stage, space, map))
  say(`all ballots everywhere ${seconds(healed)} after the network was whole`)

  await check('one transaction enacts it, and seven nodes have one state', async () => {
    const { gas } = await enactOnce(stage, client, space, map, payment)
    const { stateHash, entries, cut } = await oneState(members, space, reachPatience)
    say(`${gas} gas; state ${stateHash.slice(0, 16)}…, ${entries} entries, ${cut.count} chain facts`)
  })
  const met = await check('two who cannot reach each other meet through a member who relays', () => meetByRelay(stage))
  say(`they met ${seconds(met)} after she came back`)
  await check('they leave the relay once the way is free', () => leaveTheRelay(stage))
  await check('nothing outside these hosts was contacted', async () => {
    await onlyOwnAddresses(stage)
    await stayInside(stage)
  })
}

const missing = (): never => {
  throw new Error('seven members')
}

import { setBalance } from '@daomesh/chain/devnet'
import { address, type SpaceId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import type { SceneMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'
import { openStage } from './openStage.ts'
import { daomesh } from './peerProcess.ts'

const stage = openStage()
const patience = 60_000
const nobody = `0x${'ab'.repeat(20)}`

test('M263 M264 M265 by command line: an issuer and a hunter of whom one always runs while the other does not close a deal through a third node, which is started anew between', async () => {
  const identities = await Promise.all(['ana', 'cleo', 'dan'].map((name) => createIdentity(stage.folder, name)))
  const [ana, cleo, dan] = identities as [Identity, Identity, Identity]
  await setBalance({ rpcUrl: stage.endpoint().rpcUrl, account: address.parse(ana.account), wei: 10n ** 19n })
  const market = <T>(by: Identity, verb: string, ...words: readonly string[]) => daomesh<T>(by.home, 'market', verb, ...words)
  const deal = <T>(by: Identity, verb: string, ...words: readonly string[]) => daomesh<T>(by.home, 'deal', verb, ...words)

  let carrier = await stage.begin(cleo)
  await carrier.api.market.join({ requestId: requestId() })
  const carriedNow = async () => (await carrier.api.market.status()).carried
  const carried = async () => (await carriedNow()).parcels
  /** Starts a node, has it meet the carrier alone, and ends it once what it wrote has gone there. */
  const during = async <T>(who: Identity, act: (node: SceneMember) => Promise<T>): Promise<T> => {
    const node = await stage.begin(who)
    const [at = ''] = (await carrier.api.network.status()).addresses
    await node.api.network.dial({ address: at })
    const answer = await act(node)
    await node.stop()
    return answer
  }
  /** What a node writes leaves within some six seconds: twice so long nothing came or went any more, and something did since `before`. */
  const settled = async (before: { readonly parcels: number; readonly bytes: number }) => {
    let [last, since, changes] = [JSON.stringify(before), Date.now(), 0]
    await until(
      'the carrier has it all',
      async () => {
        const now = JSON.stringify(await carriedNow())
        if (now !== last) [last, since, changes] = [now, Date.now(), changes + 1]
        return changes > 0 && Date.now() - since > 12_000
      },
      120_000,
    )
  }
  const offersAt = async ({ api }: SceneMember, space: SpaceId) => (await api.deals.get({ space }).catch(() => null))?.offerRows ?? []

  await during(ana, async () => {
    await market(ana, 'join')
    await market(ana, 'post', '--title', 'Fence', '--reward', '0.5eth')
    await until('the post is at the carrier', async () => (await carrier.api.market.status()).posts === 1, patience)
  })
  const { space, offer } = await during(dan, async ({ api }) => {
    await market(dan, 'join')
    await until('the post is here', async () => (await api.market.status()).posts === 1, patience)
    const opened = await deal<{ space: SpaceId }>(dan, 'open', ana.account, '--title', 'Fence', '--brief', 'A fence.')
    const days = (count: number): string => new Date(Date.now() + count * 86_400_000).toISOString()
    const terms = ['--amount', '0.5eth', '--deliver-by', days(28), '--valid-until', days(7), '--arbiter', nobody]
    const made = await deal<{ offer: string }>(dan, 'offer', opened.space, ...terms)
    // The letter, the opening of a log, the key, the deal, a name or brief, the offer, and how far this device has come.
    await until('all of it is there', async () => (await carried()) > 5, patience)
    await settled({ parcels: 0, bytes: 0 })
    return { ...opened, ...made }
  })

  await carrier.stop()
  carrier = await stage.begin(cleo)
  expect(await carried()).toBeGreaterThan(5)
  await during(ana, async (node) => {
    await until('the offer is here', async () => (await offersAt(node, space)).some(({ brief }) => brief !== null), patience)
    const before = await carriedNow()
    await deal(ana, 'accept', space, offer)
    await until('agreed', async () => (await offersAt(node, space))[0]?.status === 'agreed', patience)
    await settled(before)
  })
  await during(dan, async (node) => {
    await until('agreed', async () => (await offersAt(node, space))[0]?.status === 'agreed', patience)
    const before = await carriedNow()
    await deal(dan, 'sign', space, offer)
    await until('signed', async () => (await offersAt(node, space))[0]?.status === 'signed', patience)
    await settled(before)
  })
  await during(ana, async (node) => {
    await until('signed', async () => (await offersAt(node, space))[0]?.status === 'signed', patience)
    await deal(ana, 'fund', space, offer)
    await until('funded', async () => (await node.api.deals.get({ space })).status === 'funded', patience)
  })
  expect(await carrier.api.deals.list()).toEqual([])
}, 360_000)

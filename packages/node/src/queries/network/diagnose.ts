import { toDaomeshError } from '@daomesh/protocol'
import type { NodeContext } from '../../context.ts'
import type { Diagnosis, Finding } from '../../contract/diagnosis.ts'
import { checkDenied, checkEndpoint, checkSpaceChain } from '../../doctor/checkChain.ts'
import { checkSigner, checkStanding } from '../../doctor/checkIdentity.ts'
import { checkInvite } from '../../doctor/checkInvite.ts'
import { checkMember } from '../../doctor/checkMember.ts'
import { checkNetwork } from '../../doctor/checkNetwork.ts'
import { checkSpace } from '../../doctor/checkSpace.ts'
import { checkStorage } from '../../doctor/checkStorage.ts'
import { checkTransactions } from '../../doctor/checkTransactions.ts'
import { patiently } from '../../doctor/patiently.ts'
import { addressesOf, isLoopback, othersIn, type Scene, spacesAsked } from '../../doctor/scene.ts'

/** Asked only where it was not watched anyway: a screen that looks every few seconds must not become a load on the endpoint. */
const askChain = async ({ adapters, chainView }: NodeContext, probe: boolean): Promise<Scene['chain']> => {
  const state = chainView.state()
  const head = chainView.head()
  if (!probe && state === 'online' && head !== null) return head
  if (!probe && state === 'mismatch') return 'CHAIN_MISMATCH'
  if (!probe && state === 'offline') return 'CHAIN_UNREACHABLE'
  const asked = adapters.chain.client.head().catch((error: unknown) => toDaomeshError(error).code)
  return (await patiently(adapters.clock, asked)) ?? 'CHAIN_UNREACHABLE'
}

const look = async (node: NodeContext, probe: boolean): Promise<Scene> => {
  const { network, clock } = node.adapters
  return {
    node,
    inspection: await network.inspect(),
    connected: new Map(network.peers().map(({ device, since }) => [device, since])),
    chain: await askChain(node, probe),
    now: clock.now(),
  }
}

/** What is said of a key that is on its way; where none is, why is said in its place. */
const waitsForKey: ReadonlySet<string> = new Set(['KEY_MISSING', 'RECORDS_WAIT_KEY'])

/** One finding once, also where it holds in several spaces. */
const unique = (found: readonly Finding[]): Finding[] => [
  ...new Map(found.map((one) => [`${one.code} ${JSON.stringify(one.params)}`, one])).values(),
]

/** What is wrong here, and why members are not seen: each cause by its code. Reads only; with `probe` it calls who is away first. */
export const diagnose = async (node: NodeContext, { probe }: { readonly probe: boolean }): Promise<Diagnosis> => {
  if (probe) await node.reach.probe()
  const scene = await look(node, probe)
  const { network, deviceKey } = node.adapters
  const spaces = spacesAsked(node).map((space) => ({ space, others: othersIn(node, space), own: checkStanding(scene, space) }))
  const members = spaces.flatMap(({ space, others, own }) =>
    others.map((other) =>
      checkMember(
        scene,
        space,
        other,
        own.filter(({ severity }) => severity === 'blocks'),
      ),
    ),
  )
  const away = members.filter(({ devices }) => devices.length > 0 && !devices.some((device) => scene.connected.has(device)))
  const addresses = away.map(({ devices }) => devices.flatMap((device) => addressesOf(scene, device)))
  const known = new Set(members.flatMap(({ devices }) => devices))
  const findings = [
    ...checkStorage(scene),
    ...checkSigner(scene),
    ...checkNetwork({
      online: network.online(),
      addresses: network.addresses(),
      peers: scene.connected.size,
      inspection: scene.inspection,
      someoneAway: addresses.some((all) => all.length === 0 || !all.every(isLoopback)),
      someoneUnknown: addresses.some((all) => all.length === 0),
      memberHeard: (scene.inspection.heard ?? []).some(({ device }) => device !== deviceKey.device && known.has(device)),
    }),
    ...checkEndpoint({
      on: node.chainView.online(),
      sandbox: node.adapters.chain.sandbox,
      now: scene.now,
      answer: scene.chain,
      refusal: node.chainView.refusal(),
    }),
    ...checkDenied(scene),
    ...spaces.flatMap(({ space, others, own }) => [
      ...own,
      ...checkSpaceChain(scene, space),
      ...checkSpace(scene, space).filter(({ code }) => !waitsForKey.has(code) || !own.some((one) => one.code === 'DEVICE_CROWDED')),
      ...checkInvite(scene, space, others),
    ]),
    ...(await checkTransactions(scene)),
  ]
  return { at: scene.now, findings: unique(findings), members }
}

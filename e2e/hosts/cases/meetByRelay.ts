import type { SceneMember } from '../../scene/startMember.ts'
import { until } from '../../scene/until.ts'
import { names, type Stage } from '../stage.ts'
import { reachPatience, untilShown } from '../watch.ts'

/** Ada's and Ben's places. */
const [one, other] = [0, 1] as const

/** How a member is connected as another one's screen shows it; null while it is not. */
const pathTo = async ({ api }: SceneMember, name: string): Promise<'relayed' | 'direct' | null> => {
  const { peers } = await api.network.status()
  const peer = peers.find((each) => each.names.includes(name))
  if (peer === undefined) return null
  return peer.relayed ? 'relayed' : 'direct'
}

const pair = ({ members }: Stage): readonly [SceneMember, SceneMember] => {
  const [ada, ben] = [members[one], members[other]]
  if (ada === undefined || ben === undefined) throw new Error('seven members')
  return [ada, ben]
}

/** Nothing goes between Ada and Ben any more, and she comes back from being offline: they meet through the member whose node relays. Answers the milliseconds. */
export const meetByRelay = async (stage: Stage): Promise<number> => {
  const [ada, ben] = pair(stage)
  await ada.api.network.setOnline({ online: false, chain: true })
  await stage.lan.keepApart(one, other)
  await ada.api.network.setOnline({ online: true, chain: true })
  const began = performance.now()
  await until('Ben through a relay at Ada’s', async () => (await pathTo(ada, ben.name)) === 'relayed', reachPatience)
  await until('Ada through a relay at Ben’s', async () => (await pathTo(ben, ada.name)) === 'relayed', reachPatience)
  const took = performance.now() - began
  await untilShown(stage.members, { state: 'live', peers: names.length - 1, chain: 'online' })
  return took
}

/** The way is free again: they find each other and leave the relay. */
export const leaveTheRelay = async (stage: Stage): Promise<void> => {
  const [ada, ben] = pair(stage)
  await stage.lan.letMeet(one, other)
  await until('Ben directly at Ada’s', async () => (await pathTo(ada, ben.name)) === 'direct', reachPatience)
  await until('Ada directly at Ben’s', async () => (await pathTo(ben, ada.name)) === 'direct', reachPatience)
}

import { setBalance } from '@daomesh/chain/devnet'
import { createIdentity } from '../../scene/createIdentity.ts'
import { startSharedHost } from '../../scene/sharedHost/startSharedHost.ts'
import { type SceneMember, startMember } from '../../scene/startMember.ts'
import type { Stage } from '../stage.ts'

/** What each account begins with, in wei. */
export const pocketMoney = 20n * 10n ** 18n

/** The node of somebody in the cast. */
export type Cast = (name: string) => SceneMember

/** Starts everybody's nodes, those `alone` in processes of their own and those `together` in one, and hands each account some money, all at once: there may be two cores only, and half of a start is waiting. */
export const startCast = async (stage: Stage, alone: readonly string[], together: readonly string[]): Promise<Cast> => {
  const endpoint = { rpcUrl: stage.devnet.rpcUrl, factory: stage.factory }
  const startAlone = async (name: string): Promise<SceneMember> => startMember(await createIdentity(stage.root, name), endpoint)
  const [shared, ...own] = await Promise.all([startSharedHost(stage.root, together, endpoint), ...alone.map(startAlone)])
  stage.members.push(...own, ...shared)
  await Promise.all(stage.members.map(({ account }) => setBalance({ rpcUrl: endpoint.rpcUrl, account, wei: pocketMoney })))
  const byName = new Map(stage.members.map((member) => [member.name, member]))
  return (name) => {
    const member = byName.get(name)
    if (member === undefined) throw new RangeError(`nobody is called ${name}`)
    return member
  }
}

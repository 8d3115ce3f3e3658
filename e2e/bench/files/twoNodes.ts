import { factoryAddress } from '@daomesh/chain'
import { deployFactory, startDevnet } from '@daomesh/chain/devnet'
import type { SpaceId } from '@daomesh/protocol'
import { createIdentity } from '../../scene/createIdentity.ts'
import { foundDao } from '../../scene/foundDao.ts'
import { type SceneMember, startMember } from '../../scene/startMember.ts'

export type TwoNodes = { readonly ana: SceneMember; readonly ben: SceneMember; readonly space: SpaceId; readonly stop: () => Promise<void> }

/** Two member nodes of one DAO, each a process of its own, on this machine. */
export const startTwoNodes = async (folder: string): Promise<TwoNodes> => {
  const devnet = await startDevnet()
  const [rich] = devnet.accounts
  if (rich === undefined) throw new Error('a sandbox chain without accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account: rich })
  const endpoint = { rpcUrl: devnet.rpcUrl, factory: factoryAddress() }
  const ana = await startMember(await createIdentity(folder, 'ana'), endpoint)
  const ben = await startMember(await createIdentity(folder, 'ben'), endpoint)
  const { space } = await foundDao([ana, ben], [1n, 1n])
  const stop = async (): Promise<void> => {
    await Promise.all([ana.stop(), ben.stop()])
    await devnet.stop()
  }
  return { ana, ben, space, stop }
}

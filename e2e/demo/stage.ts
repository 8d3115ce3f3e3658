import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployFactory, type Devnet, devnetAccounts, setBalance, startDevnet } from '@daomesh/chain/devnet'
import type { Address } from '@daomesh/protocol'
import { createIdentity } from '../scene/createIdentity.ts'
import { type SceneMember, startMember } from '../scene/startMember.ts'

/** Everything the demonstration starts, and how it ends. Nothing outlives it, and nothing stays on disk. */
export type Stage = {
  readonly root: string
  readonly devnet: Devnet
  readonly factory: Address
  readonly members: SceneMember[]
  readonly close: () => Promise<void>
}

export const names = ['Ada', 'Ben', 'Cleo', 'Dan'] as const
export const powers = [40n, 30n, 20n, 10n] as const
const ether = 10n ** 18n

export const openStage = async (): Promise<Stage> => {
  const root = mkdtempSync(join(tmpdir(), 'daomesh-demo-'))
  const devnet = await startDevnet()
  const members: SceneMember[] = []
  const close = async () => {
    await Promise.allSettled(members.map((member) => member.stop()))
    await devnet.stop()
    rmSync(root, { recursive: true, force: true })
  }
  try {
    const [account] = devnetAccounts(1)
    if (account === undefined) throw new Error('a local chain has accounts')
    const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account })
    return { root, devnet, factory, members, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Four identities and four running nodes; two at a time, because there may be no more cores than that. */
export const startMembers = async (stage: Stage): Promise<void> => {
  const endpoint = { rpcUrl: stage.devnet.rpcUrl, factory: stage.factory }
  const identities = await Promise.all(names.map((name) => createIdentity(stage.root, name)))
  await Promise.all(identities.map(({ account }) => setBalance({ rpcUrl: endpoint.rpcUrl, account, wei: 10n * ether })))
  stage.members.push(...(await Promise.all(identities.map((identity) => startMember(identity, endpoint)))))
}

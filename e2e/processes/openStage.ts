import { deployFactory, type Devnet, devnetAccounts, startDevnet } from '@daomesh/chain/devnet'
import { afterAll, beforeAll } from 'vitest'
import type { Identity } from '../scene/createIdentity.ts'
import { type Endpoint, type SceneMember, startMember } from '../scene/startMember.ts'
import { temporaryFolder } from './peerProcess.ts'

export type Stage = {
  readonly folder: string
  /** Of the chain, from the first test on. */
  readonly endpoint: () => Endpoint
  /** A member in a process of its own, which ends with the file. */
  readonly begin: (identity: Identity) => Promise<SceneMember>
}

/** A chain with the factory on it and a folder, for all tests of a file. */
export const openStage = (): Stage => {
  const folder = temporaryFolder()
  const running: SceneMember[] = []
  let devnet: Devnet | null = null
  let endpoint: Endpoint | null = null

  beforeAll(async () => {
    devnet = await startDevnet()
    const [rich] = devnetAccounts(1)
    if (rich === undefined) throw new Error('a local chain has accounts')
    const { factory } = await deployFactory({ rpcUrl: devnet.rpcUrl, account: rich })
    endpoint = { rpcUrl: devnet.rpcUrl, factory }
  }, 60_000)
  afterAll(async () => {
    await Promise.allSettled(running.map((member) => member.stop()))
    await devnet?.stop()
    folder.remove()
  }, 60_000)

  const found = (): Endpoint => {
    if (endpoint === null) throw new Error('the chain comes up before the first test')
    return endpoint
  }
  return {
    folder: folder.path,
    endpoint: found,
    begin: async (identity) => {
      const member = await startMember(identity, found())
      running.push(member)
      return member
    },
  }
}

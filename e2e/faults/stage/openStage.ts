import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployFactory, type Devnet, setBalance, startDevnet } from '@daomesh/chain/devnet'
import type { Address, DecisionId, DraftId, SpaceId } from '@daomesh/protocol'
import { createPublicClient, http } from 'viem'
import { createIdentity, type Identity, passwordOf } from '../../scene/createIdentity.ts'
import { deployDao } from '../../scene/deployDao.ts'
import { foundDao } from '../../scene/foundDao.ts'
import { requestId } from '../../scene/until.ts'
import { type Launch, launch, type Running } from './connect.ts'

const ether = 10n ** 18n
/** What is paid into the treasury at the founding. */
const firstDeposit = 3n * ether

export type Who = 'ann' | 'ben'
export type Copy = { readonly who: Who; readonly home: string }

/**
 * A DAO of two on a chain of its own, deployed and funded, with one open proposal and one draft. Their homes are kept as they were left, and every
 * case begins with copies of them.
 */
export type Stage = {
  /** Everything lies below it, and goes with it. */
  readonly folder: string
  readonly devnet: Devnet
  readonly space: SpaceId
  readonly dao: Address
  readonly decision: DecisionId
  readonly draft: DraftId
  readonly account: Readonly<Record<Who, Address>>
  readonly copy: (who: Who, label: string) => Copy
  /** Copies into a folder that is there already. */
  readonly copyInto: (who: Who, home: string) => Copy
  readonly start: (copy: Copy, more?: Partial<Launch>) => Promise<Running>
  /** What the chain itself says lies in the treasury, in wei. */
  readonly treasury: () => Promise<bigint>
  /** The number of the newest block. */
  readonly height: () => Promise<number>
  readonly close: () => Promise<void>
}

const found = async (members: readonly (Identity & Running)[]) => {
  const scene = members.map((one) => ({ ...one, url: '', stop: async () => void (await one.stop()) }))
  const { space, dao } = await foundDao(scene, [1n, 1n])
  await deployDao(scene, space, firstDeposit)
  const [ann] = members
  if (ann === undefined) throw new Error('two members')
  const { decision } = await ann.api.proposals.submit({
    requestId: requestId(),
    space,
    draft: null,
    title: 'Talk',
    content: 'About everything.',
    calls: [],
  })
  const { draft } = await ann.api.drafts.open({ requestId: requestId(), space, title: 'Notes' })
  return { space, dao: dao as Address, decision, draft }
}

export const openStage = async (): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-faults-'))
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('exit', remove)
  const running: Running[] = []
  const devnet = await startDevnet()
  const { rpcUrl } = devnet
  const kept = join(folder, 'kept')
  try {
    const [rich] = devnet.accounts
    if (rich === undefined) throw new Error('a sandbox chain without accounts')
    const [ann, ben] = await Promise.all([
      createIdentity(kept, 'ann'),
      createIdentity(kept, 'ben'),
      deployFactory({ rpcUrl, account: rich }),
    ])
    const members = await Promise.all(
      [ann, ben].map(async (identity) => {
        await setBalance({ rpcUrl, account: identity.account, wei: 1_000n * ether })
        const node = await launch({ home: identity.home, rpcUrl, passwordFile: passwordOf(identity.home) })
        running.push(node)
        return { ...identity, ...node }
      }),
    )
    const place = await found(members)
    await Promise.all(running.splice(0).map((node) => node.stop()))
    const client = createPublicClient({ transport: http(rpcUrl), cacheTime: 0 })
    const copyInto = (who: Who, home: string): Copy => {
      cpSync(join(kept, who), home, { recursive: true })
      return { who, home }
    }
    return {
      ...place,
      folder,
      devnet,
      account: { ann: ann.account, ben: ben.account },
      copyInto,
      copy: (who, label) => copyInto(who, join(folder, label, who)),
      start: async ({ who, home }, more) => {
        const node = await launch({ home, rpcUrl, passwordFile: passwordOf(join(kept, who)), ...more })
        running.push(node)
        return node
      },
      treasury: () => client.getBalance({ address: place.dao }),
      height: async () => Number(await client.getBlockNumber()),
      close: async () => {
        await Promise.allSettled(running.map((node) => node.kill()))
        await devnet.stop()
        remove()
      },
    }
  } catch (error) {
    await Promise.allSettled(running.map((node) => node.kill()))
    await devnet.stop()
    throw error
  }
}

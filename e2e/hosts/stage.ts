import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deployFactory, type Devnet, devnetAccounts, setBalance, startDevnet } from '@daomesh/chain/devnet'
import type { Address } from '@daomesh/protocol'
import { createIdentity } from '../scene/createIdentity.ts'
import { type SceneMember, startMember } from '../scene/startMember.ts'
import { type Lan, openLan } from './lan.ts'
import { type Door, openDoor } from './openDoor.ts'
import { removeOwn } from './remove.ts'
import { twoAtATime } from './twoAtATime.ts'

export const names = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus'] as const
/** Whose node relays for the others. */
export const relays = 'Gus'
/** 28 in all, so that 15 decide. */
export const powers = [1n, 2n, 3n, 4n, 5n, 6n, 7n] as const
const ether = 10n ** 18n

/** Seven hosts, a chain on the router, and a member on each host. Nothing outlives it. */
export type Stage = {
  readonly lan: Lan
  readonly devnet: Devnet
  readonly factory: Address
  readonly members: SceneMember[]
  readonly startMembers: () => Promise<void>
  readonly close: () => Promise<void>
}

export const openStage = async (): Promise<Stage> => {
  const root = mkdtempSync(join(tmpdir(), 'daomesh-hosts-'))
  // Also when the process ends before the stage stands.
  const remove = () => rmSync(root, { recursive: true, force: true })
  process.once('exit', remove)
  const doors: Door[] = []
  const members: SceneMember[] = []
  const closers: (() => Promise<unknown>)[] = []
  const close = async (): Promise<void> => {
    await Promise.allSettled(members.map((member) => member.stop()))
    await Promise.allSettled(doors.map((door) => door.close()))
    for (const end of closers.splice(0)) await end()
    removeOwn()
    remove()
  }
  try {
    const lan = await openLan(names.length)
    const devnet = await startDevnet({ host: lan.gateway })
    closers.push(() => devnet.stop())
    const { rpcUrl } = devnet
    const [account] = devnetAccounts(1)
    if (account === undefined) throw new Error('a local chain has accounts')
    const { factory } = await deployFactory({ rpcUrl, account })

    const startOne = async (name: string, index: number): Promise<SceneMember> => {
      const identity = await createIdentity(root, name)
      await setBalance({ rpcUrl, account: identity.account, wei: 10n * ether })
      const before = ['ip', 'netns', 'exec', lan.hosts[index] ?? '']
      const door = await openDoor(before, join(root, `${name}.sock`))
      doors.push(door)
      return startMember(identity, { rpcUrl, factory }, { before, port: door.port, more: name === relays ? ['--relay', 'members'] : [] })
    }
    const startMembers = async (): Promise<void> => void members.push(...(await twoAtATime(names, startOne)))
    return { lan, devnet, factory, members, startMembers, close }
  } catch (error) {
    await close()
    throw error
  }
}

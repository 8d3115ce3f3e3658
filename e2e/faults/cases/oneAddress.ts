import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setBalance } from '@daomesh/chain/devnet'
import { createIdentity, passwordOf } from '../../scene/createIdentity.ts'
import { foundDao } from '../../scene/foundDao.ts'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { launch } from '../stage/connect.ts'
import type { Stage } from '../stage/openStage.ts'

const startMember = async ({ folder, devnet }: Stage, label: string, name: string) => {
  const identity = await createIdentity(join(folder, label), name)
  const { rpcUrl } = devnet
  await setBalance({ rpcUrl, account: identity.account, wei: 10n ** 18n })
  const node = await launch({ home: identity.home, rpcUrl, passwordFile: passwordOf(identity.home) })
  return { ...identity, ...node, url: '', stop: async () => void (await node.stop()) }
}
type Member = Awaited<ReturnType<typeof startMember>>

/** Each dials those before it, as members who exchanged addresses do. */
const meet = async (members: readonly Member[]): Promise<void> => {
  const addresses = await Promise.all(members.map(async ({ api }) => (await api.network.status()).addresses[0] ?? ''))
  for (const [i, { api }] of members.entries()) await Promise.all(addresses.slice(0, i).map((address) => api.network.dial({ address })))
}

export const oneAddress: Fault = {
  title:
    'N9 20 member nodes in processes of their own on one address: they found a DAO, all speak at once, and everything arrives everywhere',
  run: async (stage, extent, tell) => {
    const many = extent === 'full' ? 20 : 6
    const members: Member[] = []
    try {
      // Two at a time: the machine has few cores, and each makes a key.
      for (let n = 0; n < many; n += 2)
        members.push(...(await Promise.all([n, n + 1].map((one) => startMember(stage, 'one address', `m${String(one).padStart(2, '0')}`)))))
      await meet(members)
      const { space } = await foundDao(
        members,
        members.map(() => 1n),
      )
      await until(
        'the key of the space everywhere',
        async () =>
          (await Promise.all(members.map(({ api }) => api.daos.get({ space })))).every(
            ({ locked, memberRows }) => !locked && memberRows.every(({ name }) => name !== null),
          ),
        240_000,
      )
      const began = performance.now()
      const said = await Promise.all(
        members.map(({ api, name }) => api.drafts.open({ requestId: randomUUID(), space, title: `By ${name}` })),
      )
      await until(
        'every word everywhere',
        async () => (await Promise.all(members.map(({ api }) => api.drafts.list({ space })))).every((rows) => rows.length === said.length),
        120_000,
      )
      const took = performance.now() - began
      await until(
        'one state',
        async () => {
          const all = await Promise.all(members.map(({ api }) => api.daos.hash({ space })))
          return all.every(({ stateHash }) => stateHash !== null && stateHash === all[0]?.stateHash)
        },
        120_000,
      )
      const peers = await Promise.all(members.map(async ({ api }) => (await api.network.status()).peers.length))
      demand(
        peers.every((count) => count === many - 1),
        `connected to ${peers.join(', ')} of ${many - 1}`,
      )
      tell(`${many} nodes; ${said.length} records at all of them after ${(took / 1000).toFixed(1)} s`)
    } finally {
      await Promise.all(members.map((member) => member.kill()))
    }
  },
}

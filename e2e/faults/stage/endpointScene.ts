import { randomUUID } from 'node:crypto'
import { readRecords } from '@daomesh/node/client'
import { until } from '../../scene/until.ts'
import { demand } from '../fault.ts'
import { type LyingEndpoint, openLyingEndpoint } from '../tools/lyingEndpoint.ts'
import { untilEqual } from './account.ts'
import { dial, type Running, untilConnected } from './connect.ts'
import type { Copy, Stage } from './openStage.ts'
import { untilFinal } from './untilFinal.ts'

export type Scene = {
  readonly home: Copy
  readonly ann: Running
  readonly ben: Running
  readonly endpoint: LyingEndpoint
  readonly before: bigint
}

export const shows = (node: Running, state: string): Promise<unknown> =>
  until(`the chain shown as ${state}`, async () => (await node.api.node.status()).chain.state === state, 40_000)
export const deposit = (node: Running, { space }: Stage) => node.api.daos.deposit({ requestId: randomUUID(), space, wei: '1' })
export const stateOf = async (node: Running, id: string): Promise<string | undefined> =>
  (await node.api.chain.transactions()).find((row) => row.id === id)?.state
/** Everything off the chain goes on, whatever its endpoint says. */
export const talk = async ({ space, decision }: Stage, { ann, ben }: Pick<Scene, 'ann' | 'ben'>): Promise<void> => {
  const { entry } = await ann.api.comments.post({
    requestId: randomUUID(),
    space,
    about: decision,
    replyTo: null,
    text: `said ${randomUUID()}`,
  })
  await until('her word at his', async () =>
    (await readRecords({ daos: ben.api.daos, space })).some((row) => row.entry === entry && row.status === 'accepted'),
  )
}

export const heightOf = async (node: Running): Promise<number> => Number((await node.api.node.status()).chain.block)

export const cutOf = async (node: Running, { space }: Stage): Promise<number> => (await node.api.daos.hash({ space })).cut.count

/** Ann's endpoint lies to her, Ben has a true one. */
export const endpointScene = async (stage: Stage, label: string, play: (all: Scene) => Promise<void>): Promise<void> => {
  const endpoint = await openLyingEndpoint(stage.devnet.rpcUrl)
  try {
    const home = stage.copy('ann', label)
    const [ann, ben] = await Promise.all([stage.start(home, { rpcUrl: endpoint.rpcUrl }), stage.start(stage.copy('ben', label))])
    await dial(ann, ben)
    await untilConnected(ann, ben)
    await Promise.all([shows(ann, 'online'), shows(ben, 'online')])
    // Their homes are older than the chain, on which earlier scenes enacted what nobody here remembers.
    const height = await stage.height()
    await until('the chain at both', async () => (await heightOf(ann)) >= height && (await heightOf(ben)) >= height)
    await untilEqual(stage, [ann, ben])
    await play({ home, ann, ben, endpoint, before: await stage.treasury() })
    await Promise.all([ann.kill(), ben.kill()])
  } finally {
    await endpoint.close()
  }
}

export const noAlarm = async (nodes: readonly Running[]): Promise<void> => {
  for (const { api } of nodes) {
    const { differences } = await api.node.status()
    demand(differences.length === 0, `an alarm: ${JSON.stringify(differences)}`)
  }
}

export const mine = async ({ devnet }: Stage, blocks: number, seconds: number): Promise<void> => {
  const params = [`0x${blocks.toString(16)}`, `0x${Math.floor(seconds / blocks).toString(16)}`]
  await fetch(devnet.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_mine', params }),
  })
}
/** Ben moves the chain by a fact: he takes his ballots back. */
export const enactBy = async (stage: Stage, ann: Running, ben: Running): Promise<void> => {
  const { space } = stage
  const { decision } = await ben.api.proposals.submit({
    requestId: randomUUID(),
    space,
    draft: null,
    title: `Talk ${randomUUID()}`,
    content: 'More.',
    calls: [],
  })
  await until('his proposal at hers', async () => (await ann.api.proposals.list({ space })).some((row) => row.decision === decision))
  for (const { api } of [ann, ben])
    await api.ballots.cast({ requestId: randomUUID(), space, choices: [{ decision, support: 'for' }], reason: '' })
  await until('a decision', async () => (await ben.api.proposals.get({ space, decision })).tally.enactable)
  const { id } = await ben.api.proposals.enact({ requestId: randomUUID(), space, decisions: [decision] })
  await untilFinal(ben, id)
}

import { randomUUID } from 'node:crypto'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { treasuryIs, untilEqual } from '../stage/account.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import type { Copy, Stage } from '../stage/openStage.ts'
import { untilFinal } from '../stage/untilFinal.ts'
import { type LyingEndpoint, openLyingEndpoint } from '../tools/lyingEndpoint.ts'

type Scene = {
  readonly home: Copy
  readonly ann: Running
  readonly ben: Running
  readonly endpoint: LyingEndpoint
  readonly before: bigint
}

const shows = (node: Running, state: string): Promise<unknown> =>
  until(`the chain shown as ${state}`, async () => (await node.api.node.status()).chain.state === state, 40_000)
const deposit = (node: Running, { space }: Stage) => node.api.daos.deposit({ requestId: randomUUID(), space, wei: '1' })
const stateOf = async (node: Running, id: string): Promise<string | undefined> =>
  (await node.api.chain.transactions()).find((row) => row.id === id)?.state
/** Everything off the chain goes on, whatever its endpoint says. */
const talk = async ({ space, decision }: Stage, { ann, ben }: Pick<Scene, 'ann' | 'ben'>): Promise<void> => {
  const { entry } = await ann.api.comments.post({
    requestId: randomUUID(),
    space,
    about: decision,
    replyTo: null,
    text: `said ${randomUUID()}`,
  })
  await until('her word at his', async () =>
    (await ben.api.daos.audit({ space })).some((row) => row.entry === entry && row.status === 'accepted'),
  )
}

/** Ann's endpoint lies to her, Ben has a true one. */
const scene = async (stage: Stage, label: string, play: (all: Scene) => Promise<void>): Promise<void> => {
  const endpoint = await openLyingEndpoint(stage.devnet.rpcUrl)
  try {
    const home = stage.copy('ann', label)
    const [ann, ben] = await Promise.all([stage.start(home, { rpcUrl: endpoint.rpcUrl }), stage.start(stage.copy('ben', label))])
    await dial(ann, ben)
    await untilConnected(ann, ben)
    await Promise.all([shows(ann, 'online'), shows(ben, 'online')])
    // Their homes are older than the chain, on which earlier scenes used slots of theirs.
    const height = await stage.height()
    await until('the chain at both', async () => (await heightOf(ann)) >= height && (await heightOf(ben)) >= height)
    await untilEqual(stage, [ann, ben])
    await play({ home, ann, ben, endpoint, before: await stage.treasury() })
    await Promise.all([ann.kill(), ben.kill()])
  } finally {
    await endpoint.close()
  }
}

const noAlarm = async (nodes: readonly Running[]): Promise<void> => {
  for (const { api } of nodes) {
    const { differences } = await api.node.status()
    demand(differences.length === 0, `an alarm: ${JSON.stringify(differences)}`)
  }
}

export const endpointDown: Fault = {
  title: 'X4 the endpoint is down, through a restart too: everything off the chain goes on, and what waits is paid once',
  run: (stage) =>
    scene(stage, 'down', async ({ home, ann, ben, endpoint, before }) => {
      endpoint.become({ kind: 'down' })
      await shows(ann, 'offline')
      await talk(stage, { ann, ben })
      const { id } = await deposit(ann, stage)
      await ann.kill()
      const again = await stage.start(home, { rpcUrl: endpoint.rpcUrl })
      await dial(again, ben)
      await talk(stage, { ann: again, ben })
      demand((await stateOf(again, id)) !== 'final' && (await stage.treasury()) === before, 'it was paid without a chain')
      endpoint.become({ kind: 'honest' })
      await untilFinal(again, id)
      await treasuryIs(stage, before + 1n, again)
      await untilEqual(stage, [again, ben])
      await noAlarm([again, ben])
      await again.kill()
    }),
}

export const otherGenesis: Fault = {
  title: 'X2 the endpoint comes to speak for another chain: named, nothing is sent, and all goes on when it is the right one again',
  run: (stage) =>
    scene(stage, 'other genesis', async ({ ann, ben, endpoint, before }) => {
      endpoint.become({ kind: 'other genesis' })
      await shows(ann, 'mismatch')
      await talk(stage, { ann, ben })
      const row = await deposit(ann, stage).catch(() => null)
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      demand((await stage.treasury()) === before, 'something was sent to the wrong chain')
      endpoint.become({ kind: 'honest' })
      await shows(ann, 'online')
      if (row !== null) await untilFinal(ann, row.id)
      await treasuryIs(stage, before + (row === null ? 0n : 1n), ann)
      await untilEqual(stage, [ann, ben])
      await noAlarm([ann, ben])
    }),
}

const mine = async ({ devnet }: Stage, blocks: number, seconds: number): Promise<void> => {
  const params = [`0x${blocks.toString(16)}`, `0x${Math.floor(seconds / blocks).toString(16)}`]
  await fetch(devnet.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'anvil_mine', params }),
  })
}
const heightOf = async (node: Running): Promise<number> => Number((await node.api.node.status()).chain.block)

/** Ben moves the chain by a fact: he takes his ballots back. */
const enactBy = async (stage: Stage, ann: Running, ben: Running): Promise<void> => {
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
const cutOf = async (node: Running, { space }: Stage): Promise<number> => (await node.api.daos.hash({ space })).cut.count

export const endpointLags: Fault = {
  title: 'X2 D12 the endpoint is a day behind: nobody is blamed, both agree at the lower cut, and she catches up',
  run: (stage) =>
    scene(stage, 'lags', async ({ ann, ben, endpoint }) => {
      const at = await heightOf(ann)
      endpoint.become({ kind: 'lags', at })
      await mine(stage, 24, 86_400)
      const count = await cutOf(ann, stage)
      await enactBy(stage, ann, ben)
      await until('the fact at his', async () => (await cutOf(ben, stage)) === count + 1)
      demand((await cutOf(ann, stage)) === count && (await heightOf(ann)) === at, 'she knows more than her endpoint told her')
      await talk(stage, { ann, ben })
      await until('one state at the lower cut', async () => {
        const [hers, his] = await Promise.all([ann.api.daos.hash({ space: stage.space }), ben.api.daos.hash({ space: stage.space, count })])
        return hers.stateHash !== null && hers.stateHash === his.stateHash
      })
      await noAlarm([ann, ben])
      endpoint.become({ kind: 'honest' })
      await until('the fact at hers', async () => (await cutOf(ann, stage)) === count + 1, 40_000)
      await untilEqual(stage, [ann, ben])
      await noAlarm([ann, ben])
    }),
}

export const hiddenEvents: Fault = {
  title: 'X2 D12 the endpoint leaves an event out and tells the next one: named at both members, and no money moves',
  run: (stage) =>
    scene(stage, 'hides', async ({ ann, ben, endpoint, before }) => {
      const count = await cutOf(ann, stage)
      endpoint.become({ kind: 'hides events' })
      await enactBy(stage, ann, ben)
      await until('the fact at his', async () => (await cutOf(ben, stage)) === count + 1)
      const height = await heightOf(ben)
      await until('her endpoint past it', async () => (await heightOf(ann)) >= height, 40_000)
      endpoint.become({ kind: 'honest' })
      await enactBy(stage, ann, ben)
      for (const [node, name] of [
        [ann, 'hers'],
        [ben, 'his'],
      ] as const)
        await until(
          `HISTORY_DIFFERS on ${name}`,
          async () => (await node.api.node.status()).differences.some(({ code }) => code === 'HISTORY_DIFFERS'),
          60_000,
        )
      await talk(stage, { ann, ben })
      demand((await stage.treasury()) === before, 'the treasury moved')
    }),
}

export const forgedHeads: Fault = {
  title: 'X2 the endpoint tells of blocks that nobody mined: once it tells the truth, she hears of every fact again',
  run: (stage) =>
    scene(stage, 'heads', async ({ ann, ben, endpoint, before }) => {
      const count = await cutOf(ann, stage)
      endpoint.become({ kind: 'forges heads', ahead: 10 })
      const real = await heightOf(ben)
      await until('the false blocks at hers', async () => (await heightOf(ann)) > real, 40_000)
      await talk(stage, { ann, ben })
      endpoint.become({ kind: 'honest' })
      await enactBy(stage, ann, ben)
      // The chain grows beyond what was invented.
      await mine(stage, 24, 24)
      await until('the fact at hers', async () => (await cutOf(ann, stage)) === count + 1, 40_000)
      await untilEqual(stage, [ann, ben])
      await noAlarm([ann, ben])
      demand((await stage.treasury()) === before, 'the treasury moved')
    }),
}

export const forgedReceipts: Fault = {
  title:
    'X2 the endpoint swallows a transaction and forges its receipt: the treasury shown is the true one, nothing moved, and a true endpoint takes the next',
  run: (stage, _extent, tell) =>
    scene(stage, 'receipts', async ({ ann, ben, endpoint, before }) => {
      endpoint.become({ kind: 'forges receipts' })
      const { id } = await deposit(ann, stage)
      await until('the transaction taken', async () => endpoint.swallowed() === 1 && (await stateOf(ann, id)) !== 'queued')
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      tell(`a swallowed transaction is shown as ${await stateOf(ann, id)}`)
      await treasuryIs(stage, before, ann)
      await talk(stage, { ann, ben })
      endpoint.become({ kind: 'honest' })
      const next = await deposit(ann, stage)
      await untilFinal(ann, next.id)
      const after = await stage.treasury()
      demand(after === before + 1n || after === before + 2n, `the treasury moved by ${after - before}`)
      await untilEqual(stage, [ann, ben])
    }),
}

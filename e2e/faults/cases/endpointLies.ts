import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { treasuryIs, untilEqual } from '../stage/account.ts'
import { cutOf, deposit, enactBy, endpointScene, heightOf, mine, noAlarm, stateOf, talk } from '../stage/endpointScene.ts'
import { untilFinal } from '../stage/untilFinal.ts'

export const hiddenEvents: Fault = {
  title: 'X2 D12 the endpoint leaves an event out and tells the next one: named at both members, and no money moves',
  run: (stage) =>
    endpointScene(stage, 'hides', async ({ ann, ben, endpoint, before }) => {
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
    endpointScene(stage, 'heads', async ({ ann, ben, endpoint, before }) => {
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
    endpointScene(stage, 'receipts', async ({ ann, ben, endpoint, before }) => {
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

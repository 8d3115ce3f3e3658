import { randomUUID } from 'node:crypto'
import { readRecords } from '@daomesh/node/client'
import { until } from '../../scene/until.ts'
import { demand, type Extent, type Fault, type Tell } from '../fault.ts'
import { type Attack, attack } from '../hostile/attack.ts'
import type { Report } from '../hostile/orders.ts'
import { treasuryIs, untilEqual } from '../stage/account.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import type { Stage } from '../stage/openStage.ts'
import { type Measured, measureWhile, pauseFor } from '../tools/measure.ts'

/** Megabytes and milliseconds: what a node may grow by, and how long it may let a screen wait, whatever one peer does. */
const most = { growth: 50, wait: 100 }

const holdsUp = (quiet: Measured, flooded: Measured): void => {
  demand(flooded.grownBy <= most.growth, `memory grew by ${flooded.grownBy.toFixed(0)} MB`)
  // A machine that is busy with other things is slow without any flood; it is the flood that may not make it so.
  const allowed = Math.max(most.wait, 2 * quiet.p99)
  demand(flooded.p99 <= allowed, `p99 of the answers ${flooded.p99.toFixed(0)} ms, allowed ${allowed.toFixed(0)} ms`)
}

const figures = (quiet: Measured, flooded: Measured): string =>
  `memory +${flooded.grownBy.toFixed(0)} MB, answers p50 ${flooded.p50.toFixed(1)} p99 ${flooded.p99.toFixed(0)} worst ${flooded.worst.toFixed(0)} ms of ${flooded.asked} (quiet: p99 ${quiet.p99.toFixed(0)} ms)`

/** Two members talk, one of them is attacked: she stays usable, keeps the other, and hears him while it goes on. */
export const underAttack = async (
  stage: Stage,
  label: string,
  what: Attack,
  tell: Tell,
): Promise<{ readonly report: Report; readonly ann: Running; readonly ben: Running }> => {
  const [ann, ben] = await Promise.all([stage.start(stage.copy('ann', label)), stage.start(stage.copy('ben', label))])
  await dial(ben, ann)
  await untilConnected(ann, ben)
  const { space, decision } = stage
  const treasury = await stage.treasury()
  const quiet = await measureWhile(stage, ann, pauseFor(Math.min(3, what.seconds / 2)))
  const attacking = attack(stage, ann, what)
  let heard = 0
  const talking = async (): Promise<void> => {
    await pauseFor(what.seconds / 2)
    const { entry } = await ben.api.comments.post({
      requestId: randomUUID(),
      space,
      about: decision,
      replyTo: null,
      text: `heard ${randomUUID()}`,
    })
    const began = performance.now()
    await until(
      'a member’s word during the attack',
      async () => (await readRecords({ daos: ann.api.daos, space })).some((row) => row.entry === entry),
      20_000,
    )
    heard = performance.now() - began
  }
  const [report, flooded] = await Promise.all([attacking, measureWhile(stage, ann, attacking), talking()])
  tell(
    `${report.sent} sent, cut ${report.cuts} times, first after ${report.cutAfter?.toFixed(0) ?? '–'} ms; ${figures(quiet, flooded)}; a member’s word took ${heard.toFixed(0)} ms`,
  )
  holdsUp(quiet, flooded)
  const peers = (await ann.api.network.status()).peers.map(({ device }) => device)
  demand(peers.includes((await ben.api.network.status()).device), 'the attack cost the connection to a member')
  await untilEqual(stage, [ann, ben])
  const strange = (await readRecords({ daos: ann.api.daos, space })).find(({ status }) => status !== 'accepted')
  demand(strange === undefined, `a record of the attacker was kept: ${JSON.stringify(strange)}`)
  await treasuryIs(stage, treasury, ann)
  return { report, ann, ben }
}

const lengthOf = (extent: Extent): number => (extent === 'full' ? 12 : 3)

export const badSignatures: Fault = {
  title: 'N5 a peer with the key sends 10 000 bad signatures a second: it is cut off, stays out, and nobody else notices',
  short: true,
  run: async (stage, extent, tell) => {
    const { report, ann, ben } = await underAttack(
      stage,
      'signatures',
      { kind: 'signatures', seconds: lengthOf(extent), many: 10_000 },
      tell,
    )
    demand(report.cuts === 1 && report.cutAfter !== null, `cut off ${report.cuts} times`)
    demand(report.backIn === 0, `it came back in ${report.backIn} times`)
    await Promise.all([ann.kill(), ben.kill()])
  },
}

export const freshIdentities: Fault = {
  title: 'N5 N1 the same flood under a new identity after each cut',
  run: async (stage, extent, tell) => {
    const { report, ann, ben } = await underAttack(
      stage,
      'anew',
      { kind: 'signatures', seconds: lengthOf(extent), many: 10_000, anew: true },
      tell,
    )
    demand(report.cuts >= 3, `cut off ${report.cuts} times only`)
    await Promise.all([ann.kill(), ben.kill()])
  },
}

export const controlFlood: Fault = {
  title: 'N4 subscriptions and control messages without end: memory stays bounded, members are heard',
  run: async (stage, extent, tell) => {
    const { ann, ben } = await underAttack(stage, 'control', { kind: 'control', seconds: lengthOf(extent), many: 10_000 }, tell)
    await Promise.all([ann.kill(), ben.kill()])
  },
}

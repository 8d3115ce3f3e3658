import { randomUUID } from 'node:crypto'
import { type DecisionId, toError } from '@daomesh/protocol'
import { createTestClient, http } from 'viem'
import { until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import type { Stage } from '../stage/openStage.ts'
import { stillAlive } from '../stage/stillAlive.ts'
import { type DiskCall, injecting, type Injection, noStrace } from '../tools/strace.ts'

const day = 86_400
const payee = `0x${'e4'.repeat(20)}`

const kills = (call: DiskCall, when: readonly number[]): readonly Injection[] => when.map((n) => ({ call, fault: 'KILL', when: String(n) }))
const short = kills('fsync', [24, 26])
/** From the last steps of a start on: what lies before is `killedCalls`. */
const full = [...kills('fsync', [18, 22, 24, 26, 28, 30, 32, 34, 36, 40]), ...kills('pwrite64', [60, 90, 120, 140, 160, 180, 200, 220])]

/** So many decisions are open at once: each takes a day of the chain and more, and two weeks after its vote it expires. */
const mostAtOnce = 9
const inBatches = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / mostAtOnce) }, (_, n) => all.slice(n * mostAtOnce, (n + 1) * mostAtOnce))

type Verb = 'record' | 'challenge' | 'execute'
type Scene = {
  readonly stage: Stage
  readonly home: ReturnType<Stage['copy']>
  readonly ben: Running
  readonly died: Record<'starting' | 'living' | 'never', number>
}

const pageOf = ({ api }: Running, { space }: Stage, decision: DecisionId) => api.proposals.get({ space, decision })

/** Half of all power says Yes and the other half abstains: it passes once voting has closed, and is not decisive. */
const cast = ({ api }: Running, { space }: Stage, choices: readonly DecisionId[], support: 'for' | 'abstain') =>
  api.ballots.cast({ requestId: randomUUID(), space, choices: choices.map((decision) => ({ decision, support })), reason: '' })

/** So many decisions that pay one wei each, and pass. */
const passing = async (stage: Stage, [ann, ben]: readonly [Running, Running], count: number, pass: () => Promise<void>) => {
  const { space } = stage
  const before = (await ben.api.proposals.list({ space })).length
  const decisions: DecisionId[] = []
  for (let n = 0; n < count; n += 1) {
    const calls = [{ target: payee, value: '1', data: '0x' }] as never
    const asked = { requestId: randomUUID(), space, draft: null, title: `Lamp ${before + n}`, content: 'For the jetty.', calls }
    decisions.push((await ann.api.proposals.submit(asked)).decision)
  }
  await until('the proposals at ben’s', async () => (await ben.api.proposals.list({ space })).length >= before + count)
  await cast(ann, stage, decisions, 'for')
  await cast(ben, stage, decisions, 'abstain')
  for (const decision of decisions) await until('both ballots', async () => (await pageOf(ann, stage, decision)).ballotRows.length === 2)
  await pass()
  for (const decision of decisions) await until('it passes', async () => (await pageOf(ann, stage, decision)).record.recordable)
  return decisions
}

/** Asks in a life that is killed, then in one that is not, under one id. @returns the living node. */
const askTwice = async ({ stage, home, ben, died }: Scene, injection: Injection, verb: Verb, decision: DecisionId): Promise<Running> => {
  const asked = { requestId: randomUUID(), space: stage.space, decision }
  const doomed = await stage.start(home, { before: injecting(injection) }).catch(() => null)
  if (doomed === null) died.starting += 1
  else {
    // A node that has just started may not have read the chain yet, and refuses until it has.
    const answered = until('an answer', () => doomed.api.proposals[verb](asked), 20_000).then(() => null, toError)
    const answer = await Promise.race([answered, doomed.ended.then(() => null)])
    const end = await Promise.race([doomed.ended, stillAlive(answer !== null)])
    // It was answered, or its node died under it.
    if (end === 'alive' && answer !== null) throw answer
    died[end === 'alive' ? 'never' : 'living'] += 1
    await doomed.kill()
  }
  const ann = await stage.start(home)
  await dial(ann, ben)
  await untilConnected(ann, ben)
  const row = await until('an answer', () => ann.api.proposals[verb](asked))
  await until('it is settled', async () =>
    (await ann.api.chain.transactions()).some(({ id, state }) => id === row.id && (state === 'final' || state === 'superseded')),
  )
  const rows = (await ann.api.chain.transactions()).filter(({ id }) => id === row.id)
  demand(rows.length === 1, `${verb} stands ${rows.length} times in the queue`)
  return ann
}

export const killedRecords: Fault = {
  title: 'K1 killed while it records, challenges or carries out a decision: each of them acts once, and the payment is made once',
  impossible: noStrace,
  run: async (stage, extent, tell) => {
    const injections = extent === 'full' ? full : short
    const owner = createTestClient({ mode: 'anvil', transport: http(stage.devnet.rpcUrl) })
    const pass = async (seconds: number): Promise<void> => {
      await owner.increaseTime({ seconds })
      await owner.mine({ blocks: 1 })
    }
    const home = stage.copy('ann', 'records')
    const benHome = stage.copy('ben', 'records')
    let ben = await stage.start(benHome)
    const before = await stage.treasury()
    const died = { starting: 0, living: 0, never: 0 }
    let paid = 0n
    for (const batch of inBatches(injections)) {
      let ann = await stage.start(home)
      await dial(ann, ben)
      await untilConnected(ann, ben)
      const decisions = await passing(stage, [ann, ben], batch.length, () => pass(3 * day + 60))
      await ann.stop()
      for (const [n, injection] of batch.entries()) {
        const decision = decisions[n]
        if (decision === undefined) throw new Error('a decision for each')
        const ask = (verb: Verb) => askTwice({ stage, home, ben, died }, injection, verb, decision)
        ann = await ask('record')
        await until('the window is open', async () => (await pageOf(ann, stage, decision)).record.status === 'challengeable')
        // Ben is gone before his own node brings it, two seconds after he changed his mind.
        await cast(ben, stage, [decision], 'for')
        await until('ann has it', async () => (await pageOf(ann, stage, decision)).record.missing.length > 0, 10_000).catch(() => null)
        await ben.kill()
        const lacks = (await pageOf(ann, stage, decision)).record.missing.length > 0
        await ann.stop()
        ben = await stage.start(benHome)
        if (lacks) {
          // His node would bring it by itself as soon as it reads the chain; then nothing is left for hers.
          await ben.api.network.setOnline({ online: true, chain: false })
          ann = await ask('challenge')
          await until('nothing is missing', async () => (await pageOf(ann, stage, decision)).record.missing.length === 0)
          await ann.stop()
          await ben.api.network.setOnline({ online: true, chain: true })
        }
        await pass(day + 60)
        ann = await stage.start(home)
        await until('the window is over', async () => (await pageOf(ann, stage, decision)).record.status === 'executable')
        await ann.stop()
        ann = await ask('execute')
        await until('it is carried out', async () => (await pageOf(ann, stage, decision)).state === 'final')
        await ann.stop()
        paid += 1n
        const held = await stage.treasury()
        demand(held === before - paid, `after ${paid} payments of 1 wei the treasury holds ${held} of ${before}`)
      }
    }
    tell(
      `${injections.length} decisions; killed ${died.starting} times starting and ${died.living} at work, ${died.never} times not before the end`,
    )
    demand(died.starting + died.living > 0, 'no kill fell, so this means nothing')
    await ben.stop()
  },
}

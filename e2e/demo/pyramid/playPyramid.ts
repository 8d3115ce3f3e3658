import { buildContracts } from '@daomesh/contracts/build'
import { buildInterface } from '../buildInterface.ts'
import type { Played, Playing } from '../play.ts'
import { showPage } from '../showInterface.ts'
import { openStage } from '../stage.ts'
import { agree } from './agree.ts'
import { alone, together } from './cast.ts'
import { checkAll } from './checks.ts'
import { foundDaos } from './foundDaos.ts'
import { judge } from './judge.ts'
import { meet } from '../props/meet.ts'
import { payOut, shareIncome } from './payOut.ts'
import { startCast } from '../props/startCast.ts'
import { start } from './start.ts'
import { work } from './work.ts'

/** A bounty that a DAO takes as one entity, three DAOs under it, nine people under these: thirteen bounties, one funding, everybody paid from it. */
export const playPyramid = async ({ options, narrator, onStage }: Playing): Promise<Played> => {
  const { step, say } = narrator
  await step('contracts', 'Compile the contracts', async () => buildContracts())
  if (!options.check) await step('interface', 'Build the interface', buildInterface)
  const stage = await step('chain', 'Start a local chain and deploy factory and escrow', openStage)
  onStage(stage)
  const cast = await step('nodes', 'Start nineteen nodes: five alone, those of fourteen people in one process', () =>
    startCast(stage, alone, together),
  )
  await step('discovery', 'They find each other', () => meet(stage, narrator))
  const daos = await step('founding', 'Found four DAOs of two, and deploy them', () => foundDaos(cast, narrator))
  if (!options.check) showPage(daos[0].steward, '/mesh', options)
  const deals = await step('agreements', 'Thirteen bounties: post, deal, offer, agreement signed', () => agree(stage, cast, daos, narrator))
  const started = await step('start', 'Pay in once, and make every part safe to start', () => start(cast, deals, narrator))
  await step('work', 'Deliver the whole, and wait for Greta', () => work(stage, deals, started, narrator))
  await step('judgement', 'Accept the parts, object to one, rule', () => judge(cast, deals, started, narrator))
  await step('payment', 'Pay everybody from the one escrow', () => payOut(stage, deals, started, narrator))
  await step('income', 'Each DAO divides its margin by its rule', () => shareIncome(daos, narrator))
  const checks = await step('checks', 'Look at the chain', () => checkAll(stage, deals, started))
  for (const { name, holds, detail } of checks) say(`${holds ? 'holds ' : 'FAILS '} ${name}: ${detail}`)
  const failing = checks.filter(({ holds }) => !holds)
  return {
    summary: { scene: 'pyramid', holds: failing.length === 0, checks, bounty: started.bounty, steps: narrator.times() },
    words: failing.length === 0 ? `All ${checks.length} checks hold.` : `${failing.length} of ${checks.length} checks fail.`,
    holds: failing.length === 0,
    isShown: !options.check,
  }
}

import { devnetAccounts } from '@daomesh/chain/devnet'
import { buildContracts } from '@daomesh/contracts/build'
import { deployToken } from '@daomesh/contracts/token'
import { address, type Address } from '@daomesh/protocol'
import { buildInterface } from '../buildInterface.ts'
import type { Played, Playing } from '../play.ts'
import { meet } from '../props/meet.ts'
import { startCast } from '../props/startCast.ts'
import { tellLater } from '../props/tellLater.ts'
import { showPage } from '../showInterface.ts'
import { openStage, type Stage } from '../stage.ts'
import { admitApplicant } from './admit.ts'
import { alone, landing, together, tribute } from './cast.ts'
import { checkAll } from './checks.ts'
import { daoNamed, type TreeDao } from './daos.ts'
import { earnPower } from './earnPower.ts'
import { foundConfederation, foundLeague } from './foundConfederation.ts'
import { foundDaos } from './foundDaos.ts'
import { leaveInGrace } from './leave.ts'
import { partner } from './partner.ts'
import { playRound } from './round.ts'
import { decideOnThreeLevels } from './threeLevels.ts'

/** A token of somebody else, of which the DAO that applies has just what it offers. */
const giveToken = async ({ devnet }: Stage, { dao }: TreeDao): Promise<Address> => {
  const [account] = devnetAccounts(1)
  if (account === undefined) throw new Error('a local chain has accounts')
  const { token, give } = await deployToken(devnet.rpcUrl, account.privateKey)
  await give(dao, tribute)
  return address.parse(token.toLowerCase())
}

/** A DAO of DAOs in a DAO of DAOs: founded, decided in on three levels, joined for a tribute, given to, left with a part; power earned by work; and two of its DAOs as partners. */
export const playConfederation = async ({ options, narrator, onStage }: Playing): Promise<Played> => {
  const { step, say } = narrator
  await step('contracts', 'Compile the contracts', async () => buildContracts())
  if (!options.check) await step('interface', 'Build the interface', buildInterface)
  const stage = await step('chain', 'Start a local chain and deploy the factory', openStage)
  onStage(stage)
  const cast = await step('nodes', 'Start ten nodes: three alone, those of seven people in one process', () =>
    startCast(stage, alone, together),
  )
  await step('discovery', 'They find each other', () => meet(stage, narrator))
  const { founders, applicant: ferry } = await step('founding', 'Found four small DAOs, and deploy them', () => foundDaos(cast, narrator))
  const token = await giveToken(stage, ferry)
  const first = await step('confederation', 'Three of them found a DAO of DAOs', () => foundConfederation(founders, narrator))
  const river = await step('league', 'The confederation founds a league: three levels', () => foundLeague(stage, cast, first, narrator))
  if (!options.check) showPage(first.steward, '/confederation', options)
  const lock = await step('levels', 'Decide in the league, by people two levels below', () => decideOnThreeLevels(stage, river, narrator))
  const admission = await step('tribute', 'The fourth DAO applies with a tribute', () =>
    admitApplicant(stage, first, ferry, token, narrator),
  )
  const round = await step('round', 'Public goods: a round with a matching pool', () =>
    playRound(stage, cast, admission.watershed, narrator),
  )
  // Other people, other DAOs: it goes on beside the work, and is told when that is done.
  const meanwhile = tellLater(narrator)
  const partnering = partner(stage, daoNamed(founders, 'Mill'), daoNamed(founders, 'Grove'), meanwhile.narrator)
  partnering.catch(() => undefined)
  const earned = await step('reward', 'A DAO works for another one, for ether and for power there', () =>
    earnPower(cast, daoNamed(founders, landing.issuer), ferry, narrator),
  )
  const partnership = await step('partnership', 'Meanwhile two others exchanged power, and parted', async () => {
    const done = await partnering
    meanwhile.tell()
    return done
  })
  const leaving = await step('ragequit', 'A DAO leaves with its part in the grace period', () =>
    leaveInGrace(stage, admission.watershed, 'Grove', token, narrator),
  )
  const story = { founders, ferry, river, lock, admission, round, earned, leaving, partnership }
  const { checks, states, transactions } = await step('checks', 'Look at the chain', () => checkAll(stage, story, token))
  for (const { name, holds, detail } of checks) say(`${holds ? 'holds ' : 'FAILS '} ${name}: ${detail}`)
  const failing = checks.filter(({ holds }) => !holds)
  const gas = Object.fromEntries(
    Object.entries({
      threeLevels: lock.enacted,
      seatForTribute: admission.admitted,
      ragequit: leaving.left,
      partnership: partnership.made,
      parting: partnership.parted,
    }).map(([what, one]) => [what, Number(one.gas)]),
  )
  const steps = narrator.times()
  const seconds = Math.round(steps.reduce((all, { ms }) => all + ms, 0) / 1000)
  return {
    summary: { scene: 'confederation', holds: failing.length === 0, checks, states, transactions, gas, round: round.round, seconds, steps },
    words: failing.length === 0 ? `All ${checks.length} checks hold.` : `${failing.length} of ${checks.length} checks fail.`,
    holds: failing.length === 0,
    isShown: !options.check,
  }
}

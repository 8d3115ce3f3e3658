import { createChainClient, sandboxProfile } from '@daomesh/chain'
import { privateKeyToAccount, generatePrivateKey } from 'viem/accounts'
import { address } from '@daomesh/protocol'
import { systemClock } from '@daomesh/peer'
import { buildContracts } from '@daomesh/contracts/build'
import { createNarrator, StepFailed } from './narrator.ts'
import { readOptions } from './options.ts'
import { showInterface } from './showInterface.ts'
import { openStage, type Stage, startMembers } from './stage.ts'
import { coedit } from './steps/coedit.ts'
import { agree, comeBack, enact, submit, voteOffline } from './steps/decide.ts'
import { deploy } from './steps/deploy.ts'
import { find } from './steps/find.ts'
import { found } from './steps/found.ts'
import { buildInterface } from './buildInterface.ts'

const options = readOptions(process.argv.slice(2))
const narrator = createNarrator(options.check ? 12 : 13)
const { step } = narrator
let stage: Stage | null = null

const play = async () => {
  await step('contracts', 'Compile the contracts', async () => buildContracts())
  if (!options.check) await step('interface', 'Build the interface', buildInterface)
  const opened = await step('chain', 'Start a local chain and deploy the factory', openStage)
  stage = opened
  const worker = address.parse(privateKeyToAccount(generatePrivateKey()).address)
  await step('members', 'Start four member nodes, each a process of its own', () => startMembers(opened))
  await step('discovery', 'The members find each other', () => find(opened, narrator))
  const space = await step('founding', 'Found a DAO: a lobby, an invite, four signatures', () => found(opened, narrator))
  await step('deployment', 'Deploy it and put 3 ETH into its treasury', () => deploy(opened, space))
  const client = createChainClient({
    rpcUrl: opened.devnet.rpcUrl,
    profile: sandboxProfile(opened.devnet.identity, opened.factory),
    clock: systemClock,
  })
  const before = (await client.head()).number
  const draft = await step('draft', 'Ada and Ben write one draft at the same time', () => coedit(opened, narrator, space))
  const decision = await step('proposal', 'Submit it as a proposal: pay 1 ETH to Eve', () => submit(opened, space, draft, worker))
  await step('offline', 'Cleo goes off the network and votes; so do Ada and Dan', () => voteOffline(opened, narrator, space, decision))
  await step('return', 'Cleo comes back and syncs', () => comeBack(opened, narrator, space, decision))
  const enacted = await step('enactment', 'Ben enacts it with one transaction', () => enact(opened, narrator, space, decision))
  const members = await step('agreement', 'All four nodes agree', () => agree(opened, narrator, space, decision))
  const paid = await client.balance(worker)
  if (paid !== 10n ** 18n) throw new StepFailed('agreement', new Error(`Eve has ${paid} wei`))
  // The sandbox mines one block a transaction, so blocks since the funding are transactions since the funding.
  const transactions = Number((await client.head()).number - before)
  return { members, decision: { id: decision, ...enacted, gas: Number(enacted.gas) }, transactions, steps: narrator.times() }
}

const end = async (code: number): Promise<never> => {
  await stage?.close()
  process.exit(code)
}
process.once('SIGINT', () => void end(130))
process.once('SIGTERM', () => void end(143))

try {
  const summary = await play()
  if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`)
  narrator.say(`${summary.transactions} transaction after deployment and funding. Eve has 1 ETH.`)
  await end(options.check || stage === null ? 0 : await showInterface(stage, options))
} catch (error) {
  const name = error instanceof StepFailed ? error.step : 'demo'
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  for (let cause = error instanceof Error ? error.cause : undefined; cause instanceof Error; cause = cause.cause)
    process.stderr.write(`  because: ${cause.message}\n`)
  process.stderr.write(`failed step: ${name}\n`)
  await end(1)
}

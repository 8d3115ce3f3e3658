import { createChainClient, sandboxProfile } from '@daomesh/chain'
import { buildContracts } from '@daomesh/contracts/build'
import { systemClock } from '@daomesh/peer'
import { address } from '@daomesh/protocol'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { buildInterface } from './buildInterface.ts'
import { StepFailed } from './narrator.ts'
import type { Played, Playing } from './play.ts'
import { openStage, startMembers } from './stage.ts'
import { coedit } from './steps/coedit.ts'
import { agree, comeBack, enact, submit, voteOffline } from './steps/decide.ts'
import { deploy } from './steps/deploy.ts'
import { find } from './steps/find.ts'
import { found } from './steps/found.ts'

/** A DAO of four from its founding to a payment. */
export const playDao = async ({ options, narrator, onStage }: Playing): Promise<Played> => {
  const { step } = narrator
  await step('contracts', 'Compile the contracts', async () => buildContracts())
  if (!options.check) await step('interface', 'Build the interface', buildInterface)
  const opened = await step('chain', 'Start a local chain and deploy the factory', openStage)
  onStage(opened)
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
  return {
    summary: { members, decision: { id: decision, ...enacted, gas: Number(enacted.gas) }, transactions, steps: narrator.times() },
    words: `${transactions} transaction after deployment and funding. Eve has 1 ETH.`,
    holds: true,
  }
}

import { address } from '@daomesh/protocol'
import { createMemoryChain } from './memoryChain.ts'
import { createMemoryClient } from './createMemoryClient.ts'
import type { RecordRules } from './callRecords.ts'
import type { CountRule } from './countRule.ts'
import { presentMembers } from './world.ts'
import { createDevnetSigner } from '../devnet/createDevnetSigner.ts'
import { devnetAccounts } from '../devnet/accounts.ts'
import type { OpenHarness, RefusingHarness, TimedHarness } from '../acceptance/harness.ts'
import { realClock } from '../acceptance/realClock.ts'

/** More than half of all members For: the part of the contract's rule that these tests need. */
export const majority: CountRule = ({ dao, id, sheets }) => {
  const members = new Set(presentMembers(dao).map((member) => member.account))
  const yes = sheets.filter((sheet) => members.has(sheet.member) && sheet.choices.some((one) => one.decision === id && one.support === 1))
  return yes.length * 2 > members.size ? null : 'Dao_NotDecisive'
}

export const memoryFactory = address.parse(`0x${'fa'.repeat(20)}`)
const accounts = devnetAccounts(10)

type Rules = { readonly count: CountRule; readonly recordRules?: RecordRules }

/** A memory chain that counts by these rules, and whose clock can be put ahead. */
export const memoryHarnessWith =
  (rules: Rules): OpenHarness<RefusingHarness & TimedHarness> =>
  (confirmations) => {
    const autoMine = confirmations === 0
    let ahead = 0
    const clock = { ...realClock, now: () => realClock.now() + ahead }
    const chain = createMemoryChain({
      chainId: 31_337n,
      seed: 'acceptance',
      clock,
      factory: memoryFactory,
      finality: { confirmations },
      ...rules,
      autoMine,
    })
    for (const { address } of accounts) chain.fund(address, 10_000n * 10n ** 18n)
    chain.mine()
    return Promise.resolve({
      profile: chain.profile,
      accounts,
      signer: createDevnetSigner(accounts),
      clock: realClock,
      connect: (profile = chain.profile) => createMemoryClient({ chain, clock: realClock, profile }),
      mine: (blocks) => {
        // On a chain that mines each transaction at once, a further block is only noise.
        if (!autoMine) chain.mine(blocks)
        return Promise.resolve()
      },
      reorganise: (depth) => {
        const gone = chain.blocks().slice(-depth)
        chain.reorganise(
          depth,
          gone.flatMap((block) => block.transactions.map((one) => one.hash)),
        )
        return Promise.resolve()
      },
      lagging: (blocks) => {
        const client = createMemoryClient({ chain, clock: realClock })
        client.setLag(blocks)
        return Promise.resolve(client)
      },
      refuse: (account, refuses) => Promise.resolve(chain.refuse(account, refuses)),
      pass: (seconds) => {
        ahead += seconds * 1000
        chain.mine()
        return Promise.resolve()
      },
      close: () => Promise.resolve(),
    })
  }

export const openMemoryHarness = memoryHarnessWith({ count: majority })

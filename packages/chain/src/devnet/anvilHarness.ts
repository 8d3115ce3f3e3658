import { createTestClient, http } from 'viem'
import { createChainClient } from '../client/createChainClient.ts'
import { sandboxProfile } from '../client/profiles.ts'
import type { DevnetAccount } from './accounts.ts'
import { createDevnetSigner } from './createDevnetSigner.ts'
import { deployFactory } from '../actions/deployFactory.ts'
import { startDevnet } from './startDevnet.ts'
import type { OpenHarness, RefusingHarness, TimedHarness } from '../acceptance/harness.ts'
import { laggingEndpoint } from './laggingEndpoint.ts'
import { realClock } from '../acceptance/realClock.ts'

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

const firstOf = (accounts: readonly DevnetAccount[]): DevnetAccount => {
  const [first] = accounts
  if (!first) throw new RangeError('a sandbox has accounts')
  return first
}

export const openAnvilHarness: OpenHarness<RefusingHarness & TimedHarness> = async (confirmations) => {
  const devnet = await startDevnet()
  const { rpcUrl, accounts, identity } = devnet
  const { factory } = await deployFactory({ rpcUrl, account: firstOf(accounts) })
  const profile = { ...sandboxProfile(identity, factory), finality: { confirmations } }
  const owner = createTestClient({ mode: 'anvil', transport: http(rpcUrl) })
  if (confirmations > 0) await owner.setAutomine(false)
  const proxies: { close: () => Promise<void> }[] = []
  return {
    profile,
    accounts,
    signer: createDevnetSigner(accounts),
    clock: realClock,
    connect: (expected = profile) => createChainClient({ rpcUrl, profile: expected, clock: realClock }),
    mine: async (blocks) => {
      if (confirmations > 0) await owner.mine({ blocks })
      // Where everything is final at once each transaction gets its block by itself, yet a moment after it was taken.
      for (let looks = 0; confirmations === 0 && looks < 2_000 && (await owner.getTxpoolStatus()).pending > 0; looks++) await pause(10)
    },
    reorganise: (depth) => owner.request({ method: 'anvil_reorg' as never, params: [depth, []] as never }),
    lagging: async (blocks) => {
      const proxy = await laggingEndpoint(rpcUrl, blocks)
      proxies.push(proxy)
      return createChainClient({ rpcUrl: proxy.rpcUrl, profile, clock: realClock })
    },
    // PUSH0 PUSH0 REVERT, as the code of a contract would be.
    refuse: (account, refuses) => owner.setCode({ address: account, bytecode: refuses ? '0x5f5ffd' : '0x' }),
    pass: async (seconds) => {
      await owner.increaseTime({ seconds })
      await owner.mine({ blocks: 1 })
    },
    close: async () => {
      for (const proxy of proxies) await proxy.close()
      await devnet.stop()
    },
  }
}

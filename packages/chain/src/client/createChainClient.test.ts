import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { openAnvilHarness } from '../devnet/anvilHarness.ts'

acceptChainClient('anvil', openAnvilHarness)

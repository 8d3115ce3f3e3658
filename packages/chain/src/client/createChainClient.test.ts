import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { openAnvilHarness } from '../acceptance/anvilHarness.ts'

acceptChainClient('anvil', openAnvilHarness)

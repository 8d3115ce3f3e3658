import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { acceptIncome } from '../acceptance/acceptIncome.ts'
import { acceptSpentSlots } from '../acceptance/acceptSpentSlots.ts'
import { openAnvilHarness } from '../devnet/anvilHarness.ts'

acceptChainClient('anvil', openAnvilHarness)
acceptIncome('anvil', openAnvilHarness)
acceptSpentSlots('anvil', openAnvilHarness)

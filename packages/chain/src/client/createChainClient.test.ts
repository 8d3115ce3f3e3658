import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { acceptIncome } from '../acceptance/acceptIncome.ts'
import { acceptRecords } from '../acceptance/acceptRecords.ts'
import { acceptSigns } from '../acceptance/acceptSigns.ts'
import { acceptDaos } from '../acceptance/acceptDaos.ts'
import { acceptSpentSlots } from '../acceptance/acceptSpentSlots.ts'
import { openAnvilHarness } from '../devnet/anvilHarness.ts'

acceptChainClient('anvil', openAnvilHarness)
acceptIncome('anvil', openAnvilHarness)
acceptRecords('anvil', openAnvilHarness)
acceptSigns('anvil', openAnvilHarness)
acceptSpentSlots('anvil', openAnvilHarness)
acceptDaos('anvil', openAnvilHarness)

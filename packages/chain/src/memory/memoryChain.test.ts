import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { acceptIncome } from '../acceptance/acceptIncome.ts'
import { acceptSpentSlots } from '../acceptance/acceptSpentSlots.ts'
import { openMemoryHarness } from './memoryHarness.ts'

acceptChainClient('memory', openMemoryHarness)
acceptIncome('memory', openMemoryHarness)
acceptSpentSlots('memory', openMemoryHarness)

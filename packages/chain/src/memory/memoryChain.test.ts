import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { acceptIncome } from '../acceptance/acceptIncome.ts'
import { acceptSigns } from '../acceptance/acceptSigns.ts'
import { acceptSpentSlots } from '../acceptance/acceptSpentSlots.ts'
import { openMemoryHarness } from './memoryHarness.ts'

acceptChainClient('memory', openMemoryHarness)
acceptIncome('memory', openMemoryHarness)
acceptSigns('memory', openMemoryHarness)
acceptSpentSlots('memory', openMemoryHarness)

import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { openMemoryHarness } from '../acceptance/memoryHarness.ts'

acceptChainClient('memory chain', openMemoryHarness)

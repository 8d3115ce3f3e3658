import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { openMemoryHarness } from './memoryHarness.ts'

acceptChainClient('memory chain', openMemoryHarness)

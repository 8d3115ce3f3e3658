import { countWithGovernance, recordWithGovernance } from '@daomesh/testing'
import { acceptBonds } from '../acceptance/acceptBonds.ts'
import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { acceptInvented } from '../acceptance/acceptInvented.ts'
import { acceptIncome } from '../acceptance/acceptIncome.ts'
import { acceptRecords } from '../acceptance/acceptRecords.ts'
import { acceptSales } from '../acceptance/acceptSales.ts'
import { acceptSigns } from '../acceptance/acceptSigns.ts'
import { acceptDaos } from '../acceptance/acceptDaos.ts'
import { acceptSpentSlots } from '../acceptance/acceptSpentSlots.ts'
import { memoryHarnessWith, openMemoryHarness } from './memoryHarness.ts'

acceptChainClient('memory', openMemoryHarness)
acceptIncome('memory', openMemoryHarness)
acceptRecords('memory', memoryHarnessWith({ count: countWithGovernance, recordRules: recordWithGovernance }))
acceptSigns('memory', openMemoryHarness)
acceptSpentSlots('memory', openMemoryHarness)
acceptDaos('memory', openMemoryHarness)
acceptBonds('memory', openMemoryHarness)
acceptSales('memory', openMemoryHarness)
acceptInvented('memory', openMemoryHarness)

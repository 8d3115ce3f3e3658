import { openAnvilHost } from '@daomesh/testing'
import { acceptBonds } from '../acceptance/acceptBonds.ts'
import { acceptChainClient } from '../acceptance/acceptChainClient.ts'
import { acceptEscrow } from '../acceptance/acceptEscrow.ts'
import { acceptInvented } from '../acceptance/acceptInvented.ts'
import { acceptIncome } from '../acceptance/acceptIncome.ts'
import { acceptRecords } from '../acceptance/acceptRecords.ts'
import { acceptSales } from '../acceptance/acceptSales.ts'
import { acceptSigns } from '../acceptance/acceptSigns.ts'
import { acceptDaos } from '../acceptance/acceptDaos.ts'
import { acceptSpentSlots } from '../acceptance/acceptSpentSlots.ts'
import { openAnvilHarness } from '../devnet/anvilHarness.ts'

acceptChainClient('anvil', openAnvilHarness)
acceptEscrow('anvil', openAnvilHost)
acceptIncome('anvil', openAnvilHarness)
acceptRecords('anvil', openAnvilHarness)
acceptSigns('anvil', openAnvilHarness)
acceptSpentSlots('anvil', openAnvilHarness)
acceptDaos('anvil', openAnvilHarness)
acceptBonds('anvil', openAnvilHarness)
acceptSales('anvil', openAnvilHarness)
acceptInvented('anvil', openAnvilHarness)

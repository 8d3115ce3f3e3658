export { benchPropagation, type BenchRow } from './propagation.ts'
export { benchTransfer, type TransferResult } from './transfer.ts'

export { copyDisk, losePower, memoryDisk, type MemoryDisk } from './memoryDisk.ts'
export * from './memoryStore.ts'

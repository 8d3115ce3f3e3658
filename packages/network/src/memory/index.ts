export { createMemoryHub, type MemoryHub, type MemoryHubParameters } from './createMemoryHub.ts'
export { createMemoryDuplexPair, type MemoryDuplexPair } from './memoryDuplex.ts'

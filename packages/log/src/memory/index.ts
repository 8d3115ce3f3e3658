export * from './memoryStore.ts'

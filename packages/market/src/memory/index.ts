export { memoryMarketStore } from './memoryMarketStore.ts'

export { sqliteMarketStore } from './sqliteMarketStore.ts'

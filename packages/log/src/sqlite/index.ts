export { sqliteStore, type SqliteStoreInit } from './sqliteStore.ts'

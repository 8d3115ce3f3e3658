export { examineFile, type FileExamination } from './examineFile.ts'
export { holdFile } from './holdFile.ts'
export type { KeepChoice } from './keptRows.ts'
export { sqliteStore, type SqliteStore, type SqliteStoreInit } from './sqliteStore.ts'

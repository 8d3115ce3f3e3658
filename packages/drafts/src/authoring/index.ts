export * from '../update/splitUpdate.ts'
export * from './carryOver.ts'
export * from './openAuthor.ts'
export * from './textOf.ts'

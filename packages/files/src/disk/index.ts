export { diskFileStore } from './diskFileStore.ts'

export { copyFileDisk, type MemoryFileDisk, memoryFileDisk, memoryFileStore } from './memoryFileStore.ts'

import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { repository } from './repository.ts'

const exclude = ['**/node_modules/**', '**/out/**', '**/dist/**']

export default defineConfig({
  root: repository,
  test: {
    projects: [
      {
        root: repository,
        test: {
          name: 'unit',
          include: ['{packages,apps,contracts,e2e}/**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.process.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Files of one worker share what they import: with a registry each, half of the time went into reading the same modules again.
          isolate: false,
          // By itself it leaves one core to whoever looks at the tests, which of two cores is half.
          maxWorkers: availableParallelism(),
        },
      },
      {
        root: repository,
        test: {
          name: 'processes',
          include: ['e2e/**/*.process.test.ts'],
          exclude,
          // Each has homes, ports and a chain of its own, and mostly waits.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})

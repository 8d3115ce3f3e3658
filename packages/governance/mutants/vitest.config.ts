import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    setupFiles: ['mutants/seed.ts'],
    testTimeout: 60_000,
  },
})

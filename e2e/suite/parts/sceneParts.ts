import { part } from './part.ts'
import type { Part } from './part.ts'

/** Half of it is waiting, for pings that find a cut and for members who meet again: it runs beside the others. */
export const hostsPart: Part = part({
  id: 'hosts',
  title: 'several hosts',
  needs: ['e2e/hosts/main.ts'],
  command: () => ['node', 'e2e/hosts/main.ts'],
  counts: 'maybeLine',
  limitSeconds: 900,
  mayBeImpossible: true,
})

/** Parts that run the product as its members do: in a browser, on several hosts, end to end. */
export const sceneParts: readonly Part[] = [
  part({
    id: 'ui',
    title: 'UI in a browser',
    needs: ['e2e/ui/playwright.config.ts'],
    command: () => ['playwright', 'test', '-c', 'e2e/ui/playwright.config.ts', '--reporter=line,json'],
    counts: 'playwright',
    limitSeconds: 2_400,
    load: 'alone',
    mayBeImpossible: true,
  }),
  part({
    id: 'faults',
    title: 'faults done to real nodes, the short ones',
    needs: ['e2e/faults/main.ts'],
    command: () => ['node', 'e2e/faults/main.ts'],
    counts: 'line',
    limitSeconds: 600,
    load: 'alone',
  }),
  part({
    id: 'demo',
    title: 'demo',
    needs: ['e2e/demo/main.ts'],
    command: () => ['node', 'e2e/demo/main.ts', '--check', '--json'],
    counts: 'maybeLine',
    limitSeconds: 900,
    load: 'alone',
  }),
]

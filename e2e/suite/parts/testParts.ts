import { part } from './part.ts'
import type { Part } from './part.ts'

const vitest = (project: string, countsFile: string): string[] => {
  const report = ['--reporter=default', '--reporter=json', `--outputFile.json=${countsFile}`]
  return ['vitest', 'run', '-c', 'e2e/suite/vitest.config.ts', '--project', project, ...report]
}

/** Parts that run one tool or one program. */
export const toolParts: readonly Part[] = [
  part({
    id: 'examples',
    title: 'comments and examples of public functions',
    needs: ['e2e/examples/main.ts'],
    command: () => ['node', 'e2e/examples/main.ts'],
    counts: 'line',
    limitSeconds: 240,
  }),
  part({
    id: 'artefacts',
    title: 'contract artefacts fresh',
    needs: ['contracts/scripts/build.ts'],
    command: () => ['node', 'contracts/scripts/build.ts', '--check'],
    limitSeconds: 300,
  }),
  part({
    id: 'contracts',
    title: 'contract tests',
    needs: ['contracts/scripts/test.ts'],
    command: () => ['node', 'contracts/scripts/test.ts'],
    counts: 'line',
    limitSeconds: 900,
  }),
  part({
    id: 'simulation',
    title: 'simulation, eight seeds',
    needs: ['packages/testing/src/simulate.ts'],
    command: () => ['node', 'packages/testing/src/simulate.ts', '--seeds', '8'],
    counts: 'line',
    limitSeconds: 900,
  }),
]

/** One thread for minutes. */
export const yearPart: Part = part({
  id: 'year',
  title: 'simulation, one DAO-year of twelve members',
  needs: ['packages/testing/src/simulate.ts'],
  command: () => ['node', 'packages/testing/src/simulate.ts', '--seed', '1', '--years', '1'],
  counts: 'line',
  limitSeconds: 900,
})

export const unitPart: Part = part({
  id: 'unit',
  title: 'unit and property tests',
  needs: ['packages/*/src/**/*.test.ts'],
  command: (countsFile) => vitest('unit', countsFile),
  counts: 'vitest',
  limitSeconds: 2_400,
})

export const processesPart: Part = part({
  id: 'processes',
  title: 'multi-process tests',
  needs: ['e2e/**/*.process.test.ts'],
  command: (countsFile) => vitest('processes', countsFile),
  counts: 'vitest',
  limitSeconds: 2_400,
  load: 'alone',
})

import { part } from './part.ts'
import type { Part } from './part.ts'

/** Parts that read the code without running it. */
export const staticParts: readonly Part[] = [
  part({ id: 'types', title: 'types', command: () => ['tsc', '--noEmit', '--pretty', 'false'] }),
  part({ id: 'format', title: 'format', command: () => ['oxfmt', '--check'], limitSeconds: 60 }),
  part({ id: 'lint', title: 'lint', command: () => ['oxlint', '--type-aware', '--deny-warnings'] }),
  part({ id: 'imports', title: 'import directions and cycles', command: () => ['node', 'e2e/suite/imports/main.ts'], limitSeconds: 60 }),
  part({ id: 'unused', title: 'unused files and dependencies', command: () => ['knip', '--no-progress', '--no-config-hints'] }),
  part({ id: 'documents', title: 'documents and top level', command: () => ['node', 'e2e/suite/documents/main.ts'], limitSeconds: 60 }),
]

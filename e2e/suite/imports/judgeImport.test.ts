import { describe, expect, test } from 'vitest'
import { judgeImport } from './judgeImport.ts'

const judge = (from: string, specifier: string): string | undefined => judgeImport({ from, specifier, line: 1 })

describe('allowed', () => {
  test.each([
    ['packages/log/src/append.ts', '@daomesh/protocol'],
    ['packages/log/src/append.ts', './store.ts'],
    ['packages/log/src/sqlite/open.ts', '../store.ts'],
    ['packages/log/src/sqlite/open.ts', 'better-sqlite3'],
    ['packages/log/src/append.test.ts', '@daomesh/testing'],
    ['packages/node/src/compose.test.ts', '@daomesh/log/memory'],
    ['packages/protocol/src/codec.test.ts', 'node:fs'],
    ['packages/node/src/compose.ts', '@daomesh/chain'],
    ['apps/peer/src/start.ts', '@daomesh/log/sqlite'],
    ['apps/desktop/src/renderer/app.tsx', '@daomesh/node/contract'],
    ['apps/desktop/src/main/main.ts', 'electron'],
    ['e2e/demo/main.ts', '@daomesh/network/libp2p'],
  ])('%s imports %s', (from, specifier) => expect(judge(from, specifier)).toBeUndefined())
})

describe('refused', () => {
  test.each([
    ['packages/protocol/src/ids.ts', '@daomesh/log'],
    ['packages/log/src/append.ts', '@daomesh/network'],
    ['packages/log/src/append.ts', '@daomesh/testing'],
    ['packages/log/src/append.ts', './sqlite/index.ts'],
    ['packages/log/src/append.ts', '../../protocol/src/ids.ts'],
    ['packages/chain/src/read.ts', '@daomesh/governance'],
    ['packages/node/src/compose.ts', '@daomesh/log/sqlite'],
    ['packages/node/src/compose.ts', '@daomesh/peer'],
    ['packages/testing/src/world.ts', '@daomesh/peer'],
    ['packages/governance/src/tally.ts', 'node:crypto'],
    ['packages/governance/src/tally.ts', 'crypto'],
    ['apps/desktop/src/renderer/app.tsx', 'node:fs'],
    ['apps/desktop/src/renderer/app.tsx', 'electron'],
    ['apps/desktop/src/renderer/app.tsx', '@daomesh/node'],
    ['apps/desktop/src/renderer/app.tsx', '@daomesh/node/serve'],
    ['apps/desktop/src/renderer/app.tsx', '@daomesh/log'],
    ['apps/desktop/src/renderer/app.tsx', '../main/main.ts'],
    ['apps/peer/src/start.ts', '@daomesh/desktop'],
  ])('%s imports %s', (from, specifier) => expect(judge(from, specifier)).toBeTypeOf('string'))
})

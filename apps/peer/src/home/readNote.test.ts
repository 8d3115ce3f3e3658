import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recallIdentity, rememberIdentity } from '../compose/chainNote.ts'
import { readApiNote, writeApiNote } from '../compose/serviceNotes.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'daomesh-notes-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const damages = ['', 'torn', '{"pid": 1, torn', '[]', '{"rpcUrl":"http://x","chainId":"not a number","genesisHash":"0x"}']

test('K3: a note that is damaged is as none, and is written anew', () => {
  const identity = { chainId: 31_337n, genesisHash: `0x${'ab'.repeat(32)}` } as const
  for (const damage of damages) {
    writeFileSync(join(home, 'chain.json'), damage)
    writeFileSync(join(home, 'api.json'), damage)
    expect([damage, recallIdentity(home, 'http://x'), readApiNote(home)]).toEqual([damage, null, null])
    rememberIdentity(home, 'http://x', identity)
    expect([damage, recallIdentity(home, 'http://x')]).toEqual([damage, identity])
    const note = { port: 1234, token: 'a token of some length', pid: 1 }
    writeApiNote(home, note)
    expect([damage, readApiNote(home)]).toEqual([damage, note])
  }
})

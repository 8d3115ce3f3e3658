import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recallChain, rememberChain } from '../compose/chainNote.ts'
import { readApiNote, writeApiNote } from '../compose/serviceNotes.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'daomesh-notes-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const damages = ['', 'torn', '{"pid": 1, torn', '[]', '{"rpcUrl":"http://x","chainId":"not a number","genesisHash":"0x"}']

test('K3: a note that is damaged is as none, and is written anew', () => {
  const met = { identity: { chainId: 31_337n, genesisHash: `0x${'ab'.repeat(32)}` }, startBlock: 7n } as const
  for (const damage of damages) {
    writeFileSync(join(home, 'chain.json'), damage)
    writeFileSync(join(home, 'api.json'), damage)
    expect([damage, recallChain(home, 'http://x'), readApiNote(home)]).toEqual([damage, null, null])
    rememberChain(home, 'http://x', met)
    expect([damage, recallChain(home, 'http://x')]).toEqual([damage, met])
    const service = { port: 1234, token: 'a token of some length' }
    writeApiNote(home, service)
    expect([damage, readApiNote(home)]).toMatchObject([damage, { ...service, pid: process.pid }])
  }
})

test('a note of a version that did not know where to begin says which chain it is', () => {
  const identity = { chainId: 100n, genesisHash: `0x${'cd'.repeat(32)}` } as const
  writeFileSync(join(home, 'chain.json'), `{"rpcUrl":"http://x","chainId":"100","genesisHash":"${identity.genesisHash}"}`)
  expect(recallChain(home, 'http://x')).toEqual({ identity, startBlock: null })
  expect(recallChain(home, 'http://y')).toBe(null)
})

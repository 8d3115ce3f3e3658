import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeApiNote } from '../compose/serviceNotes.ts'
import { homePaths } from '../home/homePaths.ts'
import { lockHome } from '../home/lockHome.ts'
import { connectHome } from './connect.ts'
import { runningSigner, withKeys } from './keyDesk.ts'

let home = ''
let port = 0
let heard: string[] = []
/** A program of another account of this machine, which took the port of a node that was killed and says yes to everything. */
const stranger = createServer((request, response) => {
  heard.push(request.url ?? '')
  response.end(JSON.stringify({ state: 'ready', creating: false, accounts: [], pending: [], revision: 1 }))
})

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'daomesh-stale-note-'))
  heard = []
  stranger.listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  port = (stranger.address() as AddressInfo).port
})
afterEach(() => {
  stranger.closeAllConnections()
  stranger.close()
  rmSync(home, { recursive: true })
})

/** Both notes as a process wrote them that is no more. */
const leaveNotes = async (): Promise<void> => {
  const { api, signer } = homePaths(home)
  writeApiNote(home, { port, token: 'the token of a killed node' })
  const killed = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const gone = once(killed, 'exit')
  killed.kill('SIGKILL')
  await gone
  const note = { ...(JSON.parse(readFileSync(api, 'utf8')) as object), pid: killed.pid }
  for (const path of [api, signer]) writeFileSync(path, JSON.stringify(note))
}
const unavailable = expect.objectContaining({ code: 'API_UNAVAILABLE' }) as Error

test('W4 what a killed node left behind leads nobody to whoever listens there now: no token, no password, no phrase', async () => {
  await leaveNotes()
  await expect(connectHome(home)).rejects.toThrow(unavailable)
  expect(() => runningSigner(home)).toThrow(unavailable)
  // The keys are asked of the files themselves.
  expect(await withKeys(home, (desk) => desk.state())).toMatchObject({ state: 'none' })
  expect([existsSync(homePaths(home).signer), heard]).toEqual([true, []])
})

test('W4 a process that was given the same id later is not taken for the one that wrote the note', () => {
  const { api } = homePaths(home)
  writeApiNote(home, { port, token: 'the token of a killed node' })
  const note = JSON.parse(readFileSync(api, 'utf8')) as { begun: string }
  // Only Linux says when a process began.
  if (note.begun === '') return
  writeFileSync(api, JSON.stringify({ ...note, begun: String(Number(note.begun) - 1) }))
  expect(() => runningSigner(home)).toThrow(unavailable)
})

test('W4 where a process has the home and takes no commands, as the desktop app does, that is said', async () => {
  const unlock = lockHome(home)
  try {
    await expect(connectHome(home)).rejects.toThrow(
      expect.objectContaining({ code: 'API_UNAVAILABLE', meta: expect.objectContaining({ pid: process.pid }) }) as Error,
    )
  } finally {
    unlock()
  }
  await expect(connectHome(home)).rejects.toThrow(expect.objectContaining({ code: 'API_UNAVAILABLE', meta: { home } }) as Error)
})

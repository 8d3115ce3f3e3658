import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EntryId } from '@daomesh/protocol'
import Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { note, peer, picture, put, seededRandom, statusOf } from '../fixtures/world.ts'
import { sqliteStore } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'log-sqlite-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const open = (name: string, seed = 'seed') => sqliteStore({ path: join(home, name), random: seededRandom(seed) })

const child = fileURLToPath(new URL('../fixtures/appendForever.ts', import.meta.url))

/** Runs the child until it has acknowledged `after` entries, then kills it at once. @returns what it acknowledged. */
const killedRun = (path: string, round: number, after: number): Promise<readonly string[]> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, path, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    running.stdout.setEncoding('utf8')
    running.stdout.on('data', (piece: string) => {
      text += piece
      if (text.split('\n').length > after) running.kill('SIGKILL')
    })
    running.on('error', reject)
    running.on('close', (code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the child ended by itself: ${code}`))
      else
        resolve(
          text
            .split('\n')
            .slice(0, -1)
            .filter((line) => line.length === 64),
        )
    })
  })

describe('SQLite store', () => {
  it('L2 K1 kill −9 in the middle of writing, twenty rounds: what was acknowledged is there', { timeout: 300_000 }, async () => {
    const path = join(home, 'killed.db')
    const acknowledged: string[] = []
    for (let round = 0; round < 20; round++) acknowledged.push(...(await killedRun(path, round, 1 + ((round * 7) % 23))))
    expect(acknowledged.length).toBeGreaterThan(150)
    const store = open('killed.db')
    expect(store.quarantined).toBeNull()
    const replica = await peer('ann', { store })
    const lost = acknowledged.filter((id) => statusOf(replica, id as EntryId) !== 'accepted')
    expect(lost).toEqual([])
    expect(replica.audit().filter(({ status }) => status !== 'accepted')).toEqual([])
    const refolded = await peer('ann', { store, foldVersion: 2 })
    expect(refolded.stateRoot()).toBe(replica.stateRoot())
    await replica.append(note('goes on'))
    store.close()
  })

  it('L3 a restart gives the same picture', async () => {
    const store = open('restart.db')
    const a = await peer('ann', { store })
    await a.appendMany([put('x', 1), put('y', [1, 'two', null]), note('n')])
    const before = picture(a)
    store.close()
    const again = open('restart.db')
    const b = await peer('ann', { store: again })
    expect(picture(b)).toEqual(before)
    expect(b.state.get('set/y')).toEqual([1, 'two', null])
    again.close()
  })

  it('L6 K3 a flipped bit in any row, a truncated file, a file that is no database: set aside, the rest is taken over', async () => {
    const store = open('damage.db')
    const a = await peer('ann', { store })
    await a.appendMany([
      note('a needle in the body', 'governance', { keyId: null, seal: (_, plaintext) => plaintext }),
      put('x', 'haystack'),
    ])
    store.close()
    const damages: Record<string, (path: string) => void> = {
      flipped: (path) => {
        const at = readFileSync(path).indexOf('a needle in the body')
        expect(at).toBeGreaterThan(0)
        const fd = openSync(path, 'r+')
        writeSync(fd, 'b', at)
        closeSync(fd)
      },
      register: (path) => {
        const at = readFileSync(path).lastIndexOf('haystack')
        expect(at).toBeGreaterThan(0)
        const fd = openSync(path, 'r+')
        writeSync(fd, 'H', at)
        closeSync(fd)
      },
      truncated: (path) => truncateSync(path, 20_000),
      foreign: (path) => writeFileSync(path, 'this is not a database, it is a letter to my aunt'.repeat(200)),
    }
    const taken: Record<string, readonly string[]> = {
      flipped: ['0 accepted', '2 pending'],
      register: ['0 accepted', '1 accepted', '2 accepted'],
      truncated: [],
      foreign: [],
    }
    for (const [name, damage] of Object.entries(damages)) {
      const path = join(home, `${name}.db`)
      copyFileSync(join(home, 'damage.db'), path)
      damage(path)
      const opened = open(`${name}.db`)
      expect([name, opened.quarantined]).toEqual([name, `${path}.damaged-1`])
      expect(existsSync(`${path}.damaged-1`)).toBe(true)
      const b = await peer('ann', { store: opened })
      // The damaged entry is gone, and what stands on it waits; a destroyed register is folded anew from whole entries.
      const statuses = b.audit().map(({ seq, status }) => `${seq} ${status}`)
      expect([name, statuses.sort()]).toEqual([name, taken[name]])
      expect([name, opened.damage()?.entries]).toEqual([name, statuses.length])
      expect([name, b.state.get('set/x') ?? null]).toEqual([name, name === 'register' ? 'haystack' : null])
      const { log } = await b.append(note('begins anew'))
      expect([name, log === a.own('governance')?.log]).toEqual([name, false])
      opened.close()
      const later = open(`${name}.db`)
      expect([name, later.quarantined, later.damage()?.file]).toEqual([name, null, `${name}.db.damaged-1`])
      later.dismissDamage()
      expect(later.damage()).toBeNull()
      later.close()
    }
  })

  it('L6 a database of a newer version is not touched', () => {
    const db = new Database(join(home, 'newer.db'))
    db.pragma('user_version = 99')
    db.pragma(`application_id = ${0x444d_0000 + 99}`)
    db.close()
    const before = readFileSync(join(home, 'newer.db'))
    expect(() => open('newer.db')).toThrow(expect.objectContaining({ code: 'STORAGE_NEWER' }))
    expect(readFileSync(join(home, 'newer.db')).equals(before)).toBe(true)
  })

  it('L18 D4 a copied home is noticed: the copy begins a log of its own and nothing forks', async () => {
    const first = open('original.db')
    const a = await peer('ann', { store: first })
    const before = await a.append(note('before the copy'))
    first.close()
    copyFileSync(join(home, 'original.db'), join(home, 'copy.db'))
    const [original, copy] = [open('original.db'), open('copy.db', 'other')]
    expect([original.copied, copy.copied]).toEqual([false, true])
    expect(copy.instance).not.toBe(original.instance)
    const [b, c] = [await peer('ann', { store: original }), await peer('ann', { store: copy })]
    const answer = b.heads('governance')
    await b.proveContinuity([answer])
    await c.proveContinuity([answer])
    const [fromB, fromC] = [await b.append(note('b')), await c.append(note('c'))]
    expect(fromB.log).toBe(before.log)
    expect(fromC.log).not.toBe(before.log)
    original.close()
    copy.close()
  })
})

import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deviceId, spaceId } from '@daomesh/protocol'
import { afterAll, expect, test } from 'vitest'
import { openLogFile } from './logFile.ts'
import { logLineText, readLogLine } from './logLine.ts'
import { openLogger } from './openLogger.ts'
import { readLog } from './readLog.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const space = spaceId.parse('ab'.repeat(32))
const peer = deviceId.parse('cd'.repeat(32))
const nothing = (): string => ''

test('O1 a line is one JSON object: level, time, event, sentence, and the facts under their stable names', () => {
  const path = join(folder, 'lines.log')
  const log = openLogger({ path, level: 'info', stderr: 'none' })
  log.debug('sync.failed', { peer, code: 'SYNC_FRAME' })
  log.warn('peer.cutOff', { space, peer, code: 'ENTRY_MALFORMED', milliseconds: 600_000 })
  log.close()
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    pid: process.pid,
    event: 'peer.cutOff',
    space,
    peer,
    code: 'ENTRY_MALFORMED',
    milliseconds: 600_000,
    msg: 'a peer was cut off',
  })
  const read = readLogLine(lines[0] ?? '')
  expect(read === null ? '' : logLineText(read)).toContain(
    `warn  peer.cutOff (a peer was cut off) space=${space} peer=${peer} code=ENTRY_MALFORMED`,
  )
  expect(statSync(path).mode & 0o077).toBe(0)
})

test('O2 two files never take more than twice the bound, and nothing but the oldest is lost', () => {
  const path = join(folder, 'bound.log')
  const most = 1_000
  const file = openLogFile(path, nothing, most)
  const line = (n: number): string => `${JSON.stringify({ level: 'info', time: '2026-01-01T00:00:00Z', event: `e${n}`, msg: '' })}\n`
  for (let n = 0; n < 100; n += 1) {
    file.write(line(n))
    expect(statSync(path).size).toBeLessThanOrEqual(most)
  }
  file.close()
  expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(most)
  const kept = readLog(path)().map(({ event }) => event)
  expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => `e${100 - kept.length + i}`))
  expect(kept.length).toBeGreaterThan(15)
})

test('O2 whoever follows hears every line once, also across the moment when the file is set aside', () => {
  const path = join(folder, 'follow.log')
  const file = openLogFile(path, nothing, 300)
  const line = (n: number): string => `${JSON.stringify({ level: 'info', time: '2026-01-01T00:00:00Z', event: `e${n}`, msg: '' })}\n`
  const fresh = readLog(path)
  const heard: string[] = []
  const hear = (): void => void heard.push(...fresh().map(({ event }) => event))
  hear()
  for (let n = 0; n < 40; n += 1) {
    file.write(line(n))
    if (n % 3 === 0) hear()
  }
  hear()
  file.close()
  expect(heard).toEqual(Array.from({ length: 40 }, (_, n) => `e${n}`))
})

test.skipIf(process.platform !== 'linux')('O2 a full disk ends no node: lines are lost and counted', () => {
  const path = join(folder, 'full.log')
  symlinkSync('/dev/full', path)
  const told: number[] = []
  const file = openLogFile(path, (count) => {
    told.push(count)
    return `lost ${count}\n`
  })
  for (let n = 0; n < 3; n += 1) file.write('a line\n')
  file.close()
  rmSync(path)
  file.write('there is room again\n')
  file.close()
  expect([told.at(-1), readFileSync(path, 'utf8')]).toEqual([3, 'lost 3\nthere is room again\n'])
})

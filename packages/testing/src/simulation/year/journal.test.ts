import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { figuresOf } from './figures.ts'
import { openJournal } from './journal.ts'
import { programVersion } from './programVersion.ts'
import type { YearResult } from './runYear.ts'
import { runYears } from './runYears.ts'
import { select, everything } from './script.ts'
import { writeScript } from './writeScript.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
  file = join(folder, 'years.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

const scripts = [1, 2, 3].map((year) => writeScript({ seed: `9.${year}`, members: 4, weeks: 1 }))
const [first, second, third] = scripts as [(typeof scripts)[0], (typeof scripts)[0], (typeof scripts)[0]]

const yearOf = (seed: string, hash = 'a'): YearResult => ({
  seed,
  hash: hash.repeat(32),
  members: 4,
  entries: 30,
  days: 7.02,
  sessions: 1,
  rests: 1,
  blocks: 40,
  enacted: 0,
  faults: { crash: 1 },
  steps: { vote: 3 },
  lies: { fork: 1 },
  checks: { 'D12 no false alarm': 4 },
  failure: null,
  milliseconds: 1_000.5,
  cpuMilliseconds: 900.25,
})

test('what was kept is known to a later run of the same program, and to no other', () => {
  openJournal(file, 'one').keep(first, yearOf('9.1'))
  const again = openJournal(file, 'one')
  expect(again.known(first)).toEqual(yearOf('9.1'))
  expect(again.known(second)).toBeNull()
  expect(again.known({ ...first, calm: true })).toBeNull()
  expect(again.known(select(first, { ...everything(first), members: first.members.slice(1) }))).toBeNull()
  expect(openJournal(file, 'two').known(first)).toBeNull()
})

test('a year that failed is kept with what broke', () => {
  const failed = { ...yearOf('9.1'), failure: { invariant: 'progress', message: 'never', session: 3, last: ['one', 'two'] } }
  openJournal(file, 'one').keep(first, failed)
  expect(openJournal(file, 'one').known(first)).toEqual(failed)
})

test('wherever a crash cut the last line off, the whole ones count, that year is lived again, and what is written next can be read', () => {
  const journal = openJournal(file, 'one')
  journal.keep(first, yearOf('9.1'))
  const whole = readFileSync(file).length
  journal.keep(second, yearOf('9.2'))
  const text = readFileSync(file)
  for (const length of [whole + 1, whole + 40, text.length - 2]) {
    writeFileSync(file, text)
    truncateSync(file, length)
    const after = openJournal(file, 'one')
    expect([after.unreadable, after.known(first)?.seed, after.known(second)]).toEqual([1, '9.1', null])
    after.keep(third, yearOf('9.3'))
    after.keep(second, yearOf('9.2'))
    const last = openJournal(file, 'one')
    expect([last.unreadable, last.known(second)?.seed, last.known(third)?.seed]).toEqual([1, '9.2', '9.3'])
  }
  // Cut off between the line and its end.
  writeFileSync(file, text)
  truncateSync(file, text.length - 1)
  const after = openJournal(file, 'one')
  after.keep(third, yearOf('9.3'))
  expect([after.unreadable, after.known(second)?.seed, openJournal(file, 'one').known(third)?.seed]).toEqual([0, '9.2', '9.3'])
})

test('a line that is no year is none, whatever it is', () => {
  openJournal(file, 'one').keep(first, yearOf('9.1'))
  const [line = ''] = readFileSync(file, 'utf8').split('\n')
  for (const odd of [
    'null',
    '[]',
    line.replace('"rests":1', '"rests":"many"'),
    line.replace('"hash":"aa', '"hash":"zz'),
    line.replace('{"version"', '{"more":1,"version"'),
  ])
    appendFileSync(file, `${odd}\n`)
  expect(openJournal(file, 'one').unreadable).toBe(5)
})

test('two hashes of one year in a journal are a failure of the run', async () => {
  for (const hash of ['a', 'b']) openJournal(file, 'one').keep(first, yearOf('9.1', hash))
  const journal = openJournal(file, 'one')
  expect(journal.contradictory).toEqual(['9.1'])
  const { failures } = await runYears({
    scripts: [first],
    threads: 1,
    shrinkBudget: 0,
    twice: false,
    journal,
    say: () => undefined,
    now: () => 0,
  })
  expect(failures.map(({ invariant }) => invariant)).toEqual(['same seed, same hash'])
})

test('a run that was stopped goes on where it was, and its figures are those of one that was not', async () => {
  const said: string[] = []
  const live = (some: typeof scripts) =>
    runYears({
      scripts: some,
      threads: 1,
      shrinkBudget: 0,
      twice: false,
      journal: openJournal(file, programVersion()),
      say: (line) => void said.push(line),
      now: () => performance.now(),
    })
  await live([first])
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1)
  const { years, failures } = await live([first, second])
  expect(failures).toEqual([])
  expect(said).toContain('1 of 2 years are in the journal')
  expect(said.filter((line) => line.startsWith('DAO-year'))).toHaveLength(2)
  expect(years.map(({ seed }) => seed)).toEqual(['9.1', '9.2'])
  // All of it is known now: nothing is lived, and the figures are the same.
  const third = await live([first, second])
  expect(said.filter((line) => line.startsWith('DAO-year'))).toHaveLength(2)
  expect(figuresOf(third.years)).toEqual(figuresOf(years))
  expect(figuresOf(years)).toMatchObject({ years: 2, failed: 0, rests: figuresOf(years).sessions })
}, 180_000)

import { Command } from 'commander'
import { expect, test } from 'vitest'
import { loadNouns } from './loadNouns.ts'

const namesOf = async (line: string): Promise<readonly string[]> => {
  const program = new Command()
  for (const add of await loadNouns(line.split(' '))) add(program)
  return program.commands.map((command) => command.name())
}

test('V1 a command line that names a noun reads that one only, wherever the options of all nouns stand', async () => {
  const all = await namesOf('--help')
  expect(all.length).toBeGreaterThan(20)
  for (const noun of all)
    for (const line of [noun, `${noun} --help`, `--json ${noun}`, `--home /dao ${noun} dao`, `--home dao --json ${noun}`])
      expect([line, await namesOf(line)]).toEqual([line, [noun]])
})

test('V1 the help, a misspelt noun and anything else know all nouns', async () => {
  for (const line of ['', '--help start', 'help', 'help start', 'daos list', '--version', '-h', '-- start', '--home', 'toString'])
    expect([line, await namesOf(line)]).toEqual([line, await namesOf('--help')])
})

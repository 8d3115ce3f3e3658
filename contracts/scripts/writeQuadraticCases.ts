import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectQuadratic, type QuadraticCase, quadraticCase } from '@daomesh/governance/vectors/quadratic'
import { encodeAbiParameters, parseAbiParameters } from 'viem'
import { contractsFolder, isMain } from './runForge.ts'

const casesFile = join(contractsFolder, 'out', 'cases', 'quadratic.txt')
/** Enough to be quick in every test run, and many on demand. The first of them are the committed table. */
const casesToWrite = process.env['FOUNDRY_PROFILE'] === 'intense' ? 6000 : 600

/** As contracts/test/differential/quadratic.t.sol reads it. `sums`: for, against, heads cast, heads, opposable. */
const encoding = parseAbiParameters([
  'QuadraticCase c',
  'struct QuadraticCase { string name; uint16 quorumBps; uint16 thresholdBps; uint32 credits; Seat[] cited; Seat[] current; uint8[] exited; Ballot[] ballots; Reserve[] reserved; uint256[5] sums; bool passes; bool decisive; }',
  'struct Seat { uint8 who; uint64 power; }',
  'struct Ballot { uint8 who; uint8 support; uint16 votes; }',
  'struct Reserve { uint8 who; uint16 credits; }',
])

const who = (account: string): number => Number(BigInt(account)) - 1
const hasPower = (roster: QuadraticCase['cited']): boolean => roster.some(({ power }) => power > 0n)

const encodeCase = (one: QuadraticCase): string => {
  const roster = (members: QuadraticCase['cited']) => members.map(({ account, power }) => ({ who: who(account), power }))
  const expected = expectQuadratic(one)
  return encodeAbiParameters(encoding, [
    {
      name: one.name,
      quorumBps: one.rules.quorumBps,
      thresholdBps: one.rules.thresholdBps,
      credits: one.rules.credits,
      cited: roster(one.cited),
      current: roster(one.current),
      exited: one.exited.map(who),
      ballots: one.ballots.map(({ member, support, votes }) => ({ who: who(member), support, votes: Number(votes) })),
      reserved: one.reserved.map(({ member, credits }) => ({ who: who(member), credits: Number(credits) })),
      sums: [expected.for, expected.against, expected.took, expected.voters, expected.opposable],
      passes: expected.passes,
      decisive: expected.decisive,
    },
  ])
}

/** Writes the cases of quadratic counting, one a line. A roster in which nobody votes is left out: no chain can hold one. */
export const writeQuadraticCases = async (): Promise<{ readonly count: number }> => {
  const cases = Array.from({ length: casesToWrite }, (_, n) => quadraticCase(n)).filter(
    ({ cited, current }) => hasPower(cited) && hasPower(current),
  )
  await mkdir(join(casesFile, '..'), { recursive: true })
  await writeFile(casesFile, `${cases.map(encodeCase).join('\n')}\n`)
  return { count: cases.length }
}

if (isMain(import.meta.url)) process.stdout.write(`${(await writeQuadraticCases()).count} cases\n`)

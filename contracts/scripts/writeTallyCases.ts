import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { tally } from '@daomesh/governance'
import { countCase, sequence, tableCases, type TallyCase, tallyCase } from '@daomesh/governance/vectors'
import { encodeAbiParameters, parseAbiParameters, toFunctionSelector } from 'viem'
import { contractsFolder, isMain } from './runForge.ts'

const table = join(contractsFolder, '..', 'packages', 'governance', 'src', 'vectors', 'generated', 'tally.json')
const casesFile = join(contractsFolder, 'out', 'cases', 'tally.txt')

/** Cases beyond the committed table: enough to be quick in every test run, and many on demand. */
const freshCases = process.env['FOUNDRY_PROFILE'] === 'intense' ? 6000 : 400

type Outcome = { readonly decisive: boolean; readonly immediate: boolean }
type ChainCase = TallyCase & {
  readonly revisions: readonly number[]
  /** By account: ballots below this revision were taken back on chain (R4). */
  readonly minimum: ReadonlyMap<string, number>
  readonly expect: Outcome
}

/** As contracts/test/differential/TallyCase.sol reads it. `who` is the place of a member among all that the cases know. */
const encoding = parseAbiParameters([
  'TallyCase c',
  'struct TallyCase { string name; uint8 mode; uint16 quorumBps; uint16 thresholdBps; uint32 gracePeriod; bool isOlder; Seat[] cited; Seat[] current; uint8[] exited; Ballot[] ballots; Revoked[] revoked; bytes4 refusal; bool passes; }',
  'struct Seat { uint8 who; uint64 power; }',
  'struct Ballot { uint8 who; uint8 support; uint64 revision; }',
  'struct Revoked { uint8 who; uint64 minRevision; }',
])

/** The table as it is committed: what stands in the file is held against the contract, not what the rule would say now. */
const readTable = async (): Promise<readonly ChainCase[]> => {
  type Written = Omit<TallyCase['cited'][number], 'power'> & { readonly power: string }
  type Line = Omit<TallyCase, 'cited' | 'current'> & { cited: Written[]; current: Written[]; expect: Outcome }
  const lines = JSON.parse(await readFile(table, 'utf8')) as Line[]
  const withAmounts = (members: readonly Written[]): TallyCase['cited'] =>
    members.map((member) => ({ ...member, power: BigInt(member.power) }))
  return lines.map((line) => ({
    ...line,
    cited: withAmounts(line.cited),
    current: withAmounts(line.current),
    revisions: line.ballots.map(() => 0),
    minimum: new Map(),
  }))
}

/** The usual case, which the contract decides the short way in member mode: everybody votes, nobody left, the present roster, no grace period. Powers differ much, so that heads and power often disagree. */
const usual = (one: TallyCase, next: (below: number) => number): TallyCase => {
  const current = one.current.map((member) => ({ ...member, power: 1n + BigInt(next(9)) ** 2n }))
  return { ...one, rules: { ...one.rules, gracePeriod: 0 }, cited: current, current, exited: [] }
}

/**
 * A case of its own. In every second one nearly all say For, so that what hangs on one ballot is met often, and half of those are the usual case.
 * Ballots have revisions, and some were taken back: those count as uncast.
 */
const freshCase = (n: number): ChainCase => {
  const next = sequence(n)
  const made = n % 4 === 3 ? usual(tallyCase(n), next) : tallyCase(n)
  const eager = made.current.flatMap(({ account }) => (next(9) === 0 ? [] : [{ member: account, support: next(5) === 0 ? next(3) : 1 }]))
  const one = n % 2 === 0 ? made : { ...made, ballots: eager }
  const revisions = one.ballots.map(() => next(3))
  const minimum = new Map(one.current.filter(() => next(7) === 0).map(({ account }) => [account as string, 1 + next(2)]))
  const counted = one.ballots.filter(({ member }, i) => (revisions[i] ?? 0) >= (minimum.get(member) ?? 0))
  return { ...one, revisions, minimum, expect: countCase({ ...one, ballots: counted }) }
}

const hasPower = (roster: TallyCase['cited']): boolean => roster.some(({ power }) => power > 0n)
const who = (account: string): number => Number(BigInt(account)) - 1

const refusalOf = ({ decisive, immediate }: Outcome): `0x${string}` => {
  if (!decisive) return toFunctionSelector('Dao_NotDecisive(bytes32)')
  return immediate ? '0x00000000' : toFunctionSelector('Dao_NotUnanimous(bytes32)')
}

/** Whether the ballots that count are a tally that may be recorded (R5). */
const passesInRecord = ({ rules, cited, current, exited, ballots, revisions, minimum }: ChainCase): boolean => {
  const counted = ballots.filter(({ member }, i) => (revisions[i] ?? 0) >= (minimum.get(member) ?? 0))
  return tally({
    rules: { ...rules, votingPeriod: 0, challengeWindow: 0, credits: 0, incomeBps: 0, refundCap: 0 },
    cited,
    current,
    exited: new Set(exited),
    ballots: new Map(counted.map(({ member, support }) => [member, support])),
  }).passes
}

const encodeCase = (one: ChainCase): string => {
  const roster = (members: TallyCase['cited']) => members.map(({ account, power }) => ({ who: who(account), power }))
  const [cited, current] = [roster(one.cited), roster(one.current)]
  return encodeAbiParameters(encoding, [
    {
      name: one.name,
      ...one.rules,
      isOlder: cited.length !== current.length || cited.some((seat, i) => seat.who !== current[i]?.who || seat.power !== current[i].power),
      cited,
      current,
      exited: one.exited.map(who),
      ballots: one.ballots.map(({ member, support }, i) => ({ who: who(member), support, revision: BigInt(one.revisions[i] ?? 0) })),
      revoked: [...one.minimum].map(([account, minRevision]) => ({ who: who(account), minRevision: BigInt(minRevision) })),
      refusal: refusalOf(one.expect),
      passes: passesInRecord(one),
    },
  ])
}

/**
 * Writes the cases that contracts/test/differential holds against the contract, one a line: the committed table of the pure rules, and fresh ones
 * from a seed. A roster in which nobody votes is left out: no chain can hold one.
 */
export const writeTallyCases = async (): Promise<{ readonly count: number }> => {
  const fresh = Array.from({ length: freshCases }, (_, i) => freshCase(tableCases + i))
  const cases = [...(await readTable()), ...fresh].filter(({ cited, current }) => hasPower(cited) && hasPower(current))
  await mkdir(join(casesFile, '..'), { recursive: true })
  await writeFile(casesFile, `${cases.map(encodeCase).join('\n')}\n`)
  return { count: cases.length }
}

if (isMain(import.meta.url)) process.stdout.write(`${(await writeTallyCases()).count} cases\n`)

import type { Address, Round, RoundAction, RoundId } from '@daomesh/protocol'
import { matchRound } from '../../rules/matching/matchRound.ts'
import { poolRefunds } from '../../rules/matching/poolRefunds.ts'
import type { RoundRecord } from '../roundRecord.ts'
import type { RoundsDesk } from './roundDesk.ts'
import { refuse, refuseSilently } from './roundState.ts'

type Step<Kind extends RoundAction['kind']> = Extract<RoundAction, { readonly kind: Kind }>

/** `MIN_FINALISE_PERIOD` of the contract, in seconds, and the most projects of a round. */
const finalisePeriod = 86_400
const mostProjects = 200
const mostAmount = (1n << 112n) - 1n
const isZero = (account: Address): boolean => BigInt(account) === 0n

const total = (amounts: Iterable<{ readonly amount: bigint }>): bigint => {
  let sum = 0n
  for (const { amount } of amounts) sum += amount
  return sum
}

const checkTerms = ({ call }: RoundsDesk, { round, projects }: Step<'open'>, id: RoundId): void => {
  if (call.from !== round.confederation) refuse('NotYours', round.confederation)
  if (!isZero(round.token) && !call.isContract(round.token)) refuse('BadRound', 1)
  if (call.now > round.closesAt) refuse('BadRound', 2)
  if (round.finaliseBy < round.closesAt + finalisePeriod) refuse('BadRound', 3)
  if (round.minimum === 0n) refuse('BadRound', 4)
  if (round.capBps === 0 || round.capBps > 10_000) refuse('BadRound', 5)
  if (call.projectsHashOf(projects) !== round.projectsHash) refuse('BadRound', 6)
  if (projects.length === 0 || projects.length > mostProjects) refuse('BadRound', 7)
  const vault = call.vaultOf(id, round.token)
  if (projects.some(({ payee }) => isZero(payee) || payee === call.rounds || payee === vault)) refuse('BadRound', 8)
}

export const open = (desk: RoundsDesk, action: Step<'open'>): void => {
  const { call } = desk
  const id = call.idOf(action.round)
  checkTerms(desk, action, id)
  const status = desk.statusOf(id)
  if (status !== 0) refuse('WrongStatus', id, status)
  // An account that is no DAO has no roster to be asked for.
  const voters = call.votersOf(call.from) ?? refuseSilently()
  if (voters.seats.length === 0) refuse('BadRound', 9)
  desk.seat(id, voters.accounts)
  desk.tell({ kind: 'opened', id, round: action.round, projects: action.projects, seats: voters.seats })
}

const requireOpen = (desk: RoundsDesk, round: Round): RoundRecord => {
  const record = desk.require(desk.call.idOf(round), 'open')
  if (desk.call.now > round.closesAt) refuse('TooLate', round.closesAt)
  return record
}

export const fund = (desk: RoundsDesk, { round, amount }: Step<'fund'>): void => {
  const { id, fundings } = requireOpen(desk, round)
  if (amount === 0n) refuse('BelowMinimum', 1)
  if (total(fundings) + amount > mostAmount) refuse('TooMuch')
  desk.take(round, id, amount)
  desk.tell({ kind: 'funded', id, funder: desk.call.from, number: fundings.length, amount })
}

export const contribute = (desk: RoundsDesk, { round, seat, place, project, amount }: Step<'contribute'>): void => {
  const { call } = desk
  const { id, projects, seats, contributions } = requireOpen(desk, round)
  if (project >= projects.length) refuse('NoSuchProject', project)
  if (!seats.includes(seat)) refuse('NoSuchSeat', seat)
  const account = desk.state().rosters.get(id)?.[seat]
  if (account === undefined) throw new RangeError('a seat that has a root has an account')
  if (place === null ? call.from !== account : !call.isMember(call.from, account, place)) refuse('NotYours', account)
  if (amount < round.minimum) refuse('BelowMinimum', round.minimum)
  if (total(contributions.filter((one) => one.project === project)) + amount > mostAmount) refuse('TooMuch')
  if (total(contributions.filter((one) => one.account === call.from)) + amount > mostAmount) refuse('TooMuch')
  desk.take(round, id, amount)
  desk.tell({ kind: 'contributed', id, account: call.from, seat, project, amount })
}

export const callOff = (desk: RoundsDesk, { round }: Step<'callOff'>): void => {
  if (desk.call.from !== round.confederation) refuse('NotYours', round.confederation)
  desk.tell({ kind: 'calledOff', id: requireOpen(desk, round).id })
}

const countOf = ({ round, projects, fundings, contributions }: RoundRecord) =>
  matchRound({ projects: projects.length, pool: total(fundings), capBps: round.capBps, contributions })

export const finalise = (desk: RoundsDesk, { round }: Step<'finalise'>): void => {
  const record = desk.require(desk.call.idOf(round), 'open')
  if (desk.call.now <= round.closesAt) refuse('TooEarly', round.closesAt + 1)
  if (desk.call.now > round.finaliseBy) refuse('TooLate', round.finaliseBy)
  const { deserved, left } = countOf(record)
  desk.tell({ kind: 'finalised', id: record.id, deserved, pool: total(record.fundings), left })
}

export const payout = (desk: RoundsDesk, { round, projects, which }: Step<'payout'>): void => {
  const record = desk.require(desk.call.idOf(round), 'finalised')
  if (desk.call.projectsHashOf(projects) !== round.projectsHash) refuse('WrongProjects')
  if (which.some((place) => place >= projects.length)) refuse('NoSuchProject', projects.length)
  const matches = countOf(record).projects
  for (const place of which.toSorted((a, b) => a - b)) {
    if (record.paid.has(place)) refuse('AlreadyPaid', place)
    const [project, match] = [projects[place], matches[place]]
    if (project === undefined || match === undefined) continue
    const { contributed, matched } = match
    desk.tell({ kind: 'paid', id: record.id, project: place, payee: project.payee, contributed, matched })
    desk.push(round, record.id, project.payee, contributed + matched)
  }
}

/** Called off, or not finalised in time. */
const requireFailed = (desk: RoundsDesk, round: Round): void => {
  const id = desk.call.idOf(round)
  const status = desk.find(id)?.status
  if (status === 'calledOff') return
  if (status !== 'open') refuse('WrongStatus', id, desk.statusOf(id))
  if (desk.call.now <= round.finaliseBy) refuse('TooEarly', round.finaliseBy + 1)
}

export const refund = (desk: RoundsDesk, { round, account }: Step<'refund'>): void => {
  const id = desk.call.idOf(round)
  requireFailed(desk, round)
  const record = desk.find(id)
  const given = record?.refunded.has(account) === false ? record.contributions.filter((one) => one.account === account) : []
  const amount = total(given)
  if (amount === 0n) refuse('NothingToRefund', id, account)
  desk.tell({ kind: 'contributionRefunded', id, account, amount })
  desk.push(round, id, account, amount)
}

export const refundPool = (desk: RoundsDesk, { round, numbers }: Step<'refundPool'>): void => {
  const id = desk.call.idOf(round)
  const before = desk.find(id)
  if (before?.status !== 'finalised') requireFailed(desk, round)
  if (before === undefined) return
  const left = before.status === 'finalised' ? countOf(before).left : total(before.fundings)
  const parts = poolRefunds(
    left,
    before.fundings.map(({ amount }) => amount),
  )
  for (const number of numbers) {
    const funding = desk.find(id)?.fundings[number]
    if (funding === undefined || funding.refunded) return refuse('NoSuchFunding', number)
    const amount = parts[number] ?? 0n
    desk.tell({ kind: 'poolRefunded', id, number, funder: funding.funder, amount })
    desk.push(round, id, funding.funder, amount)
  }
}

import type { Address, EntryId, Member, PollQuestion } from '@daomesh/protocol'

/** A member of a poll and what its answer weighs. */
export type PollSeat = { readonly member: Address; readonly weight: bigint }

export type PollAnswer = { readonly member: Address; readonly entry: EntryId; readonly choices: readonly number[] }

export type PollCount = {
  /** Per option, in the order of the options. */
  readonly counts: readonly bigint[]
  /** The weight that took part, and all of it. */
  readonly took: bigint
  readonly total: bigint
}

/**
 * Who has a vote in a poll: the members with power when it was opened, each by one or by power. Nobody comes later and nobody drops out: a poll moves
 * nothing that could be taken out in between.
 * @example
 * pollSeats(pollQuestion, members).length // => 3
 */
export const pollSeats = ({ weight }: Pick<PollQuestion, 'weight'>, members: readonly Member[]): readonly PollSeat[] =>
  members.filter(({ power }) => power > 0n).map(({ account, power }) => ({ member: account, weight: weight === 'power' ? power : 1n }))

/**
 * Whether an answer is one to this question, by one of its members: known options, and not more of them than it allows. None is an answer too.
 * @example
 * const seats = pollSeats(pollQuestion, members)
 * fitsPoll(pollQuestion, seats, { member: alice, choices: [1] }) // => true
 * fitsPoll(pollQuestion, seats, { member: alice, choices: [0, 1] }) // => false
 */
export const fitsPoll = (
  { options, most }: Pick<PollQuestion, 'options' | 'most'>,
  seats: readonly PollSeat[],
  { member, choices }: Pick<PollAnswer, 'member' | 'choices'>,
): boolean => choices.length <= most && choices.every((one) => one < options.length) && seats.some((seat) => seat.member === member)

/**
 * Sums answers up: each option gets the whole weight of everybody who chose it. Answers that do not fit are left out.
 * @example
 * const answers = [{ member: alice, entry: entryId.parse('aa'.repeat(32)), choices: [1] }]
 * countPoll(pollQuestion, pollSeats(pollQuestion, members), answers) // => { counts: [0n, 1n], took: 1n, total: 3n }
 */
export const countPoll = (
  question: Pick<PollQuestion, 'options' | 'most'>,
  seats: readonly PollSeat[],
  answers: readonly PollAnswer[],
): PollCount => {
  const weights = new Map(seats.map(({ member, weight }) => [member, weight]))
  const fitting = answers.filter((answer) => fitsPoll(question, seats, answer))
  const counts = question.options.map((_, i) =>
    fitting.reduce((sum, { member, choices }) => (choices.includes(i) ? sum + (weights.get(member) ?? 0n) : sum), 0n),
  )
  return {
    counts,
    took: fitting.reduce((sum, { member }) => sum + (weights.get(member) ?? 0n), 0n),
    total: seats.reduce((sum, { weight }) => sum + weight, 0n),
  }
}

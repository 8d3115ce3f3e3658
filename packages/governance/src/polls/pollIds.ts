import { encode, hexHashOf, type PollClose, type PollCloseId, type PollId, type PollQuestion } from '@daomesh/protocol'

/**
 * The id of a poll: the hash of what it asks and whom. So whoever signs a close signs question, options and members with it.
 * @example
 * pollIdOf(pollQuestion) === pollIdOf({ ...pollQuestion, about: 'more' }) // => false
 */
export const pollIdOf = (question: PollQuestion): PollId => hexHashOf('daomesh/poll/1', encode(question)) as PollId

/**
 * The id of a close: the hash of its poll, its answers and its result. Members who close a poll alike sign the same id.
 * @example
 * const close = { poll: pollIdOf(pollQuestion), result: ['0', '0'], answers: [] }
 * pollCloseIdOf(close) === pollCloseIdOf({ ...close, result: ['1', '0'] }) // => false
 */
export const pollCloseIdOf = (close: PollClose): PollCloseId => hexHashOf('daomesh/poll/close/1', encode(close)) as PollCloseId

import { causalOrder } from '@daomesh/protocol'
import type { Step } from './context.ts'
import { keys } from './keys.ts'
import { accepted, write } from './verdicts.ts'

/** The list only says what screens look at: it moves nothing, so any member may change it and the causally latest word stands. */
export const listToken: Step<'token.list'> = (_context, entry, { token, item, standard }) =>
  accepted([write(keys.token(token, item), causalOrder(entry.depth), { token, item, standard, by: entry.author.member })])

export const unlistToken: Step<'token.unlist'> = (_context, entry, { token, item }) =>
  accepted([write(keys.token(token, item), causalOrder(entry.depth), { token, item, standard: null, by: entry.author.member })])

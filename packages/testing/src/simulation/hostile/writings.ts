import { bendRecord, copyRecord, newerRecord, noBody } from './bodyWritings.ts'
import { oddBallot, oddProposal } from './decisionWritings.ts'
import { badSeal } from './keyWritings.ts'
import { badOpening, fork, lockedRecord, oddHeader } from './logWritings.ts'
import { badUpdate, oddTalk } from './talkWritings.ts'
import type { Writing } from './writing.ts'

/**
 * Everything a member with real keys can put into a record. Left out is only what has a scenario of its own: an entry of the governance stream under
 * a key that nobody else gets (log L22), and a true history beside another one (`equivocate`).
 */
export const writings = {
  bendRecord,
  copyRecord,
  noBody,
  newerRecord,
  badOpening,
  badSeal,
  badUpdate,
  oddProposal,
  oddBallot,
  oddTalk,
  lockedRecord,
  fork,
  oddHeader,
} as const satisfies Readonly<Record<string, Writing>>

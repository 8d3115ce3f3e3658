import { applyToDao } from '../commands/confederations/applyToDao.ts'
import { inviteDao } from '../commands/confederations/inviteDao.ts'
import { leaveDao, previewLeaving } from '../commands/confederations/leaveDao.ts'
import type { NodeContext } from '../context.ts'
import { readSeats } from '../queries/confederations/readSeats.ts'
import type { Implementer, Once } from './implementer.ts'

/** How DAOs come into DAOs and leave them. */
export const confederationRoutes = (node: NodeContext, { confederations }: Implementer, once: Once) => ({
  invite: confederations.invite.handler(({ input }) => once('confederations.invite', input, (keep) => inviteDao(node, input, keep))),
  apply: confederations.apply.handler(({ input }) => once('confederations.apply', input, (keep) => applyToDao(node, input, keep))),
  seats: confederations.seats.handler(({ input }) => readSeats(node, input)),
  leavePreview: confederations.leavePreview.handler(({ input }) => previewLeaving(node, input)),
  leave: confederations.leave.handler(({ input }) => once('confederations.leave', input, (keep) => leaveDao(node, input, keep))),
})

import { createDaoInvite } from '../commands/daos/createDaoInvite.ts'
import { deployDao } from '../commands/daos/deployDao.ts'
import { deposit } from '../commands/treasury/deposit.ts'
import { enterDao } from '../commands/daos/enterDao.ts'
import { ragequit } from '../commands/daos/ragequit.ts'
import { revokeDaoInvite } from '../commands/daos/revokeDaoInvite.ts'
import { setDisplayName } from '../commands/daos/setDisplayName.ts'
import type { NodeContext } from '../context.ts'
import { auditProofs } from '../queries/daos/auditProofs.ts'
import { auditSpace } from '../queries/daos/auditSpace.ts'
import { listApplicants } from '../queries/daos/listApplicants.ts'
import { listDaoInvites } from '../queries/daos/listDaoInvites.ts'
import { previewRagequit } from '../queries/daos/previewRagequit.ts'
import { listDaos, readDao, readHash } from '../queries/daos/readDao.ts'
import { readHalfLife } from '../queries/daos/readHalfLife.ts'
import { readAccount } from '../queries/daos/readNested.ts'
import { rosterCall } from '../queries/daos/rosterCall.ts'
import type { Implementer, Once } from './implementer.ts'

/** DAOs, their members and their spaces, one line per procedure. */
export const daoRoutes = (node: NodeContext, { daos }: Implementer, once: Once) => ({
  list: daos.list.handler(() => listDaos(node)),
  get: daos.get.handler(({ input }) => readDao(node, input)),
  enter: daos.enter.handler(({ input }) => once('daos.enter', input, () => enterDao(node, input))),
  invite: daos.invite.handler(({ input }) => once('daos.invite', input, (keep) => createDaoInvite(node, input, keep))),
  invites: daos.invites.handler(({ input }) => listDaoInvites(node, input)),
  applicants: daos.applicants.handler(({ input }) => listApplicants(node, input)),
  revokeInvite: daos.revokeInvite.handler(({ input }) => once('daos.revokeInvite', input, () => revokeDaoInvite(node, input))),
  account: daos.account.handler(({ input }) => readAccount(node, input)),
  rosterCall: daos.rosterCall.handler(({ input }) => rosterCall(node, input)),
  deploy: daos.deploy.handler(({ input }) => once('daos.deploy', input, () => deployDao(node, input))),
  deposit: daos.deposit.handler(({ input }) => once('daos.deposit', input, () => deposit(node, input))),
  halfLife: daos.halfLife.handler(({ input }) => readHalfLife(node, input)),
  setDisplayName: daos.setDisplayName.handler(({ input }) =>
    once('daos.setDisplayName', input, (keep) => setDisplayName(node, input, keep)),
  ),
  ragequitPreview: daos.ragequitPreview.handler(({ input }) => previewRagequit(node, input)),
  ragequit: daos.ragequit.handler(({ input }) => once('daos.ragequit', input, () => ragequit(node, input))),
  hash: daos.hash.handler(({ input }) => readHash(node, input)),
  audit: daos.audit.handler(({ input }) => auditSpace(node, input)),
  proofs: daos.proofs.handler(({ input }) => auditProofs(node, input)),
})

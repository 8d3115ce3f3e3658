import type { NodeContext } from '../context.ts'
import { listEngagements, readMesh } from '../queries/mesh/readMesh.ts'
import { readMeshAccount } from '../queries/mesh/readMeshAccount.ts'
import { readPower } from '../queries/mesh/readPower.ts'
import { readProtection } from '../queries/mesh/readProtection.ts'
import type { Implementer } from './implementer.ts'

/** The mesh, one line per procedure. */
export const meshRoutes = (node: NodeContext, { mesh }: Implementer) => ({
  map: mesh.map.handler(({ input }) => readMesh(node, input)),
  account: mesh.account.handler(({ input }) => readMeshAccount(node, input)),
  engagements: mesh.engagements.handler(({ input }) => listEngagements(node, input)),
  power: mesh.power.handler(() => readPower(node)),
  protection: mesh.protection.handler(({ input }) => readProtection(node, input)),
})

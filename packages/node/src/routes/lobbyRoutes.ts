import { bringDao } from '../commands/lobbies/bringDao.ts'
import { cosignGenesis } from '../commands/lobbies/cosignGenesis.ts'
import { createLobby } from '../commands/lobbies/createLobby.ts'
import { joinLobby } from '../commands/lobbies/joinLobby.ts'
import { proposeGenesis } from '../commands/lobbies/proposeGenesis.ts'
import { revokeInvite } from '../commands/lobbies/revokeInvite.ts'
import type { NodeContext } from '../context.ts'
import { previewInvite } from '../queries/lobbies/previewInvite.ts'
import { readLobby } from '../queries/lobbies/readLobby.ts'
import type { Implementer, Once } from './implementer.ts'

/** Lobbies, in which a DAO is founded, one line per procedure. */
export const lobbyRoutes = (node: NodeContext, { lobbies }: Implementer, once: Once) => ({
  list: lobbies.list.handler(() => node.spaces.lobbies().map(({ id }) => readLobby(node, id))),
  get: lobbies.get.handler(({ input }) => readLobby(node, input.space)),
  create: lobbies.create.handler(({ input }) => once('lobbies.create', input, () => createLobby(node, input))),
  preview: lobbies.preview.handler(({ input }) => previewInvite(node, input)),
  join: lobbies.join.handler(({ input }) => once('lobbies.join', input, () => joinLobby(node, input))),
  revokeInvite: lobbies.revokeInvite.handler(({ input }) => once('lobbies.revokeInvite', input, () => revokeInvite(node, input))),
  propose: lobbies.propose.handler(({ input }) => once('lobbies.propose', input, () => proposeGenesis(node, input))),
  bring: lobbies.bring.handler(({ input }) => once('lobbies.bring', input, () => bringDao(node, input))),
  cosign: lobbies.cosign.handler(({ input }) => once('lobbies.cosign', input, () => cosignGenesis(node, input))),
})

import { governanceStream, type Reduce } from '@daomesh/protocol'
import type { FoldContext } from './context.ts'
import { judge } from './judge.ts'
import { agreeFounding, bringDao, cosignGenesis, proposeGenesis, revokeInvite } from './lobby.ts'
import { setProfile, unlinkDevice } from './members.ts'
import { isLobbyStream } from './openLog.ts'
import { rejected } from './verdicts.ts'

/**
 * The fold of a lobby: who joined, under what name, and which founding they signed.
 * @example
 * const reduce = lobbyReducer({ chain, recover: verifier.recoverAccount })
 */
export const lobbyReducer =
  (context: Pick<FoldContext, 'chain' | 'recover'>): Reduce =>
  (entry, view) =>
    judge(
      {
        context,
        isStream: isLobbyStream,
        belongs: (_reading, stream) => stream === governanceStream,
        reduce: (authored, reading) => {
          switch (reading.kind) {
            case 'device.unlink':
              return unlinkDevice(context, authored, reading.body, view)
            case 'profile.set':
              return setProfile(context, authored, reading.body, view)
            case 'lobby.propose':
              return proposeGenesis(context, authored, reading.body, view)
            case 'lobby.cosign':
              return cosignGenesis(context, authored, reading.body, view)
            case 'lobby.bring':
              return bringDao(context, authored, reading.body, view)
            case 'lobby.agree':
              return agreeFounding(context, authored, reading.body, view)
            case 'lobby.revoke':
              return revokeInvite(context, authored, reading.body, view)
            default:
              return rejected('ENTRY_STREAM')
          }
        },
      },
      entry,
      view,
    )

import { daoReducer } from '@daomesh/governance'
import { type LogStore, openReplica, type Replica } from '@daomesh/log'
import { memoryStore } from '@daomesh/log/memory'
import { nativeDecrypt, nativeVerifier } from '@daomesh/log/native'
import { sqliteStore } from '@daomesh/log/sqlite'
import { openBody, type Verifier } from '@daomesh/protocol'
import { systemClock, systemRandom } from '@daomesh/peer'
import { type BenchMember, chain, dao, key, keyId, space, views } from './members.ts'

export const openFileStore = (path: string): LogStore => sqliteStore({ path, random: systemRandom })
export const openMemoryStore = (): LogStore => memoryStore({ random: systemRandom })

type Init = {
  readonly member: BenchMember
  readonly store: LogStore
  readonly verifier?: Pick<Verifier, 'verifyDevice' | 'checkEntries'>
  /** As a member node does; not where nothing else keeps the process up. */
  readonly gathersWrites?: boolean
}

/** The replica that a member node opens for its DAO: the same rules, signature checks, decryption and fold. */
export const openMemberReplica = ({ member, store, verifier, gathersWrites = true }: Init): Promise<Replica> => {
  const native = nativeVerifier()
  return openReplica({
    space,
    store,
    verifier: verifier ?? native,
    clock: systemClock,
    random: systemRandom,
    reduce: daoReducer({ chain, dao, recover: native.recoverAccount }),
    views,
    openBody: (header, body, headerBytes) => {
      if (header.keyId === null) return body
      return header.keyId === keyId ? openBody(key, headerBytes, body, nativeDecrypt) : 'locked'
    },
    keyOf: (id) => (id === keyId ? key : undefined),
    device: member.device,
    foldVersion: 1,
    gathersWrites,
  })
}

import type { FindingCode } from '@daomesh/node/contract'

type Act = 'chainOn' | 'networkOn' | 'signer' | 'transactions' | 'endpoint' | 'reread' | 'here'

const acts: Partial<Record<FindingCode, Act>> = {
  CHAIN_OFF: 'chainOn',
  CHAIN_UNREACHABLE: 'endpoint',
  CHAIN_REFUSES: 'endpoint',
  CHAIN_WRONG: 'endpoint',
  CHAIN_OLD: 'endpoint',
  CHAIN_BEHIND_PEERS: 'endpoint',
  CHAIN_BELOW: 'reread',
  CHAIN_CONTRADICTS: 'reread',
  CHAIN_DOUBTED: 'reread',
  HISTORY_DIFFERS: 'reread',
  NETWORK_OFF: 'networkOn',
  IDENTITY_NONE: 'signer',
  IDENTITY_LOCKED: 'signer',
  // The list of devices stands on the same screen.
  DEVICE_CROWDED: 'here',
  LINK_MISSING: 'signer',
  LINK_ENDED: 'signer',
  LINK_ENDING: 'signer',
  TRANSACTION_UNSIGNED: 'signer',
  TRANSACTION_NONCE_GAP: 'transactions',
  TRANSACTION_RIVAL: 'transactions',
  TRANSACTION_FEE_LOW: 'transactions',
  TRANSACTION_FUNDS: 'transactions',
  TRANSACTION_FAILED: 'transactions',
}

/** What this app can do about a finding by itself; null: nothing, or it is somebody else's to do. */
export const actOf = (code: FindingCode): Act | null => acts[code] ?? null

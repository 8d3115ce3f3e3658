import { type Address, bountyDomain, type EscrowMessages, hashTypedData, type Hex } from '@daomesh/protocol'
import { type EscrowCall, refuse } from './escrowState.ts'

/** A key signs by ECDSA, a contract by ERC-1271. */
export const isSigned = (call: EscrowCall, account: Address, digest: Hex, signature: Hex): boolean =>
  call.contractSigns(account, digest, signature) ?? isSignedByKey(call, account, digest, signature)

export const isSignedByKey = (call: EscrowCall, account: Address, digest: Hex, signature: Hex): boolean =>
  call.recover(digest, signature) === account

/** What is signed for the escrow, as EIP-712 hashes it. */
export const digestOf = <N extends keyof EscrowMessages>({ chainId, escrow }: EscrowCall, name: N, message: EscrowMessages[N]): Hex =>
  hashTypedData(bountyDomain(chainId, escrow), name, message as never)

/** The account calls, or it signed. @throws Refused `Escrow_NotYours`, `Escrow_BadSignature`. */
export const requireConsent = <N extends keyof EscrowMessages>(
  call: EscrowCall,
  account: Address,
  name: N,
  message: EscrowMessages[N],
  signature: Hex,
): void => {
  if (call.from === account) return
  if (signature === '0x') refuse('NotYours', account)
  if (!isSigned(call, account, digestOf(call, name, message), signature)) refuse('BadSignature', account)
}

/** The account itself, or any one member of the DAO that it is. */
export const isOneOf = ({ from, isMember }: EscrowCall, account: Address): boolean => from === account || isMember(from, account)

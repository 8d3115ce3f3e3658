import type { Address, BodyReading, ChainIdentity, Kind, LogAuthor, OpenEntry, Verdict, Verifier, ViewFact } from '@daomesh/protocol'

/** What every reducer needs. `recover` is pure: the account that signed a digest, or null. */
export type FoldContext = {
  readonly chain: ChainIdentity
  readonly recover: Verifier['recoverAccount']
  /** Whether a member of the view signs with a key or is a contract. Unknown members count as keys: their signature decides. */
  readonly memberKindOf?: ((member: Address, view: ViewFact) => 'key' | 'contract' | undefined) | undefined
}

/** The reading of one kind. */
export type Reading<K extends Kind> = Extract<BodyReading, { kind: K }>['body']

/** An entry whose log is known to be its author's. */
export type AuthoredEntry = OpenEntry & { readonly author: LogAuthor }

export type Step<K extends Kind, C extends FoldContext = FoldContext> = (
  context: C,
  entry: AuthoredEntry,
  body: Reading<K>,
  view: ViewFact,
) => Verdict

import { type ChainClient, predictDaoAddress } from '@daomesh/chain'
import { type FoundingClaim, genesesOf, keys, type LobbyParameters, readGenesis, type Registers, valuesOf } from '@daomesh/governance'
import { type Address, type Genesis, genesisHashOf, joinDigestOf, memberKinds } from '@daomesh/protocol'
import { createTurns } from '../chain/createTurns.ts'

type Founding = { readonly factory: Address; readonly genesis: Genesis }

export type FoundingBook = {
  /** What the chain confirmed since this start. A founder's signature is not taken back by what its members say later, as a person's is not. */
  readonly isSigned: NonNullable<LobbyParameters['isSigned']>
  /** Asks the chain whether a DAO signs a founding now. @throws DaomeshError `CHAIN_UNREACHABLE`. */
  readonly signs: (founding: Founding, claim: FoundingClaim) => Promise<boolean>
  /** Asks about what was brought and is not confirmed yet, a number at once. @throws DaomeshError `CHAIN_UNREACHABLE`; what was known stays. */
  readonly ask: (registers: Registers) => Promise<void>
}

export type FoundingBookParameters = {
  readonly client: Pick<ChainClient, 'signs' | 'codeHash'>
  readonly onChange: () => void
}

/** Of all foundings, in one look; all have their turn, since anybody in the lobby may bring some. */
const askedAtOnce = 64

const keyOf = ({ factory, genesis }: Founding, { dao, signature }: FoundingClaim): string =>
  [factory, genesisHashOf(genesis), dao, signature].join('/')

/** What the chain says of the signatures that were brought for DAOs under the foundings of a lobby. Kept in memory: a restart asks again. */
export const createFoundingBook = ({ client, onChange }: FoundingBookParameters): FoundingBook => {
  const signed = new Set<string>()
  const inTurn = createTurns(askedAtOnce)

  const signs: FoundingBook['signs'] = ({ factory, genesis }, { dao, signature }) => {
    const question = { kind: 'founding', factory, genesis } as const
    // Any DAO of the factory may ask what another one signs by its ballots; the one that is to be founded is not there yet, so it asks itself.
    return client.signs({ signer: dao, verifier: dao, hash: joinDigestOf(genesis.chainId, dao, question), signature })
  }
  const claimsOf = (registers: Registers): readonly (readonly [Founding, FoundingClaim])[] =>
    genesesOf(registers).flatMap(([value]) => {
      const { genesis, genesisHash } = readGenesis(value)
      const founding = { factory: value.factory, genesis }
      const brought = valuesOf<FoundingClaim>(registers, keys.agreementsOf(genesisHash))
      return founding.genesis.members.flatMap(({ account, kind }) =>
        kind === memberKinds.contract ? brought.filter(({ dao }) => dao === account).map((claim) => [founding, claim] as const) : [],
      )
    })
  return {
    isSigned: (founding, claim) => signed.has(keyOf(founding, claim)),
    signs,
    ask: async (registers) => {
      const open = claimsOf(registers).filter(([founding, claim]) => !signed.has(keyOf(founding, claim)))
      const turn = inTurn(open, ([founding, claim]) => keyOf(founding, claim))
      const answers = await Promise.all(
        turn.map(
          async ([founding, claim]) =>
            // Whoever comes once the DAO stands, and the ballots that made the signature are history, goes by the DAO itself.
            (await signs(founding, claim)) || (await client.codeHash(predictDaoAddress(founding.factory, founding.genesis))) !== null,
        ),
      )
      const now = turn.filter((_, i) => answers[i])
      for (const [founding, claim] of now) signed.add(keyOf(founding, claim))
      if (now.length > 0) onChange()
    },
  }
}

import { joinStands, type LobbyProposal, type LobbyState, lobbyState } from '@daomesh/governance'
import { type FoundingQuestion, type Hex, joinDigestOf, memberKinds } from '@daomesh/protocol'
import type { NodeContext } from '../context.ts'
import { lobbyParameters } from '../founding/lobbyParameters.ts'
import { pauseByChance } from '../nested/pauseByChance.ts'
import { pauseInTurn } from '../nested/pauseInTurn.ts'
import type { DaoSpace, LobbySpace } from '../spaces/space.ts'
import { inert } from '../words/inert.ts'
import { askToJoin } from './askToJoin.ts'
import { joinsIn, joinSignature, roomToAsk } from './joinsIn.ts'

const questionOf = ({ factory, genesis }: LobbyProposal): FoundingQuestion => ({ kind: 'founding', factory, genesis })

/** Foundings that name the DAO as a contract, could be deployed, and still lack its signature. */
const lacking = (state: LobbyState, inner: DaoSpace): readonly LobbyProposal[] =>
  state.proposals.filter(
    ({ genesis, problems, missing }) =>
      problems.length === 0 &&
      missing.includes(inner.record.dao) &&
      genesis.members.some(({ account, kind }) => account === inner.record.dao && kind === memberKinds.contract),
  )

const readLobbyState = (node: NodeContext, lobby: LobbySpace): LobbyState =>
  lobbyState(lobby.registers(), lobbyParameters(lobby, node.adapters.verifier))

/** What the members of a DAO that somebody brought were not asked yet, a few at once. */
const unasked = (node: NodeContext, lobby: LobbySpace, inner: DaoSpace): readonly LobbyProposal[] => {
  const state = readLobbyState(node, lobby)
  const { dao, chain } = inner.record
  const foundings = state.brought.some((one) => one.dao === dao) ? lacking(state, inner) : []
  if (foundings.length === 0) return []
  const joins = joinsIn(node, inner).filter((join) => joinStands(join, node.account.current()))
  const asked = new Set(joins.map(({ digest }) => digest))
  const digestOf = (proposal: LobbyProposal) => joinDigestOf(chain.chainId, dao, questionOf(proposal))
  return foundings.filter((proposal) => !asked.has(digestOf(proposal))).slice(0, roomToAsk(joins, new Set(foundings.map(digestOf))))
}

/** The exact terms in words; behind them stands what is signed. */
const textOf = ({ genesis: { name, members } }: LobbyProposal, { dao }: DaoSpace['record'], names: ReadonlyMap<string, string>): string =>
  [
    `Shall we found ${inert(name)} together with the others named here? What we sign is exactly these terms; any change is another question.`,
    members
      .map(
        ({ account, kind, power, shares }) =>
          `- ${account === dao ? 'This DAO' : inert(names.get(account) ?? (kind === memberKinds.contract ? 'A DAO' : 'A person'))} (${account}): power ${power}, shares ${shares}`,
      )
      .join('\n'),
  ].join('\n\n')

/** Asks the members of a DAO that was brought into a lobby, once for each founding that names it there, whether it is a founder on these terms. */
export const askFoundings = async (node: NodeContext, lobby: LobbySpace, inner: DaoSpace): Promise<void> => {
  if (unasked(node, lobby, inner).length === 0) return
  const here = new Set(readLobbyState(node, lobby).members.map(({ account }) => account))
  await pauseInTurn(node, inner, (account) => here.has(account))
  for (const proposal of unasked(node, lobby, inner)) {
    const { members } = readLobbyState(node, lobby)
    const names = new Map([
      ...members.flatMap(({ account, name }) => (name === null ? [] : [[account, name] as const])),
      ...proposal.genesis.members.flatMap(({ account }) => {
        const name = node.organisations.stateOf(account)?.genesis.name
        return name === undefined ? [] : [[account, name] as const]
      }),
    ])
    await askToJoin(node, inner, {
      question: questionOf(proposal),
      title: `Found ${proposal.genesis.name} as a member`,
      text: textOf(proposal, inner.record, names),
    })
  }
}

type Agreed = { readonly proposal: LobbyProposal; readonly signature: Hex }

/** What the DAO decided to sign and nobody brought into the lobby yet. */
const unbrought = (node: NodeContext, lobby: LobbySpace, inner: DaoSpace): readonly Agreed[] => {
  const { dao, chain } = inner.record
  const foundings = lacking(readLobbyState(node, lobby), inner)
  const joins = foundings.length === 0 ? [] : joinsIn(node, inner)
  return foundings.flatMap((proposal) => {
    const join = joins.find(({ digest }) => digest === joinDigestOf(chain.chainId, dao, questionOf(proposal)))
    const signature = join === undefined ? null : joinSignature(inner, join)
    return signature === null ? [] : [{ proposal, signature }]
  })
}

/** Brings the signature of a DAO into the lobby: the ballots of its members, as soon as its rule is met and the chain takes them for it. */
export const bringFoundings = async (node: NodeContext, lobby: LobbySpace, inner: DaoSpace): Promise<void> => {
  if (unbrought(node, lobby, inner).length === 0) return
  await lobby.signed.ask(lobby.registers())
  if (unbrought(node, lobby, inner).length === 0) return
  await pauseByChance(node)
  for (const { proposal, signature } of unbrought(node, lobby, inner)) {
    const { dao } = inner.record
    if (!(await lobby.signed.signs(proposal, { dao, signature }))) continue
    await lobby.append('lobby.agree', { genesisHash: proposal.genesisHash, dao, signature })
    await lobby.signed.ask(lobby.registers())
  }
}

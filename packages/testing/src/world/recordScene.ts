import { encodeRecord } from '@daomesh/chain'
import { createDevnetSigner } from '@daomesh/chain/devnet'
import { address, daomeshDomain, type Decision, type DecisionId, decisionIdOf, type Rules } from '@daomesh/protocol'
import { createTimedWorld, foundTimed } from './timedWorld.ts'

export const names = ['ada', 'ben', 'cleo'] as const
export type Name = (typeof names)[number]
const payee = address.parse(`0x${'e2'.repeat(20)}`)
export const [voting, window] = [120, 240]

/** Three members of one vote each; what is For by one and Abstain by another passes and is not decisive. */
export const openRecordScene = async (rules: Partial<Rules> = {}) => {
  const world = await createTimedWorld(names)
  const space = await foundTimed(world, names, { votingPeriod: voting, challengeWindow: window, ...rules })
  await world.pass(world.api('ada').daos.deploy({ requestId: world.requestId(), space }))
  const daos = () => Promise.all(names.map((name) => world.api(name).daos.get({ space })))
  await world.until('deployed', async () => (await daos()).every(({ deployed }) => deployed === 'final'))
  const [{ dao } = { dao: payee }] = await daos()
  world.chain.fund(dao, 1_000n)
  const submit = async (title: string, by: Name = 'ada'): Promise<DecisionId> => {
    const calls = [{ target: payee, value: '10', data: '0x' as const }]
    const asked = { requestId: world.requestId(), space, draft: null, title, content: 'text', calls }
    const { decision } = await world.pass(world.api(by).proposals.submit(asked))
    await world.until('everybody has it', async () =>
      (await Promise.all(names.map((name) => world.api(name).proposals.list({ space })))).every((rows) =>
        rows.some((row) => row.decision === decision),
      ),
    )
    return decision
  }
  const page = (name: Name, decision: DecisionId) => world.pass(world.api(name).proposals.get({ space, decision }))
  return {
    world,
    space,
    dao,
    submit,
    page,
    cast: (name: Name, decision: DecisionId, support: 'for' | 'against' | 'abstain') =>
      world.pass(world.api(name).ballots.cast({ requestId: world.requestId(), space, choices: [{ decision, support }], reason: '' })),
    act: (name: Name, verb: 'record' | 'challenge' | 'execute', decision: DecisionId, requestId = world.requestId()) =>
      world.pass(world.api(name).proposals[verb]({ requestId, space, decision })),
    status: async (name: Name, decision: DecisionId) => (await page(name, decision)).record.status,
    ballots: (name: Name, decision: DecisionId, count: number) =>
      world.until(
        `${count} ballots at ${name}`,
        async () => (await world.api(name).proposals.get({ space, decision })).ballotRows.length === count,
      ),
    /** Chain time: every block is made by something that happens. */
    wait: async (seconds: number) => {
      await world.advance(seconds * 1_000)
      world.chain.mine()
      await world.advance(2_000)
    },
    paid: () => world.chain.blocks().at(-1)?.world.balances.get(payee) ?? 0n,
    sent: async (name: Name) => (await world.api(name).chain.transactions()).map(({ purpose, state }) => `${purpose.key} ${state}`),
  }
}

export type Scene = Awaited<ReturnType<typeof openRecordScene>>

/** A record that its sender made of these ballots alone, whatever else is signed. */
export const recordOnly = async (
  scene: Awaited<ReturnType<typeof openRecordScene>>,
  decision: DecisionId,
  said: Partial<Record<Name, number>>,
): Promise<void> => {
  const { world, dao } = scene
  const { chainId } = world.chain.identity
  const state = world.chain.blocks().at(-1)?.world.daos.get(dao)
  if (state === undefined) throw new Error('no DAO')
  const signer = createDevnetSigner(world.accounts)
  const domain = daomeshDomain(chainId, dao)
  const sheets = await Promise.all(
    Object.entries(said).map(async ([name, support]) => {
      const member = address.parse(world.player(name).member.account)
      const message = { member, revision: 1n, choices: [{ decision, support, votes: 0n }] }
      const context = { title: 'test', lines: [] }
      return {
        ...message,
        signature: await signer.sign(member, { type: 'typedData', domain, name: 'BallotSheet', message, about: [], context }),
      }
    }),
  )
  const struct = decisionStruct(scene, decision)
  const client = world.player('ada').client
  const from = address.parse(world.player('ada').member.account)
  const encoded = encodeRecord({ chainId, records: world.chain.records, dao, cited: state.genesis.members, decision: struct, sheets })
  const transaction = await world.pass(client.prepare({ from, ...encoded }))
  await world.pass(client.sendRaw(await signer.sign(from, { type: 'transaction', transaction, context: { title: 'test', lines: [] } })))
}

/** The decision itself, as somebody who voted on it was shown it by the signer. */
const decisionStruct = ({ world, dao }: Scene, id: DecisionId): Decision => {
  const shown = names.flatMap((name) => world.player(name).asked.flatMap((request) => ('about' in request ? request.about : [])))
  const found = shown.find(({ decision }) => decisionIdOf(world.chain.identity.chainId, dao, decision) === id)
  if (found === undefined) throw new Error('nobody voted on it')
  return found.decision
}

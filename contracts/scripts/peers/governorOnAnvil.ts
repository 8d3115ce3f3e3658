import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Abi, encodeDeployData, keccak256, toHex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Clients, deployBytecode } from '../daoOnAnvil.ts'
import { contractsFolder, runForge } from '../runForge.ts'
import { createMeter, encode, endow, type Peer } from './peer.ts'

type Artifact = { readonly abi: Abi; readonly bytecode: { readonly object: `0x${string}` } }
const readArtifact = async (name: string): Promise<Artifact> =>
  JSON.parse(await readFile(join(contractsFolder, 'out', 'bench', 'PeerGovernor.sol', `${name}.json`), 'utf8')) as Artifact

/** OpenZeppelin's Governor, compiled from its package, whose members hold a vote each: propose, a vote of each, execute. */
export const deployGovernor = async (clients: Clients, members: readonly PrivateKeyAccount[]): Promise<Peer> => {
  const { code, output } = await runForge(['build'], { env: { FOUNDRY_PROFILE: 'bench' } })
  if (code !== 0) throw new Error(`the peer does not compile\n${output}`)
  const [votes, governor] = [await readArtifact('PeerVotes'), await readArtifact('PeerGovernor')]
  const holders = members.map(({ address }) => address)
  const token = await deployBytecode(clients, encodeDeployData({ abi: votes.abi, bytecode: votes.bytecode.object, args: [holders] }))
  const treasury = await deployBytecode(clients, encodeDeployData({ abi: governor.abi, bytecode: governor.bytecode.object, args: [token] }))
  await endow(clients, members)
  let count = 0
  return {
    treasury,
    decide: async (steps, voters) => {
      const meter = createMeter(clients)
      const [proposer] = members
      if (proposer === undefined) throw new RangeError('a governor has members')
      const text = `Proposal ${(count += 1)}`
      const lists = [steps.map(({ to }) => to), steps.map(({ value }) => value), steps.map(({ data }) => data)] as const
      await meter.send(proposer, treasury, encode(governor.abi, 'propose', [...lists, text]))
      const hash = keccak256(toHex(text))
      const id = await clients.reader.readContract({
        address: treasury,
        abi: governor.abi,
        functionName: 'hashProposal',
        args: [...lists, hash],
      })
      await clients.tester.mine({ blocks: 2 })
      for (const member of members.slice(0, voters)) await meter.send(member, treasury, encode(governor.abi, 'castVote', [id, 1]))
      await clients.tester.mine({ blocks: 60 })
      await meter.send(proposer, treasury, encode(governor.abi, 'execute', [...lists, hash]))
      return meter.cost()
    },
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Abi, concatHex, decodeEventLog, encodeAbiParameters, parseAbi, parseAbiParameters, size, toHex, zeroAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Clients, deployBytecode, gasOf } from '../daoOnAnvil.ts'
import { binFolder } from '../runForge.ts'
import { type Cost, createMeter, encode, endow, type Peer, type Step } from './peer.ts'

type Hex = `0x${string}`
type Artifact = { readonly abi: Abi; readonly bytecode: Hex }
const artifacts = join(binFolder, '..', '@daohaus', 'baal-contracts', 'export', 'artifacts')
const readArtifact = async (path: string): Promise<Artifact> => JSON.parse(await readFile(join(artifacts, path), 'utf8')) as Artifact

const safes = '@gnosis.pm/safe-contracts/contracts'
const paths = {
  baal: 'contracts/Baal.sol/Baal.json',
  summoner: 'contracts/BaalSummoner.sol/BaalSummoner.json',
  shares: 'contracts/SharesERC20.sol/Shares.json',
  loot: 'contracts/LootERC20.sol/Loot.json',
  safe: `${safes}/GnosisSafe.sol/GnosisSafe.json`,
  safeFactory: `${safes}/proxies/GnosisSafeProxyFactory.sol/GnosisSafeProxyFactory.json`,
  fallback: `${safes}/handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler.json`,
  multisend: `${safes}/libraries/MultiSend.sol/MultiSend.json`,
  modules: '@gnosis.pm/zodiac/contracts/factory/ModuleProxyFactory.sol/ModuleProxyFactory.json',
  proxy: '@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol/ERC1967Proxy.json',
} as const
type Name = keyof typeof paths

const multisendAbi = parseAbi(['function multiSend(bytes transactions)'])
/** What Baal carries out: calls packed as its MultiSend reads them. */
const packed = (steps: readonly Step[]): Hex =>
  encode(multisendAbi, 'multiSend', [
    concatHex(
      steps.flatMap(({ to, value, data }) => ['0x00' as const, to, toHex(value, { size: 32 }), toHex(size(data), { size: 32 }), data]),
    ),
  ])

const votingSeconds = 3_600
const share = 100n

export type Baal = Peer & {
  /** Gas of summoning it, once everything that is shared stands. */
  readonly summon: bigint
  readonly addMember: (account: Hex) => Promise<Cost>
  readonly ragequit: (member: PrivateKeyAccount, tokens: readonly Hex[]) => Promise<Cost>
}

/** A Baal (Moloch v3) from its own published artifacts, with its Safe as the treasury and a hundred shares for each member. */
export const summonBaal = async (clients: Clients, members: readonly PrivateKeyAccount[]): Promise<Baal> => {
  const entries = await Promise.all(Object.entries(paths).map(async ([name, path]) => [name, await readArtifact(path)] as const))
  const of = Object.fromEntries(entries) as Record<Name, Artifact>
  const put = (name: Name): Promise<Hex> => deployBytecode(clients, of[name].bytecode)
  const template = await put('baal')
  const shared: Hex[] = []
  for (const name of ['safe', 'fallback', 'multisend', 'safeFactory', 'modules', 'loot', 'shares'] as const) shared.push(await put(name))
  // The summoner is made for a proxy: its own copy is locked.
  const logic = await put('summoner')
  const opening = encode(of.summoner.abi, 'initialize', [])
  const proxyArgs = encodeAbiParameters(parseAbiParameters('address, bytes'), [logic, opening])
  const summoner = await deployBytecode(clients, concatHex([of.proxy.bytecode, proxyArgs]))
  await gasOf(clients, { to: summoner, data: encode(of.summoner.abi, 'setAddrs', [template, ...shared]) })

  const config = encodeAbiParameters(parseAbiParameters('uint32, uint32, uint256, uint256, uint256, uint256'), [
    votingSeconds,
    0,
    0n,
    50n,
    1n,
    0n,
  ])
  const actions = [
    encode(of.baal.abi, 'setAdminConfig', [true, true]),
    encode(of.baal.abi, 'setGovernanceConfig', [config]),
    encode(of.baal.abi, 'mintShares', [members.map(({ address }) => address), members.map(() => share)]),
  ]
  const parameters = encodeAbiParameters(parseAbiParameters('string, string, address, address, address, address'), [
    'Twelve',
    'TWELVE',
    zeroAddress,
    zeroAddress,
    zeroAddress,
    zeroAddress,
  ])
  const hash = await clients.sender.sendTransaction({
    to: summoner,
    data: encode(of.summoner.abi, 'summonBaal', [parameters, actions, 1n]),
  })
  const receipt = await clients.reader.waitForTransactionReceipt({ hash })
  const told = receipt.logs
    .filter(({ address }) => address.toLowerCase() === summoner.toLowerCase())
    .map(({ data, topics }) => decodeEventLog({ abi: of.summoner.abi, data, topics }))
    .find(({ eventName }) => eventName === 'SummonBaal')
  if (told === undefined) throw new Error('no Baal was summoned')
  const { baal, safe: treasury } = told.args as unknown as { readonly baal: Hex; readonly safe: Hex }
  await endow(clients, members)
  let id = 0
  const decide = async (steps: readonly Step[], voters: number): Promise<Cost> => {
    const meter = createMeter(clients)
    const [sponsor] = members
    if (sponsor === undefined) throw new RangeError('a Baal has members')
    const data = packed(steps)
    await meter.send(sponsor, baal, encode(of.baal.abi, 'submitProposal', [data, 0, 0n, '']))
    id += 1
    await clients.tester.increaseTime({ seconds: 1 })
    for (const member of members.slice(0, voters)) await meter.send(member, baal, encode(of.baal.abi, 'submitVote', [id, true]))
    await clients.tester.increaseTime({ seconds: votingSeconds + 1 })
    await clients.tester.mine({ blocks: 1 })
    await meter.send(sponsor, baal, encode(of.baal.abi, 'processProposal', [id, data]))
    const [, , passed, failed] = (await clients.reader.readContract({
      address: baal,
      abi: of.baal.abi,
      functionName: 'getProposalStatus',
      args: [id],
    })) as readonly boolean[]
    if (passed !== true || failed === true) throw new Error(`proposal ${id} was not carried out`)
    return meter.cost()
  }
  return {
    treasury,
    summon: receipt.gasUsed,
    decide,
    addMember: (account) =>
      decide([{ to: baal, value: 0n, data: encode(of.baal.abi, 'mintShares', [[account], [share]]) }], members.length),
    ragequit: async (member, tokens) => {
      const meter = createMeter(clients)
      await meter.send(member, baal, encode(of.baal.abi, 'ragequit', [member.address, share, 0n, tokens]))
      return meter.cost()
    },
  }
}

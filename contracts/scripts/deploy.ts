import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { deployFactory, planFactory, readChainIdentity } from '@daomesh/chain'
import { address, DaomeshError, type Hex, toDaomeshError } from '@daomesh/protocol'
import { createPublicClient, formatEther, http } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

const usage = `npm run deploy -- --rpc URL --key-file FILE [--send]

Puts the contracts of this version on a chain, each at the address that its code gives it everywhere. Anybody may do it, once for all DAOs of that chain, and
gets no right by it. Says what is missing and what it costs; sends only with --send. FILE holds the private key that pays, in hex.
`

/** Milliseconds between two looks for a receipt: polite to a public endpoint. */
const poll = 2_000

const { values } = parseArgs({
  options: { rpc: { type: 'string' }, 'key-file': { type: 'string' }, send: { type: 'boolean' }, help: { type: 'boolean' } },
})
const { rpc: rpcUrl, 'key-file': keyFile } = values
if (rpcUrl === undefined || keyFile === undefined || values.help === true) {
  process.stderr.write(usage)
  process.exit(values.help === true ? 0 : 2)
}
const print = (text: string): void => void process.stdout.write(`${text}\n`)

const readKey = (keyFile: string): Hex => {
  let text = ''
  try {
    text = readFileSync(keyFile, 'utf8').trim().toLowerCase()
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'key-file', reason: 'it cannot be read' } })
  }
  const digits = text.startsWith('0x') ? text.slice(2) : text
  if (!/^[0-9a-f]{64}$/.test(digits))
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'key-file', reason: 'no private key of 32 bytes in hex' } })
  return `0x${digits}`
}

const deploy = async (rpcUrl: string, keyFile: string, send: boolean): Promise<void> => {
  const privateKey = readKey(keyFile)
  const account = { address: address.parse(privateKeyToAccount(privateKey).address), privateKey }

  const { chainId } = await readChainIdentity(rpcUrl)
  const missing = await planFactory({ rpcUrl, account })
  if (missing.length === 0) return print(`Chain ${chainId} has all contracts of this version.`)
  const reader = createPublicClient({ transport: http(rpcUrl) })
  const [{ maxFeePerGas }, balance] = await Promise.all([reader.estimateFeesPerGas(), reader.getBalance({ address: account.address })])
  const gas = missing.reduce((sum, part) => sum + part.gas, 0n)
  for (const { name, at, gas: each } of missing) print(`${name.padEnd(14)} ${at} ${each} gas`)
  print(
    `Chain ${chainId}: ${missing.length} contracts, ${gas} gas, at most ${formatEther(gas * maxFeePerGas)} of its coin now. ${account.address} has ${formatEther(balance)}.`,
  )
  if (!send) print('Nothing was sent: add --send.')
  else {
    const { factory } = await deployFactory({ rpcUrl, account, poll })
    print(`All are there. DAOs are founded by ${factory}.`)
  }
}

try {
  await deploy(rpcUrl, keyFile, values.send === true)
} catch (error) {
  const { code, what, safe, todo, meta } = toDaomeshError(error)
  process.stderr.write(`${code}: ${[what, meta['reason'], meta['detail'], safe, todo].filter((word) => word !== undefined).join(' ')}\n`)
  process.exitCode = 1
}

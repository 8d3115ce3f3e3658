import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { deployFactory, planFactory, readChainIdentity } from '@daomesh/chain'
import { address, type Hex } from '@daomesh/protocol'
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

const text = readFileSync(keyFile, 'utf8').trim().toLowerCase()
const digits = text.startsWith('0x') ? text.slice(2) : text
if (!/^[0-9a-f]{64}$/.test(digits)) throw new Error('the key file holds no private key of 32 bytes in hex')
const privateKey: Hex = `0x${digits}`
const account = { address: address.parse(privateKeyToAccount(privateKey).address), privateKey }

const { chainId } = await readChainIdentity(rpcUrl)
const missing = await planFactory({ rpcUrl, account })
if (missing.length === 0) {
  print(`Chain ${chainId} has all contracts of this version.`)
  process.exit(0)
}
const reader = createPublicClient({ transport: http(rpcUrl) })
const [{ maxFeePerGas }, balance] = await Promise.all([reader.estimateFeesPerGas(), reader.getBalance({ address: account.address })])
const gas = missing.reduce((sum, part) => sum + part.gas, 0n)
for (const { name, at, gas: each } of missing) print(`${name.padEnd(14)} ${at} ${each} gas`)
print(
  `Chain ${chainId}: ${missing.length} contracts, ${gas} gas, at most ${formatEther(gas * maxFeePerGas)} of its coin now. ${account.address} has ${formatEther(balance)}.`,
)
if (values.send !== true) print('Nothing was sent: add --send.')
else {
  const { factory } = await deployFactory({ rpcUrl, account, poll })
  print(`All are there. DAOs are founded by ${factory}.`)
}

import { relayChoices } from '@daomesh/network'
import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import type { StartHeadlessParameters } from '../../compose/startHeadless.ts'
import { readEndpoint } from '../../endpoint/endpointNote.ts'
import { parseEndpoint } from '../../endpoint/parseEndpoint.ts'
import { defaultSandboxFolder } from '../../home/homePaths.ts'
import { confirmModes } from '../../signer/process/options.ts'
import { logLevels } from '../../system/logLevels.ts'
import { openBrowser } from '../../system/openBrowser.ts'
import { version } from '../../version.ts'
import { lines } from '../print/table.ts'
import { note, writeResult } from '../print/output.ts'
import { type Call, readCall } from '../verb.ts'

const oneOf = <T extends string>(values: readonly T[], text: string, field: string): T => {
  const found = values.find((value) => value === text)
  if (found === undefined) throw new DaomeshError('INPUT_INVALID', { meta: { field, given: text.slice(0, 40), reason: values.join(', ') } })
  return found
}

const portOf = (text: string): number => {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'port', given: text.slice(0, 20) } })
  return port
}

const chainOf = (call: Call): StartHeadlessParameters['chain'] => {
  const rpc = call.option('rpc')
  const given = call.option('factory')
  const block = call.option('startBlock')
  const isSandbox = call.flag('sandbox')
  const rpcUrl = rpc === undefined ? readEndpoint(call.home) : parseEndpoint(rpc)
  if (isSandbox && rpc !== undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'chain', reason: 'give --sandbox or --rpc <url>, not both' } })
  if (!isSandbox && rpcUrl === null)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'chain', reason: 'no chain was chosen for this home: --sandbox takes the one of this machine, --rpc <url> another' },
    })
  if (isSandbox || rpcUrl === null) return { sandboxFolder: defaultSandboxFolder() }
  const factory = given === undefined ? undefined : parseAddress(given, 'factory')
  if (block !== undefined && !/^[0-9]{1,15}$/.test(block)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'start-block' } })
  return { rpcUrl, factory, sandbox: 'detect', startBlock: block === undefined ? undefined : BigInt(block) }
}

const readStart = (call: Call): StartHeadlessParameters => {
  const approve = call.option('approve')
  if (approve !== undefined) oneOf(['sandbox'], approve, 'approve')
  const listen = call.all('listen')
  const relay = call.option('relay')
  const announce = call.all('announce')
  return {
    home: call.home,
    chain: chainOf(call),
    listen: listen.length === 0 ? undefined : listen,
    relay: relay === undefined ? undefined : oneOf(relayChoices, relay, 'relay'),
    announce: announce.length === 0 ? undefined : announce,
    mdns: call.flag('mdns'),
    port: portOf(call.required('port')),
    confirm:
      approve === undefined
        ? oneOf(
            confirmModes.filter((mode) => mode !== 'sandbox'),
            call.required('confirm'),
            'confirm',
          )
        : 'sandbox',
    passwordFile: call.option('passwordFile'),
    logLevel: oneOf(logLevels, call.required('logLevel'), 'log-level'),
    stderr: call.flag('logStderr') ? 'lines' : 'words',
    version,
  }
}

/** Resolves when the process is asked to end. A second Ctrl-C is taken at its word. */
const untilAsked = (): Promise<void> =>
  new Promise((resolve) => {
    let asked = false
    const ask = (): void => {
      if (asked) process.exit(130)
      asked = true
      resolve()
    }
    process.on('SIGINT', ask)
    process.on('SIGTERM', ask)
    // The terminal was closed, which is how many people end what runs in it.
    process.on('SIGHUP', ask)
  })

export const addStart = (program: Command): void => {
  const start = program
    .command('start')
    .description('run a member node with its interface on this machine')
    .option('--port <number>', 'of the interface; 0 takes a free one', '0')
    .option('--open', 'open the interface in the browser')
    .option('--sandbox', 'on a chain for trying out, kept on this machine')
    .option('--rpc <url>', 'on the chain behind this endpoint; by default the one that was chosen for this home')
    .option('--factory <address>', 'the factory of DAOs there; by default this version’s own')
    .option('--start-block <number>', 'no DAO there is older')
    .option('--no-mdns', 'do not look for members on the local network')
    .option('--listen <multiaddr...>', 'where members connect', [])
    .option('--relay <whom>', 'relay for devices behind routers: those of members, or anyone')
    .option('--announce <multiaddr...>', 'what others call instead: a router that hands calls on to this machine', [])
    .option('--confirm <mode>', 'where signatures are confirmed: page or terminal', 'page')
    .option('--approve <chains>', 'sandbox: sign everything unasked, on a sandbox chain only')
    .option('--password-file <path>', 'unlock at once; its first line is the password, else DAOMESH_PASSWORD')
    .option('--log-level <level>', logLevels.join(', '), 'info')
    .option('--log-stderr', 'the JSON lines of the log on stderr too, for a service that collects them; else warnings in words')
  start.action(async () => {
    const call = readCall(start)
    const asked = untilAsked()
    const wanted = readStart(call)
    // Loaded here: every other verb starts without libp2p and SQLite.
    const { startHeadless } = await import('../../compose/startHeadless.ts')
    const node = await startHeadless(wanted)
    const { url, signerPage, chain, ui } = node
    writeResult({ url, signer: signerPage, home: call.home, chain: chain.name, pid: process.pid }, call.json, () =>
      lines([
        [ui ? 'open' : 'API', url],
        ['sign at', signerPage],
        ['home', call.home],
        ['chain', `${chain.name} ${chain.rpcUrl ?? ''}`],
      ]),
    )
    if (!ui) note('The interface is not built; the command line works.')
    else if (call.flag('open')) openBrowser(node.ticket(), () => note(`No browser could be opened. Open ${url}`))
    const failure = await Promise.race([asked, node.signerFailed])
    await node.close()
    if (failure !== undefined) throw failure
  })
}

import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ChainAdapter } from '@daomesh/node'
import { DaomeshError } from '@daomesh/protocol'
import { systemClock } from '@daomesh/protocol/system'
import { homePaths } from '../home/homePaths.ts'
import type { ConfirmMode } from '../signer/process/options.ts'
import { forkSigner } from '../signer/process/forkSigner.ts'
import { systemRandom } from '../system/systemRandom.ts'
import { createClosers } from './closers.ts'
import { removeApiNote, writeApiNote } from './serviceNotes.ts'
import type { RunningNode, StartMemberNodeParameters } from './memberNode.ts'
import { startMemberNode } from './startMemberNode.ts'

export type StartHeadlessParameters = Omit<StartMemberNodeParameters, 'signer'> & {
  /** 0: any free port. */
  readonly port: number
  readonly confirm: ConfirmMode
  readonly passwordFile?: string | undefined
}

export type HeadlessNode = RunningNode & {
  /** The address of the interface, with the token in the fragment. */
  readonly url: string
  /** An address that opens the interface once and soon, for a command line, which every account of this machine can read. */
  readonly ticket: () => string
  /** Whether the interface is built and served; the API is there either way. */
  readonly ui: boolean
  readonly signerPage: string | null
  /** Answers, where the signer's start failed after the node was up, why: `PASSWORD_WRONG` for the password it was given. */
  readonly signerFailed: Promise<DaomeshError>
}

const builtUi = (): string | null => {
  const folder = fileURLToPath(new URL('../../../desktop/out/renderer', import.meta.url))
  return existsSync(join(folder, 'index.html')) ? folder : null
}

/**
 * The same member node without a desktop: API and interface on 127.0.0.1, keys in a signer process of their own.
 * @throws DaomeshError like `startMemberNode`; `SIGNING_REFUSED` where automatic approval is asked for on a chain that is no sandbox; `INPUT_INVALID` for a port in use.
 */
export const startHeadless = async (p: StartHeadlessParameters): Promise<HeadlessNode> => {
  const closers = createClosers()
  let signerPage = (): string | null => null
  let signerFailed = new Promise<DaomeshError>(() => undefined)
  try {
    const running = await startMemberNode({
      ...p,
      signer: () => {
        const signer = forkSigner({ home: p.home, confirm: p.confirm, passwordFile: p.passwordFile ?? null, port: 0 })
        signerPage = () => signer.desk.state().page
        const close = async (): Promise<void> => {
          await signer.close()
          rmSync(homePaths(p.home).signer, { force: true })
        }
        signerFailed = signer.failed
        const checkChain = ({ sandbox, name }: ChainAdapter): void => {
          if (p.confirm === 'sandbox' && !sandbox)
            throw new DaomeshError('SIGNING_REFUSED', { meta: { reason: 'automatic approval works on a sandbox chain only', chain: name } })
        }
        return { desk: signer.desk, ready: signer.ready, close, checkChain }
      },
    })
    closers.add(running.close)
    const token = randomBytes(32).toString('base64url')
    const folder = builtUi()
    const { createTickets, serveLoopback } = await import('@daomesh/node/serve')
    const tickets = createTickets({ clock: systemClock, random: systemRandom })
    const loopback = await serveLoopback({ router: running.node.router, token, port: p.port, folder, tickets }).catch((cause: unknown) => {
      throw new DaomeshError('INPUT_INVALID', {
        cause,
        meta: { field: 'port', reason: cause instanceof Error ? cause.message : String(cause) },
      })
    })
    closers.add(loopback.close)
    writeApiNote(p.home, { port: loopback.port, token })
    closers.add(() => removeApiNote(p.home))
    const ticket = (): string => `http://127.0.0.1:${loopback.port}${tickets.issue()}`
    return { ...running, url: loopback.url, ticket, ui: folder !== null, signerPage: signerPage(), signerFailed, close: closers.closeAll }
  } catch (error) {
    await closers.closeAll()
    throw error
  }
}

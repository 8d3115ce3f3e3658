import { factoryAddress } from '@daomesh/chain'
import { chainNameOf, type Clock, DaomeshError } from '@daomesh/protocol'
import { z } from 'zod'
import { rememberChain } from '../compose/chainNote.ts'
import { makeFolder } from '../home/makeFolder.ts'
import { readPageFiles } from '../serve/pageFiles.ts'
import { type PageService, servePage } from '../serve/servePage.ts'
import { checkEndpoint } from './checkEndpoint.ts'
import { writeEndpoint } from './endpointNote.ts'
import { parseEndpoint } from './parseEndpoint.ts'

export type ServeEndpointPageParameters = {
  readonly home: string
  readonly token: string
  /** 0: any free port. */
  readonly port: number
  readonly clock: Clock
}

export type EndpointPage = PageService & {
  /** Answers the endpoint once one was chosen; it is remembered for this home then. */
  readonly chosen: Promise<string>
}

const choice = z.strictObject({ rpcUrl: z.string().max(4_096) })

/**
 * Asks a person through which endpoint this home reaches its chain, before there is a node: a member who only has the app has no command line to say it on.
 * What cannot be used is refused in the page, and the question stays.
 */
export const serveEndpointPage = async ({ home, token, port, clock }: ServeEndpointPageParameters): Promise<EndpointPage> => {
  const { promise: chosen, resolve } = Promise.withResolvers<string>()
  const choose = async (body: unknown): Promise<{ chain: string }> => {
    const parsed = choice.safeParse(body)
    if (!parsed.success) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'rpcUrl', reason: 'a text' } })
    const rpcUrl = parseEndpoint(parsed.data.rpcUrl, 'rpcUrl')
    const identity = await checkEndpoint({ rpcUrl, factory: factoryAddress(), clock })
    makeFolder(home)
    writeEndpoint(home, rpcUrl)
    rememberChain(home, rpcUrl, { identity, startBlock: null })
    resolve(rpcUrl)
    return { chain: chainNameOf(identity.chainId) }
  }
  const service = await servePage({
    files: readPageFiles('endpoint.html', ['page.css', 'page.svg', 'ask.js', 'parts.js', 'endpoint.js']),
    token,
    port,
    procedureOf: (name) => (name === 'choose' ? choose : null),
  })
  return { ...service, chosen }
}

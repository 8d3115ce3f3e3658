import { DaomeshError } from '@daomesh/protocol'
import { readPageFiles } from '../../serve/pageFiles.ts'
import { type PageService, servePage } from '../../serve/servePage.ts'
import type { SignerCore } from '../core/createSignerCore.ts'
import { actsOf, type ProcedureName, signerProcedures } from './procedures.ts'
import { watchView } from './watchView.ts'

export type ServeSignerParameters = { readonly core: SignerCore; readonly token: string; /** 0: any free port. */ readonly port: number }
export type SignerService = PageService

const isProcedure = (name: string): name is ProcedureName => Object.hasOwn(signerProcedures, name)

/**
 * Serves the confirmation page and its procedures on 127.0.0.1, on a port and with a token of its own: what can read the member's API cannot thereby
 * confirm a signature.
 */
export const serveSigner = async ({ core, token, port }: ServeSignerParameters): Promise<SignerService> => {
  const acts = actsOf(core)
  const views = watchView(core)

  const act = async (name: ProcedureName, body: unknown, gone: AbortSignal): Promise<unknown> => {
    const parsed = signerProcedures[name].input.safeParse(body)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      throw new DaomeshError('INPUT_INVALID', { meta: { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' } })
    }
    if (name === 'view') return views.next((parsed.data as { after?: number }).after, gone)
    return acts[name](parsed.data as never)
  }

  const service = await servePage({
    files: readPageFiles('index.html', ['page.css', 'page.js', 'page.svg', 'ask.js', 'parts.js', 'requests.js']),
    token,
    port,
    procedureOf: (name) => (isProcedure(name) ? (body, gone) => act(name, body, gone) : null),
  })
  const close = async (): Promise<void> => {
    views.stop()
    await service.close()
  }
  return { ...service, close }
}

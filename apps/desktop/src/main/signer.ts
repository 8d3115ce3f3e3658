import { randomBytes } from 'node:crypto'
import type { MessagePortMain } from 'electron'
import { createSignerCore, homePaths, serveDesk, serveSigner, systemClock, systemRandom } from '@daomesh/peer'
import { channelOver } from '../node-host/channelOver.ts'
import { createSignerWindow } from './signerWindow.ts'

export type DesktopSigner = { readonly close: () => Promise<void> }

/** Keys live in this process only. The node asks over the port; the person answers in the signer's window. */
export const startSigner = async (home: string, port: MessagePortMain): Promise<DesktopSigner> => {
  const core = createSignerCore({ folder: homePaths(home).keys, clock: systemClock, random: systemRandom, policy: 'ask' })
  const service = await serveSigner({ core, token: randomBytes(32).toString('base64url'), port: 0 })
  const window = createSignerWindow(service.url)
  const open = async (): Promise<null> => {
    await window.show()
    return null
  }
  let pending = 0
  core.onChange(() => {
    const now = core.view().pending.length
    if (now > pending) void window.show()
    pending = now
  })
  // The page's address stays here: the node, and through it the app's page, never learns it.
  serveDesk({ core, channel: channelOver(port), open, page: null })
  return {
    close: async () => {
      core.close()
      await service.close()
    },
  }
}

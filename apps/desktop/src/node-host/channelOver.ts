import type { MessagePortMain } from 'electron'
import type { Channel } from '@daomesh/peer'

/** The signer's channel over one of Electron's ports. */
export const channelOver = (port: MessagePortMain): Channel => {
  port.start()
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    onClose: (listener) => void port.on('close', listener),
  }
}

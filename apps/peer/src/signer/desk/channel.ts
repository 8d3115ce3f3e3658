/** A two-way pipe of plain messages between the node and the signer: process IPC when headless, a MessagePort on the desktop. Messages survive JSON. */
export type Channel = {
  readonly send: (message: unknown) => void
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly onClose: (listener: () => void) => void
}

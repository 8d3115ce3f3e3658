/** Whether this installation carries a sandbox chain: a checkout does, a packaged app does not. */
export const hasSandbox = async (): Promise<boolean> => {
  const { hasAnvil } = await import('@daomesh/chain/devnet')
  return hasAnvil()
}

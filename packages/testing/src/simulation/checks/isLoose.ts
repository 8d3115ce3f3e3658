import type { World } from '../world.ts'

/**
 * A record that members need not share: of a device that writes what it likes, and hanging on nothing that counts. Of a log with many branches the root
 * covers the two that prove the fork (log L30), and what has no past here is in no root, so who holds them is chance.
 */
export const isLoose = (world: World): ((line: { readonly device: string; readonly status: string }) => boolean) => {
  const odd = new Set<string>(world.people.filter(({ byzantine }) => byzantine).map(({ device }) => device))
  return ({ device, status }) => odd.has(device) && (status === 'forked' || status === 'pending')
}

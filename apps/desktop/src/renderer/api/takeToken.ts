type Page = {
  readonly address: Pick<Location, 'hash' | 'pathname'>
  readonly history: Pick<History, 'replaceState'>
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
}

const slot = 'daomesh.token'

/**
 * Reads `#token=…` once, keeps it for this tab only and takes it out of the address bar, so that it is neither bookmarked nor seen
 * over a shoulder. A route after the token (`#token=…&/network`) stays.
 */
export const takeToken = ({ address, history, storage }: Page): string | null => {
  const found = /^#token=([^&]+)(?:&(\/.*))?$/.exec(address.hash)
  if (found === null) return storage.getItem(slot)
  const token = decodeURIComponent(found[1] ?? '')
  storage.setItem(slot, token)
  history.replaceState(null, '', found[2] === undefined ? address.pathname : `${address.pathname}#${found[2]}`)
  return token
}

import { openBrowser } from '@daomesh/peer'

/** A way into a running node's interface that works once, from the node itself: its token must not stand in the words that a program is started with. */
const ticketOf = async (url: string, page: string): Promise<string> => {
  const { origin, hash } = new URL(url)
  const answer = await fetch(`${origin}/open?${new URLSearchParams({ page }).toString()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hash.replace('#token=', '')}` },
  })
  if (!answer.ok) throw new Error(`no ticket: ${answer.status}`)
  return `${origin}${await answer.text()}`
}

/**
 * Opens a page of a member's interface in the browser.
 * @param url as its node told it, with the token.
 * @param failed is told where there is no browser, or the node is gone.
 */
export const openPage = async (url: string, page: string, failed: () => void): Promise<void> => {
  const ticket = await ticketOf(url, page).catch(() => null)
  if (ticket === null) failed()
  else openBrowser(ticket, failed)
}

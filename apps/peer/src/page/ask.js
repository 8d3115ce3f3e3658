// The token came in the fragment, which no request carries; it is taken out of the address so that no history keeps it.
const given = new URLSearchParams(location.hash.slice(1)).get('token')
if (given !== null) {
  sessionStorage.setItem('token', given)
  history.replaceState(null, '', location.pathname)
}
const token = sessionStorage.getItem('token') ?? ''

/** One procedure of the process behind this page. Throws what it answers instead of a result. */
export const ask = async (name, body = {}) => {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw answer
  return answer
}

export const notice = document.querySelector('#notice')

/** A refusal in the catalogue's words; `silent` where there is no answer, `safe` where the catalogue says more than holds here. */
export const complain = (error, { silent = '', safe } = {}) => {
  const words = [error?.what, error?.meta?.reason, safe ?? error?.safe, error?.todo]
  notice.textContent = error?.what ? words.filter(Boolean).join(' ') : silent
  notice.hidden = false
}

/** Runs one act; null for one that was refused. */
export const tryTo = async (name, body, words) => {
  notice.hidden = true
  try {
    return await ask(name, body)
  } catch (error) {
    complain(error, words)
    return null
  }
}

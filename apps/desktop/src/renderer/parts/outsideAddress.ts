const schemes = new Set(['https:', 'http:', 'mailto:'])

/** A link's address where it may open outside, else null. Hosts come out in ASCII, so that look-alike letters show (`xn--…`). */
export const outsideAddress = (href: string): URL | null => {
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  if (!schemes.has(url.protocol)) return null
  return url.username === '' && url.password === '' ? url : null
}

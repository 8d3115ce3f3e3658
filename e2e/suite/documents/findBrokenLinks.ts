import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The document without its code: what looks like a link in there is none. */
const withoutCode = (text: string): string => text.replaceAll(/^( {0,3})(```|~~~)[\s\S]*?^ {0,3}\2\s*$/gm, '').replaceAll(/`[^`\n]*`/g, '')

/** Targets of inline links, images and reference definitions. */
function listTargets(text: string): string[] {
  const inline = [...text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+["'][^)]*)?\)/g)]
  const references = [...text.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/gm)]
  return [...inline, ...references].flatMap(([, target]) => target ?? [])
}

/** A heading's anchor as GitHub forms it. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')

function hasAnchor(file: string, anchor: string): boolean {
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)]
  return headings.some(([, heading]) => anchorOf(heading ?? '') === anchor)
}

/** Relative links of a document whose file, or whose heading in a Markdown file, does not exist. */
export function findBrokenLinks(root: string, document: string): string[] {
  const targets = listTargets(withoutCode(readFileSync(join(root, document), 'utf8')))
  return targets.filter((target) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return false
    const [path = '', anchor = ''] = target.split('#')
    const file = path === '' ? join(root, document) : join(root, dirname(document), decodeURIComponent(path))
    if (!existsSync(file)) return true
    return anchor !== '' && file.endsWith('.md') && !hasAnchor(file, anchor)
  })
}

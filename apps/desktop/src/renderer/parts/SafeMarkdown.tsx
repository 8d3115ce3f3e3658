import ReactMarkdown from 'react-markdown'
import type { Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import { ImageAsText } from './ImageAsText.tsx'
import { isIntricate } from './isIntricate.ts'
import { OutsideLink } from './OutsideLink.tsx'

/** Pictures would fetch from strangers and tell them who reads; raw HTML never passes. */
const allowed = [
  'h1',
  'h2',
  'h3',
  'p',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'code',
  'strong',
  'em',
  'del',
  'a',
  'br',
  'hr',
  'img',
] as const

const components: Components = {
  a: ({ href, children }) => <OutsideLink href={href ?? ''}>{children}</OutsideLink>,
  // A long line scrolls, so the keyboard must reach it.
  pre: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre tabIndex={0}>{children}</pre>
  ),
  img: ({ src, alt }) => <ImageAsText src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
}

/** Text of other members: inert, whatever it holds (E1). Links open outside, after asking. What nobody writes is shown as it is, since to parse it would take minutes. */
export const SafeMarkdown = ({ children }: { readonly children: string }) =>
  isIntricate(children) ? (
    <div className="prose" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {children}
    </div>
  ) : (
    <div className="prose">
      <ReactMarkdown allowedElements={allowed} unwrapDisallowed skipHtml rehypePlugins={[rehypeSanitize]} components={components}>
        {children}
      </ReactMarkdown>
    </div>
  )

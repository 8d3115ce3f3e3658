import type { Range } from './ast.ts'

/** One change at a site. `by` is what stands there instead; `plain` what the source would say, where that is not `by`. */
export type Variant = { readonly by: string; readonly plain?: string }

/**
 * A place in a source that can be switched to something else while it runs.
 * - `expression`, `statement`: of Solidity
 * - `yulCall`: a built-in, whose name the variants replace; `arguments` are how many it takes
 * - `yulLiteral`: one more; `yulStatement`: left out; `yulCondition`: never and always
 * - `assembly`: no variants; where functions of its block are defined
 */
export type Site = Range & {
  readonly kind: 'expression' | 'statement' | 'yulCall' | 'yulLiteral' | 'yulStatement' | 'yulCondition' | 'assembly'
  readonly variants: readonly Variant[]
  readonly arguments?: number
}

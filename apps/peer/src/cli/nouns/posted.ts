import { type Address, address, DaomeshError, ether, type PostId } from '@daomesh/protocol'
import { chooseOne } from '../choose.ts'
import { parseAddress } from '../input/parseAddress.ts'
import { parsePeriod } from '../input/parsePeriod.ts'
import { parseUnits } from '../input/parseUnits.ts'
import { parseWei } from '../input/parseWei.ts'
import { parseWhole } from '../input/parseWhole.ts'
import type { Call } from '../verb.ts'

/** What posts and listings of the market share on a command line. */
type Posted = { readonly issuer: Address; readonly post: PostId; readonly title: string }
export type PostedKey = Omit<Posted, 'title'>

const daySeconds = 86_400

/** One by `issuer/id`, its id or its title, of those that a search gives; of one issuer, or of all: null. @throws DaomeshError `POST_UNKNOWN`. */
export const findPosted = async (
  text: string,
  field: 'post' | 'listing',
  search: (issuer: Address | null) => Promise<readonly Posted[]>,
): Promise<PostedKey> => {
  const [before = '', id] = text.split('/')
  const parsed = address.safeParse(before)
  const rows = await search(parsed.success && id !== undefined ? parsed.data : null)
  const named = rows.map(({ post, title }) => ({ id: post, names: [title] }))
  const chosen = chooseOne(named, id ?? text, field, 'POST_UNKNOWN')
  const row = rows.find(({ post }) => post === chosen)
  if (row === undefined) throw new DaomeshError('POST_UNKNOWN', { meta: { given: text.slice(0, 120) } })
  return { issuer: row.issuer, post: row.post }
}

/** An amount of ether with its unit, or of a token by its decimals. @throws DaomeshError `INPUT_INVALID`, `AMOUNT_INVALID`. */
export const priceOf = (call: Call, option: 'price' | 'reward') => {
  const named = call.option('token')
  const token = named === undefined ? ether : parseAddress(named, 'token')
  const given = call.required(option)
  const amount = token === ether ? parseWei(given) : parseUnits(given, parseWhole(call.option('decimals') ?? '0', 'decimals'))
  return { token, amount: amount.toString() }
}

/** How long it stands, in whole days. @throws DaomeshError `INPUT_INVALID`. */
export const daysOf = (call: Call): number => Math.max(1, Math.round(parsePeriod(call.option('for') ?? '30d', 'for') / daySeconds))

/** What is looked for, and in which order. @throws DaomeshError `INPUT_INVALID`. */
export const readSearch = <Sort extends string>(call: Call, sorts: readonly Sort[]) => {
  const given = call.option('sort') ?? 'relevance'
  const sort = sorts.find((one) => one === given)
  if (sort === undefined)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'sort', given: given.slice(0, 80), reason: sorts.join(', ') } })
  const [issuer, token] = [call.option('issuer'), call.option('token')]
  return {
    text: call.rest(0).join(' '),
    tags: [...call.all('tag')],
    issuer: issuer === undefined ? null : parseAddress(issuer, 'issuer'),
    token: token === undefined ? null : parseAddress(token, 'token'),
    sort,
    offset: parseWhole(call.option('offset') ?? '0', 'offset'),
    limit: 100,
  }
}

export const foundText = ({ total, atLeast }: { readonly total: number; readonly atLeast: boolean }): string =>
  `${atLeast ? 'more than ' : ''}${total} found`

export const written = ({
  issuer,
  post,
  revision,
}: {
  readonly issuer: string
  readonly post: string
  readonly revision: number
}): string => `${issuer}/${post}\nsaid in the market, revision ${revision}`

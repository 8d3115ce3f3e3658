import { z } from 'zod'
import { type Terms, termsSchema } from '../bounties/terms.ts'
import { fromBase64Url, toBase64Url } from '../bytes.ts'
import type { Cbor } from '../codec/cbor.ts'
import { decode, encode } from '../codec/encode.ts'

const { title, tags, files, power } = termsSchema.shape

/** What stands behind a brief of its terms: title, tags, files, and power where some is promised, so that terms without it have the bytes they always had. */
export const termsBehind = (terms: Terms): readonly Cbor[] => [
  terms.title,
  [...terms.tags],
  [...terms.files],
  ...(terms.power === undefined ? [] : [terms.power]),
]

const behindSchema = z.union([z.tuple([title, tags, files]), z.tuple([title, tags, files, power.unwrap()])])

/** The terms of a brief and what stands behind it. @throws ZodError. */
export const termsFrom = (brief: string, behind: readonly unknown[]): Terms => {
  const [named, words, hashes, promised] = behindSchema.parse(behind)
  return termsSchema.parse({
    v: 1,
    title: named,
    brief,
    tags: words,
    files: hashes,
    ...(promised === undefined ? {} : { power: promised }),
  })
}

/** The text of a proposal that asks something a program must read: words for people, and behind them, under a name, what they come to. */
export const textBlock = (name: string) => {
  const form = new RegExp(`^([\\s\\S]*)\\n\\n~~~${name}\\n([A-Za-z0-9_-]+)\\n~~~\\n?$`)
  return {
    write: (words: string, behind: Cbor): string => `${words}\n\n~~~${name}\n${toBase64Url(encode(behind))}\n~~~\n`,
    /** null where no such block ends the text. @throws DaomeshError `CODEC_MALFORMED`. */
    read: (text: string): { readonly words: string; readonly behind: unknown } | null => {
      const found = form.exec(text)
      return found === null ? null : { words: found[1] ?? '', behind: decode(fromBase64Url(found[2] ?? '')) }
    },
  }
}

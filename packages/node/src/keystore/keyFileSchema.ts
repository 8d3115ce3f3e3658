import { z } from 'zod'

/** A file that asks for more memory than this would stop the machine instead of opening. */
export const maxScryptBytes = 512 * 1024 * 1024

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-fA-F]{${2 * bytes}}$`))
const salt = z.string().regex(/^([0-9a-fA-F]{2}){8,64}$/)
const scryptParameters = z
  .object({ dklen: z.literal(32), n: z.number().int().min(2), r: z.number().int().min(1), p: z.number().int().min(1).max(16), salt })
  .refine(({ n, r }) => Number.isInteger(Math.log2(n)) && 128 * n * r <= maxScryptBytes)
const pbkdf2Parameters = z.object({ dklen: z.literal(32), c: z.number().int().min(1).max(10_000_000), prf: z.literal('hmac-sha256'), salt })
const sealed = { cipher: z.literal('aes-128-ctr'), ciphertext: hex(32), cipherparams: z.object({ iv: hex(16) }), mac: hex(32) }

/** Web3 Secret Storage, version 3, as any Ethereum program writes it. `check` is ours: it tells a damaged file from a wrong password. */
export const keyFileSchema = z.object({
  version: z.literal(3),
  id: z.string().max(64),
  address: z
    .string()
    .regex(/^(0x)?[0-9a-fA-F]{40}$/)
    .optional(),
  crypto: z.discriminatedUnion('kdf', [
    z.object({ ...sealed, kdf: z.literal('scrypt'), kdfparams: scryptParameters }),
    z.object({ ...sealed, kdf: z.literal('pbkdf2'), kdfparams: pbkdf2Parameters }),
  ]),
  check: hex(32).optional(),
})

export type KeyFile = z.output<typeof keyFileSchema>

import { z } from 'zod'

/** `page`: a person confirms in the browser. `terminal`: also on the terminal of the process. `sandbox`: nobody is asked, on a sandbox chain only. */
export const confirmModes = ['page', 'terminal', 'sandbox'] as const
export type ConfirmMode = (typeof confirmModes)[number]

/** What the starter tells the signer, as one JSON argument. The password itself never stands here: arguments are visible to every account of the machine. */
export const signerOptions = z.strictObject({
  home: z.string().min(1),
  confirm: z.enum(confirmModes),
  passwordFile: z.string().nullable(),
  /** 0: any free port. */
  port: z.number().int().min(0).max(65_535),
})
export type SignerOptions = z.output<typeof signerOptions>
